import {type Message, threadOf} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import {createFilter} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import {selectedRow} from './rows.js';
import {nameOf} from './sessions.js';
import {isUnread} from './unread.js';

/** Messages that answer each other, between the operator and one other. */
export type Thread = {
	readonly id: string;
	/** The one who is not the operator. */
	readonly party: string;
	readonly partyName: string;
	/** Oldest first. */
	readonly messages: readonly Message[];
	readonly newest: Message;
	readonly unread: number;
	/** The first line of what was said last. */
	readonly text: string;
};

export const allThreads = derive(
	[(state: State) => state.messages, state => state.sessions],
	(messages, sessions): readonly Thread[] => {
		const byThread = new Map<string, Message[]>();
		for (const message of messages.values()) {
			const id = threadOf(message);
			const thread = byThread.get(id);
			if (thread === undefined) {
				byThread.set(id, [message]);
			} else {
				thread.push(message);
			}
		}

		return [...byThread]
			.flatMap(([id, unsorted]) => {
				const sorted = unsorted.sort((a, b) => a.order - b.order);
				const newest = sorted.at(-1);
				return newest === undefined ? [] : [threadFrom(id, sorted, newest, nameOf(sessions, partyOf(newest)))];
			})
			.sort(byNeed);
	},
);

const partyOf = ({from, to}: Message): string => (from === operatorId ? to : from);

const threadFrom = (id: string, messages: readonly Message[], newest: Message, partyName: string): Thread => ({
	id,
	party: partyOf(newest),
	partyName,
	messages,
	newest,
	unread: messages.filter(isUnread).length,
	text: lineToDraw(newest.message.split('\n', 1)[0] ?? ''),
});

/** What waits for the operator first, the oldest of it at the top; then what was said last. */
const byNeed = (a: Thread, b: Thread): number => {
	if (a.unread > 0 !== b.unread > 0) {
		return a.unread > 0 ? -1 : 1;
	}

	return a.unread > 0 ? waitingSince(a) - waitingSince(b) : b.newest.order - a.newest.order;
};

const waitingSince = ({messages, newest}: Thread): number => (messages.find(isUnread) ?? newest).order;

export const threadRows = derive(
	[allThreads, (state: State) => state.screen.filters.inbox ?? ''],
	(threads, filter): readonly Thread[] => {
		const keeps = createFilter(filter);
		return threads.filter(({partyName, newest, unread, messages}) =>
			keeps({
				status: unread > 0 ? 'unread' : newest.status,
				project: '',
				text: `${partyName} ${messages.map(({message}) => message).join(' ')}`.toLowerCase(),
			}),
		);
	},
);

export const selectedThread = (state: State): Thread | undefined =>
	selectedRow(threadRows(state), state.screen.selected.inbox);

/** The thread that is open for reading. */
export const openThread = (state: State): Thread | undefined =>
	allThreads(state).find(({id}) => id === state.screen.threadId);
