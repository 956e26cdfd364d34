import type {ClientEvent} from '../client/event.js';
import {ownList} from '../client/select/list.js';
import {nameOf, receiverNames} from '../client/select/names.js';
import {nextNeed} from '../client/select/needs.js';
import {allThreads} from '../client/select/threads.js';
import {hasWords} from '../client/state/drafts.js';
import type {State} from '../client/state/index.js';
import {type ListId, listScreens, openList} from '../client/state/screen.js';
import {lineToDraw} from '../client/text.js';
import type {Binding, Scope} from './binding.js';
import {copyKey} from './copies.js';
import {limitBindings} from './limits.js';
import {logInKey} from './logging-in.js';
import {lookBindings} from './look.js';
import {openCompose, openNeed, receiverAtHand, receiversMarked} from './opening.js';
import {openPalette} from './palette.js';
import {placeBindings} from './places.js';
import {spawnerKey} from './spawner.js';
import {undoKey} from './undo.js';

const isRoot = ({screen}: State): boolean => screen.stack.length === 1;

/** What is not done yet when it is left. */
const whyStay = (state: State): string | undefined => {
	const planned = state.stops.flatMap(({sessionIds}) => sessionIds);
	const stops = planned.length === 0 ? [] : [`${receiverNames(state, planned)} will be stopped at once`];
	const drafts = [...state.drafts.values()].some(hasWords) ? ['A draft is not sent; it is kept for the next time'] : [];
	const reasons = [...stops, ...drafts];
	return reasons.length === 0 ? undefined : `${reasons.join('. ')}. Quit?`;
};

/** These begin with all of it whenever they are opened: to take their filter back later would show nothing. */
const passing: readonly ListId[] = ['help', 'modes', 'search'];

/** A filter that is cleared can be had again. */
const clearFilter = (list: ListId, text: string): readonly ClientEvent[] => {
	const cleared: ClientEvent = {event: 'filter:changed', data: {list, text: ''}};
	const what = `The filter ${lineToDraw(text)} of ${list}`;
	const again: ClientEvent = {event: 'filter:changed', data: {list, text}};
	return passing.includes(list)
		? [cleared]
		: [cleared, {event: 'undo:offered', data: {what, steps: [{kind: 'screen', events: [again]}]}}];
};

const turnTo = (state: State, by: number) => {
	const screen = listScreens.at((listScreens.indexOf(openList(state.screen)) + by) % listScreens.length) ?? 'sessions';
	return {event: 'list:opened', data: {screen}} as const;
};

const walk = (direction: 'next' | 'previous'): Pick<Binding, 'whyNot' | 'run' | 'act'> => ({
	whyNot: state => (nextNeed(state, direction) === undefined ? 'Nothing needs you' : undefined),
	run({state, send}) {
		const need = nextNeed(state, direction);
		send(...(need === undefined ? [] : openNeed(need, state)));
	},
	async act({state, actions}) {
		const need = nextNeed(state, direction);
		const thread = allThreads(state).find(({id}) => id === need?.subject);
		if (thread !== undefined && state.connection.phase === 'open') {
			await actions.markRead(thread.messages);
		}
	},
});

/** What can be done everywhere but in a text field. */
export const globalKeys: Scope = {
	title: 'Everywhere',
	bindings: [
		{
			id: 'help.open',
			keys: ['?'],
			help: 'Show the keys that are live now',
			label: () => 'Keys',
			inFooter: true,
			run: ({send}) => send({event: 'screen:opened', data: {screen: 'help'}}),
		},
		openPalette,
		{
			id: 'app.quit',
			keys: ['q'],
			help: 'Quit, or close this view',
			label: state => (isRoot(state) ? 'Quit' : 'Close'),
			inFooter: true,
			confirm: state => (isRoot(state) ? whyStay(state) : undefined),
			run({state, send}) {
				if (!isRoot(state)) {
					send({event: 'screen:closed'});
				}
			},
			async act({state, actions}) {
				if (isRoot(state)) {
					await actions.quit();
				}
			},
		},
		{
			id: 'need.next',
			keys: ['w'],
			help: 'Go to the next thing that needs you',
			label: () => 'Next that needs you',
			inFooter: true,
			...walk('next'),
		},
		{id: 'need.previous', keys: ['W'], help: 'Go to the thing before that needs you', ...walk('previous')},
		{
			id: 'compose.open',
			keys: ['m'],
			help: 'Write a message to the selected row',
			label(state) {
				const to = receiverAtHand(state);
				const marked = receiversMarked(state);
				if (marked.length > 1) {
					return `Write to ${marked.length} at once`;
				}

				return to === undefined ? 'Write a message' : `Write to ${nameOf(state.sessions, to)}`;
			},
			needs: 'messages',
			run: ({state, send}) => send(...openCompose(state)),
		},
		{
			id: 'screen.inbox',
			keys: ['i'],
			help: 'Open the inbox',
			label: () => 'Inbox',
			inFooter: true,
			run: ({send}) => send({event: 'list:opened', data: {screen: 'inbox'}}),
		},
		{
			id: 'screen.next',
			keys: [']', 'tab'],
			help: 'Open the next list',
			run: ({state, send}) => send(turnTo(state, 1)),
		},
		{
			id: 'screen.previous',
			keys: ['[', 'shift+tab'],
			help: 'Open the list before',
			run: ({state, send}) => send(turnTo(state, -1)),
		},
		{
			id: 'screen.last',
			keys: ['-'],
			help: 'Open the list that was open last',
			whyNot: ({screen}) => (screen.last === undefined ? 'No other list was open yet' : undefined),
			run: ({state, send}) => send({event: 'list:opened', data: {screen: state.screen.last ?? 'sessions'}}),
		},
		...placeBindings,
		logInKey,
		undoKey,
		copyKey,
		{
			id: 'server.refresh',
			keys: ['R'],
			help: 'Fetch everything again, or connect now',
			act: async ({actions}) => actions.refresh(),
		},
		{id: 'screen.redraw', keys: ['ctrl+l'], help: 'Draw the screen again', act: async ({actions}) => actions.redraw()},
		{
			id: 'screen.suspend',
			keys: ['ctrl+z'],
			help: 'Stop it, until fg in the shell',
			act: async ({actions}) => actions.suspend(),
		},
		...lookBindings,
		...limitBindings,
		spawnerKey,
		{
			id: 'screen.back',
			keys: ['esc'],
			help: 'Clear the filter, or go back one level',
			run({state, send}) {
				const list = ownList(state);
				const filter = list === undefined ? '' : (state.screen.filters[list] ?? '');
				if (list !== undefined && filter !== '') {
					send(...clearFilter(list, filter));
				} else if (!isRoot(state)) {
					send({event: 'screen:closed'});
				}
			},
		},
	],
};

/** What works whatever is open. */
export const alwaysKeys: Scope = {
	title: 'Always',
	bindings: [
		{
			id: 'app.leave',
			keys: ['ctrl+c ctrl+c'],
			help: 'Quit at once; agents and server go on',
			whyFixed: 'Ctrl+C twice always quits',
			act: async ({actions}) => actions.quit(),
		},
	],
};
