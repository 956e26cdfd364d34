import type {ClientEvent} from '../client/event.js';
import {selectedThread} from '../client/select/inbox.js';
import {loggedSession} from '../client/select/log.js';
import type {Need} from '../client/select/needs.js';
import {sessionsOfTask} from '../client/select/runs.js';
import {selectedFound} from '../client/select/search.js';
import {selectedSession} from '../client/select/sessions.js';
import {selectedTask} from '../client/select/tasks.js';
import {allThreads, openThread, type Thread, threadsOf} from '../client/select/threads.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import type {Hold} from '../domain/hold.js';
import type {Message} from '../domain/message.js';

/** The thread that a key is about: the open one, the selected one of the inbox, or that of the message that was found. */
export const threadAtHand = (state: State): Thread | undefined => {
	switch (openScreen(state.screen)) {
		case 'thread': {
			return openThread(state);
		}

		case 'inbox': {
			return selectedThread(state);
		}

		case 'search': {
			const found = selectedFound(state);
			return found === undefined ? undefined : threadsOf([found], state.sessions)[0];
		}

		case 'sessions': {
			const id = selectedSession(state)?.id;
			return allThreads(state)
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
	switch (openScreen(state.screen)) {
		case 'inbox':
		case 'thread':
		case 'search': {
			const party = threadAtHand(state)?.party ?? '';
			return state.sessions.get(party)?.id;
		}

		case 'tasks': {
			return sessionsOfTask(state, selectedTask(state)?.id ?? '')[0]?.id;
		}

		case 'sessions': {
			return selectedSession(state)?.id;
		}

		case 'log': {
			return loggedSession(state)?.id;
		}

		default: {
			return undefined;
		}
	}
};

export const openCompose = (state: State): ClientEvent => {
	const to = receiverAtHand(state);
	return {event: 'draft:opened', data: {id: to ?? 'new', to, replyTo: undefined}};
};

/**
A reply answers the message that was chosen, else what the other one said last; to a thread that only the operator wrote in, it goes on
from there.
*/
export const openReply = ({id, party, messages, newest}: Thread, chosen?: Message): ClientEvent => {
	const fromOther = chosen?.from === party ? chosen : undefined;
	const answered = fromOther ?? messages.findLast(({from}) => from === party) ?? newest;
	return {event: 'draft:opened', data: {id: `reply-${id}`, to: party, replyTo: answered.id}};
};

export const openExchange = ({id, between}: Hold): ClientEvent => ({event: 'exchange:opened', data: {id, between}});

/** Brings what needs a person before them, whatever is filtered away. */
export const openNeed = ({at, id, kind, subject}: Need, {holds}: State): readonly ClientEvent[] => {
	const visited: ClientEvent = {event: 'need:visited', data: {at, id}};
	switch (kind) {
		case 'thread': {
			return [visited, {event: 'thread:opened', data: {id: subject}}];
		}

		case 'hold': {
			const hold = holds.get(subject);
			return hold === undefined ? [visited] : [visited, openExchange(hold)];
		}

		case 'session': {
			return [
				visited,
				{event: 'list:opened', data: {screen: 'sessions'}},
				{event: 'filter:changed', data: {list: 'sessions', text: ''}},
				{event: 'row:selected', data: {list: 'sessions', id: subject}},
			];
		}
	}
};
