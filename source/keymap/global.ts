import {nameOf} from '../client/select/names.js';
import {nextNeed} from '../client/select/needs.js';
import {allThreads} from '../client/select/threads.js';
import {hasWords} from '../client/state/drafts.js';
import type {State} from '../client/state/index.js';
import {listScreens, openList} from '../client/state/screen.js';
import type {Binding, Scope} from './binding.js';
import {openCompose, openNeed, receiverAtHand} from './opening.js';

const isRoot = ({screen}: State): boolean => screen.stack.length === 1;

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
		{
			id: 'app.quit',
			keys: ['q'],
			help: 'Quit, or close this view',
			label: state => (isRoot(state) ? 'Quit' : 'Close'),
			inFooter: true,
			confirm: state =>
				isRoot(state) && [...state.drafts.values()].some(hasWords)
					? 'A draft is not sent; it is kept for the next time. Quit?'
					: undefined,
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
				return to === undefined ? 'Write a message' : `Write to ${nameOf(state.sessions, to)}`;
			},
			needs: 'messages',
			run: ({state, send}) => send(openCompose(state)),
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
			keys: ['tab', ']'],
			help: 'Open the next list',
			run: ({state, send}) => send(turnTo(state, 1)),
		},
		{
			id: 'screen.previous',
			keys: ['shift+tab', '['],
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
		{
			id: 'server.refresh',
			keys: ['R'],
			help: 'Fetch everything again, or connect now',
			act: async ({actions}) => actions.refresh(),
		},
		{id: 'screen.redraw', keys: ['ctrl+l'], help: 'Draw the screen again', act: async ({actions}) => actions.redraw()},
		{
			id: 'screen.back',
			keys: ['esc'],
			help: 'Go back one level',
			run({state, send}) {
				const list = openList(state.screen);
				if (!isRoot(state)) {
					send({event: 'screen:closed'});
				} else if ((state.screen.filters[list] ?? '') !== '') {
					send({event: 'filter:changed', data: {list, text: ''}});
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
			act: async ({actions}) => actions.quit(),
		},
	],
};
