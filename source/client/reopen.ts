import type {ClientEvent} from './event.js';
import type {Place} from './place.js';
import {docRowOf} from './select/docs.js';
import {allThreads} from './select/threads.js';
import type {State} from './state/index.js';
import {type ListId, type ScreenId, screenIds} from './state/screen.js';
import type {Subject} from './state/subject.js';

/**
What opens again what was open above the lists, as far up as it is all still there.
*/
export const openingsOf = (place: Place, state: State): readonly ClientEvent[] => {
	const above = place.stack.slice(1).map(id => {
		const screen = screenIds.find(known => known === id);
		return screen === undefined ? undefined : opening(screen, place, state);
	});
	const end = above.indexOf(undefined);
	const opened = above.slice(0, end === -1 ? above.length : end).flatMap(events => events ?? []);
	return end === -1 && opened.length > 0 ? [...opened, {event: 'text:scrolled', data: {to: place.scroll}}] : opened;
};

const opening = (screen: ScreenId, place: Place, state: State): readonly ClientEvent[] | undefined => {
	switch (screen) {
		case 'thread': {
			const thread = allThreads(state).find(({id}) => id === place.threadId);
			return thread && [{event: 'thread:opened', data: {id: thread.id}}, ...selecting('thread', place)];
		}

		case 'hold': {
			const hold = state.holds.get(place.holdId ?? '');
			return hold && [{event: 'exchange:opened', data: {id: hold.id, between: hold.between}}];
		}

		case 'compose': {
			const draft = state.drafts.get(place.draftId ?? '');
			return draft && [{event: 'draft:opened', data: {id: draft.id, to: undefined, replyTo: undefined}}];
		}

		case 'search': {
			const query = place.search;
			return query === undefined ? undefined : [{event: 'search:asked', data: {query}}, ...selecting('search', place)];
		}

		case 'timeline': {
			const of = place.timeline;
			return of && isThere(of, state)
				? [{event: 'timeline:opened', data: {of}}, ...selecting('timeline', place)]
				: undefined;
		}

		case 'details': {
			const there = place.details.filter(subject => isThere(subject, state));
			return there.length === 0 ? undefined : there.map(data => ({event: 'details:opened', data}));
		}

		case 'log': {
			return place.log && openLog(place.log, state);
		}

		case 'doc': {
			return place.doc && isThere({kind: 'doc', id: place.doc.id}, state)
				? [{event: 'doc:opened', data: place.doc}]
				: undefined;
		}

		case 'docs':
		case 'members':
		case 'stats':
		case 'hosts':
		case 'settings': {
			return [{event: 'screen:opened', data: {screen}}];
		}

		default: {
			return undefined;
		}
	}
};

const selecting = (list: ListId, {selected}: Place): readonly ClientEvent[] => {
	const id = selected[list];
	return id === undefined ? [] : [{event: 'row:selected', data: {list, id}}];
};

const isThere = ({kind, id}: Subject, state: State): boolean => {
	switch (kind) {
		case 'session': {
			return state.sessions.has(id);
		}

		case 'task': {
			return state.tasks.has(id);
		}

		case 'project': {
			return state.projects.has(id);
		}

		case 'message': {
			return state.messages.has(id);
		}

		case 'doc': {
			return docRowOf(state, id) !== undefined;
		}

		case 'member': {
			return state.members.has(id);
		}

		case 'host': {
			return true;
		}
	}
};

const openLog = (
	{sessionId, runId, top, seen, ...look}: NonNullable<Place['log']>,
	state: State,
): readonly ClientEvent[] | undefined =>
	state.sessions.get(sessionId)?.run?.id === runId
		? [
				{event: 'log:opened', data: {sessionId, runId}},
				{event: 'log:set', data: look},
				{event: 'log:moved', data: {to: top, size: seen}},
			]
		: undefined;
