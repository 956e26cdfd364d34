import type {ClientEvent} from '../client/event.js';
import {openThread, selectedThread, type Thread, threadRows} from '../client/select/inbox.js';
import type {Need} from '../client/select/needs.js';
import {selectedSession} from '../client/select/sessions.js';
import {selectedTask, sessionsOfTask} from '../client/select/tasks.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import {hasEnded} from '../domain/session.js';

/** The thread that a key is about: the open one, or the selected one of the inbox. */
export const threadAtHand = (state: State): Thread | undefined => {
	switch (openScreen(state.screen)) {
		case 'thread': {
			return openThread(state);
		}

		case 'inbox': {
			return selectedThread(state);
		}

		case 'sessions': {
			const id = selectedSession(state)?.id;
			return threadRows(state)
				.filter(({party}) => party === id)
				.reduce<Thread | undefined>((a, b) => (a === undefined || b.newest.order > a.newest.order ? b : a), undefined);
		}

		default: {
			return undefined;
		}
	}
};

/** Who a message goes to that is begun on this row; nobody where the row has no one who could take it. */
export const receiverAtHand = (state: State): string | undefined => {
	const screen = openScreen(state.screen);
	const id =
		screen === 'inbox' || screen === 'thread'
			? threadAtHand(state)?.party
			: screen === 'tasks'
				? sessionsOfTask(state, selectedTask(state)?.id ?? '')[0]?.id
				: screen === 'sessions'
					? selectedSession(state)?.id
					: undefined;
	const session = id === undefined ? undefined : state.sessions.get(id);
	return session === undefined || hasEnded(session) ? undefined : session.id;
};

export const openCompose = (state: State): ClientEvent => {
	const to = receiverAtHand(state);
	return {event: 'draft:opened', data: {id: to ?? 'new', to, replyTo: undefined}};
};

/** A reply answers what the other one said last; to a thread that only the operator wrote in, it goes on from there. */
export const openReply = ({id, party, messages, newest}: Thread): ClientEvent => {
	const answered = messages.findLast(({from}) => from === party) ?? newest;
	return {event: 'draft:opened', data: {id: `reply-${id}`, to: party, replyTo: answered.id}};
};

/** Brings what needs a person before them, whatever is filtered away. */
export const openNeed = ({at, id, kind, subject}: Need): readonly ClientEvent[] => {
	const visited: ClientEvent = {event: 'need:visited', data: {at, id}};
	return kind === 'thread'
		? [visited, {event: 'thread:opened', data: {id: subject}}]
		: [
				visited,
				{event: 'list:opened', data: {screen: 'sessions'}},
				{event: 'filter:changed', data: {list: 'sessions', text: ''}},
				{event: 'row:selected', data: {list: 'sessions', id: subject}},
			];
};
