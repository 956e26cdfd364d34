import type {ClientEvent} from '../client/event.js';
import {exportable} from '../client/select/export.js';
import type {Thread} from '../client/select/threads.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import {type Binding, needing} from './binding.js';
import {threadAtHand} from './opening.js';

export const onThread = needing(threadAtHand, 'Select a thread first');

export const jumpToParty = (id: string): Binding => ({
	id,
	keys: ['o'],
	help: "Jump to the sender's window",
	...onThread({
		whyNot: ({party}, state) => (state.sessions.has(party) ? undefined : 'Its session is not there any more'),
		async act({party}, {state, actions}) {
			const session = state.sessions.get(party);
			if (session !== undefined) {
				await actions.jumpToPane(session);
			}
		},
	}),
});

/** A dialog is answered where it is; whether it still is there is asked first. */
export const answerParty = (id: string): Binding => ({
	id,
	keys: ['A'],
	help: 'Go and answer what its session asks for, if it still does',
	needs: 'server',
	...onThread({
		whyNot: ({party}, state) => (state.sessions.has(party) ? undefined : 'Its session is not there any more'),
		async act({party}, {state, actions}) {
			const session = state.sessions.get(party);
			if (session !== undefined) {
				await actions.answerDialog(session);
			}
		},
	}),
});

/** The line in which it is said what is looked for; with what was looked for last, where it is asked again. */
const openSearch = ({fetched, screen}: State): ClientEvent => ({
	event: 'field:opened',
	data: {
		purpose: 'search',
		label: 'Search everything',
		text: openScreen(screen) === 'search' ? (fetched.search?.of.query ?? '') : '',
		subject: '',
	},
});

export const search = (id: string, keys: readonly string[]): Binding => ({
	id,
	keys,
	help: 'Search all messages that the server keeps',
	needs: 'messages',
	run: ({state, send}) => send(openSearch(state)),
});

export const exportTo = (id: string): Binding => ({
	id,
	keys: ['E'],
	help: 'Export what is shown to a file',
	needs: 'receipts',
	whyNot: state => (exportable(state) === undefined ? 'There are no messages to export' : undefined),
	run({state, send}) {
		const found = exportable(state);
		if (found !== undefined) {
			const label = `Write ${found.what} to (.md or .json)`;
			send({event: 'field:opened', data: {purpose: 'export', label, text: found.name, subject: ''}});
		}
	},
});

/** What is lost with messages, as a question. */
export const whatIsLost = (what: string, messages: Thread['messages']): string => {
	const waiting = messages.filter(({status, to}) => status === 'pending' && to !== 'operator').length;
	const never = waiting === 0 ? '' : `; ${waiting} not delivered yet, and never will be`;
	return `Delete ${what}? It is gone for everybody and cannot be taken back${never}`;
};
