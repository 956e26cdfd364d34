import type {ClientEvent} from '../client/event.js';
import {endOfPiece} from '../client/log-bytes.js';
import {furthestInPane, paneHasFocus, paneScroll, widestInPane} from '../client/select/pane.js';
import {paneArea, paneContent} from '../client/select/pane-content.js';
import type {State} from '../client/state/index.js';
import {endOfText} from '../client/state/screen.js';
import type {Binding, Scope} from './binding.js';

const rests = (state: State): 'start' | 'end' => paneContent(state)?.rests ?? 'start';

/** The event that takes it so many lines away from where it rests. */
const scrollTo = (state: State, to: number): ClientEvent => {
	const scroll = Math.max(0, to);
	const {until} = state.screen.pane;
	const piece = state.logTail?.piece;
	// What comes later moves nothing for whoever has scrolled back.
	const held = until ?? (piece === undefined ? undefined : endOfPiece(piece));
	return {event: 'pane:moved', data: {scroll, until: scroll === 0 ? undefined : held}};
};

/** So many lines further down. */
const by = (rows: (state: State) => number): Pick<Binding, 'repeats' | 'run'> => ({
	repeats: true,
	run({state, send}) {
		const down = rows(state) * (rests(state) === 'start' ? 1 : -1);
		const wanted = paneScroll(state) + down;
		// Of what is followed only its end is there before somebody scrolls back.
		const isAtRest = rests(state) === 'end' && state.screen.pane.scroll === 0;
		send(scrollTo(state, isAtRest ? wanted : Math.min(furthestInPane(state), wanted)));
	},
});

const half = (state: State): number => Math.max(1, Math.floor((paneArea(state)?.rows ?? 2) / 2));

/** Text rests at its start, and what is followed at its end; the other one is as far as there is anything. */
const to = (place: 'start' | 'end'): Pick<Binding, 'run'> => ({
	run: ({state, send}) => send(scrollTo(state, rests(state) === place ? 0 : endOfText)),
});

const sideways = (direction: 1 | -1): Pick<Binding, 'repeats' | 'whyNot' | 'run'> => ({
	repeats: true,
	whyNot: state =>
		paneContent(state)?.isCut === true ? undefined : 'Its lines are wrapped, so there is nothing beside them',
	run({state, send}) {
		const columns = paneArea(state)?.columns ?? 0;
		const step = Math.max(8, Math.floor(columns / 2));
		const furthest = Math.max(0, widestInPane(state) - columns);
		const left = Math.min(furthest, Math.max(0, state.screen.pane.left + direction * step));
		send({event: 'pane:moved', data: {left}});
	},
});

const turn: Pick<Binding, 'run'> = {
	run: ({state, send}) => send({event: 'pane:turned', data: {hasFocus: !paneHasFocus(state)}}),
};

/** Between the list and what stands beside it. */
export const paneKeys: Scope = {
	title: 'Panes',
	bindings: [
		{id: 'pane.next', keys: ['tab'], help: 'Go to the other pane of this screen', ...turn},
		{id: 'pane.previous', keys: ['shift+tab'], help: 'Go back to the other pane', ...turn},
	],
};

/** What can be done in the pane beside a list, once keys go there. */
export const previewKeys: Scope = {
	title: 'Preview',
	bindings: [
		{
			id: 'preview.leave',
			keys: ['esc'],
			help: 'Go back to the list',
			label: () => 'Back to the list',
			inFooter: true,
			run: ({send}) => send({event: 'pane:turned', data: {hasFocus: false}}),
		},
		{id: 'preview.down', keys: ['j', 'down'], help: 'Scroll down', ...by(() => 1)},
		{
			id: 'preview.up',
			keys: ['k', 'up'],
			help: 'Scroll back',
			label: state => (rests(state) === 'end' ? 'Scroll back' : 'Scroll up'),
			inFooter: true,
			...by(() => -1),
		},
		{id: 'preview.page-down', keys: ['ctrl+d', 'pagedown'], help: 'Scroll half a page down', ...by(half)},
		{id: 'preview.page-up', keys: ['ctrl+u', 'pageup'], help: 'Scroll half a page back', ...by(state => -half(state))},
		{id: 'preview.top', keys: ['g g', 'home'], help: 'Go to the start', ...to('start')},
		{
			id: 'preview.bottom',
			keys: ['G', 'end'],
			help: 'Go to the end, and follow',
			label: state => (rests(state) === 'end' ? 'Follow' : 'To the end'),
			inFooter: true,
			...to('end'),
		},
		{id: 'preview.right', keys: ['right'], help: 'Show what is further right', ...sideways(1)},
		{id: 'preview.left', keys: ['left'], help: 'Show what is further left', ...sideways(-1)},
	],
};
