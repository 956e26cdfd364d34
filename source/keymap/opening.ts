import type {ClientEvent} from '../client/event.js';
import {openSubject} from '../client/select/details.js';
import {selectedThread} from '../client/select/inbox.js';
import {loggedSession} from '../client/select/log.js';
import {chosenInboxRows, chosenSessions, chosenTasks, marksHere} from '../client/select/marks.js';
import type {Need} from '../client/select/needs.js';
import {peekedSession, peekedThread} from '../client/select/peek.js';
import {sessionsOfTask} from '../client/select/runs.js';
import {selectedFound} from '../client/select/search.js';
import {selectedSession} from '../client/select/sessions.js';
import {selectedTask} from '../client/select/tasks.js';
import {newestThreadWith, openThread, type Thread, threadsOf} from '../client/select/threads.js';
import {selectedEntry} from '../client/select/timeline.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import type {Hold} from '../domain/hold.js';
import type {Message} from '../domain/message.js';
import {showRow} from './showing.js';

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
			return newestThreadWith(state, selectedSession(state)?.id);
		}

		case 'peek': {
			return peekedThread(state);
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

		case 'peek': {
			return peekedSession(state)?.id;
		}

		case 'log': {
			return loggedSession(state)?.id;
		}

		case 'timeline': {
			return state.sessions.get(selectedEntry(state)?.sessionId ?? '')?.id;
		}

		case 'details': {
			const about = openSubject(state);
			return about?.kind === 'task' ? sessionsOfTask(state, about.id)[0]?.id : state.sessions.get(about?.id ?? '')?.id;
		}

		default: {
			return undefined;
		}
	}
};

/** Who a message goes to that is begun while rows are marked: their sessions. */
export const receiversMarked = (state: State): readonly string[] => {
	if (marksHere(state).size === 0) {
		return [];
	}

	const ids = {
		sessions: () => chosenSessions(state).map(({id}) => id),
		tasks: () => chosenTasks(state).flatMap(({id}) => sessionsOfTask(state, id).map(session => session.id)),
		inbox: () => chosenInboxRows(state).flatMap(row => (row.kind === 'thread' ? [row.thread.party] : [])),
	};
	const screen = openScreen(state.screen);
	const found = screen === 'sessions' || screen === 'tasks' || screen === 'inbox' ? ids[screen]() : [];
	return [...new Set(found)].filter(id => state.sessions.has(id));
};

/** The words that were begun for these very receivers are gone on with, so that none ever go to whom they were not written for. */
export const openCompose = (state: State): readonly ClientEvent[] => {
	const marked = receiversMarked(state);
	const [first, second] = marked;
	if (first !== undefined && second !== undefined) {
		const id = draftFor(marked, 'marked', state);
		return [
			{event: 'draft:opened', data: {id, to: first, replyTo: undefined}},
			{event: 'draft:addressed', data: {id, to: marked}},
		];
	}

	const to = first ?? receiverAtHand(state);
	const id = to === undefined ? 'new' : draftFor([to], to, state);
	return [{event: 'draft:opened', data: {id, to, replyTo: undefined}}];
};

/** The first of the ids `name`, `name-2` and so on that no draft to somebody else has. */
const draftFor = (to: readonly string[], name: string, {drafts}: State): string => {
	const isTheirs = (id: string): boolean => {
		const draft = drafts.get(id);
		return draft === undefined || (draft.to.length === to.length && to.every(receiver => draft.to.includes(receiver)));
	};
	let id = name;
	for (let count = 2; !isTheirs(id); count += 1) {
		id = `${name}-${count}`;
	}

	return id;
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
export const openNeed = ({at, id, kind, subject}: Need, state: State): readonly ClientEvent[] => {
	const visited: ClientEvent = {event: 'need:visited', data: {at, id}};
	switch (kind) {
		case 'thread': {
			return [visited, {event: 'thread:opened', data: {id: subject}}];
		}

		case 'hold': {
			const hold = state.holds.get(subject);
			return hold === undefined ? [visited] : [visited, openExchange(hold)];
		}

		case 'session': {
			return [visited, ...showRow('sessions', subject, state)];
		}
	}
};
