import {needsPerson} from '../../domain/badge.js';
import {isOpen} from '../../domain/hold.js';
import {threadOf} from '../../domain/message.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {allSessionRows, sinceOf} from './sessions.js';
import {isUnread} from './unread.js';

/** Something that does not go on without a person. */
export type Need = {
	readonly at: number;
	readonly id: string;
	readonly kind: 'session' | 'thread' | 'hold';
	readonly subject: string;
};

/** Oldest first. */
export const needs = derive(
	[(state: State) => state.sessions, state => state.messages, state => state.holds],
	(sessions, messages, holds): readonly Need[] =>
		[
			...[...sessions.values()]
				.filter(needsPerson)
				.map((session): Need => ({at: sinceOf(session), id: session.id, kind: 'session', subject: session.id})),
			...[...messages.values()]
				.filter(isUnread)
				.map((message): Need => ({at: message.createdAt, id: message.id, kind: 'thread', subject: threadOf(message)})),
			...[...holds.values()].filter(isOpen).map(({id, since}): Need => ({at: since, id, kind: 'hold', subject: id})),
		].sort(byTime),
);

type Moment = Pick<Need, 'at' | 'id'>;

const byTime = (a: Moment, b: Moment): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The need after (or before) the one that was visited last; at the end it starts over. */
export const nextNeed = (state: State, direction: 'next' | 'previous'): Need | undefined => {
	const all = needs(state);
	const {visited} = state.screen;
	if (direction === 'next') {
		return all.find(need => visited !== undefined && byTime(need, visited) > 0) ?? all[0];
	}

	return all.findLast(need => visited !== undefined && byTime(need, visited) < 0) ?? all.at(-1);
};

/** What the header counts. */
export const counts = derive([allSessionRows, needs, (state: State) => state.messages], (rows, waiting, messages) => ({
	working: rows.filter(({badge}) => badge === 'working').length,
	needYou: waiting.filter(({kind}) => kind !== 'thread').length,
	unread: [...messages.values()].filter(isUnread).length,
}));
