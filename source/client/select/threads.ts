import {type Message, type MessagePriority, threadOf} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {isOurs, type Messages} from '../state/messages.js';
import type {Sessions} from '../state/sessions.js';
import {lineToDraw} from '../text.js';
import {nameOf} from './names.js';
import {isUnread} from './unread.js';

/** Messages that answer each other. */
export type Thread = {
	readonly id: string;
	/** Whom a reply goes to: the one who is not the operator, or who wrote last. */
	readonly party: string;
	/** Who takes part in it, without the operator. */
	readonly names: readonly string[];
	/** Whether the operator takes part in it. */
	readonly isOurs: boolean;
	/** Oldest first. */
	readonly messages: readonly Message[];
	readonly newest: Message;
	readonly unread: number;
	/** Whose way to its receiver matters to the operator: their own last one, or among others the newest. */
	readonly sent: Message | undefined;
	/** The highest of what is unread; of the newest where all is read. */
	readonly priority: MessagePriority;
	/** The first line of what was said last. */
	readonly text: string;
};

/** All that is asked for about a thread as a whole. */
export type WholeThread = Pick<Thread, 'id' | 'names' | 'messages'>;

/** The threads that messages make, in no order. */
export const threadsOf = (messages: Iterable<Message>, sessions: Sessions): readonly Thread[] => {
	const byThread = new Map<string, Message[]>();
	for (const message of messages) {
		const id = threadOf(message);
		const thread = byThread.get(id);
		if (thread === undefined) {
			byThread.set(id, [message]);
		} else {
			thread.push(message);
		}
	}

	return [...byThread].flatMap(([id, unsorted]) => {
		const sorted = unsorted.sort((a, b) => a.order - b.order);
		const newest = sorted.at(-1);
		return newest === undefined ? [] : [threadFrom(id, sorted, newest, sessions)];
	});
};

const threadFrom = (id: string, messages: readonly Message[], newest: Message, sessions: Sessions): Thread => {
	const ours = messages.findLast(isOurs);
	const unread = messages.filter(isUnread);
	const parties = new Set(messages.flatMap(({from, to}) => [from, to]).filter(party => party !== operatorId));
	return {
		id,
		party: ours === undefined ? newest.from : partyOf(ours),
		names: [...parties].map(party => nameOf(sessions, party)),
		isOurs: ours !== undefined,
		messages,
		newest,
		unread: unread.length,
		sent: ours === undefined ? newest : messages.findLast(({from}) => from === operatorId),
		priority: highest(unread.length === 0 ? [newest] : unread),
		text: lineToDraw(newest.message.split('\n', 1)[0] ?? ''),
	};
};

const partyOf = ({from, to}: Message): string => (from === operatorId ? to : from);

const highest = (messages: readonly Message[]): MessagePriority => {
	const priorities = messages.map(({metadata}) => metadata?.priority ?? 'medium');
	return priorities.includes('high') ? 'high' : priorities.includes('medium') ? 'medium' : 'low';
};

/** What waits for the operator first, the oldest of it at the top; then what was said last. */
const byNeed = (a: Thread, b: Thread): number => {
	if (a.unread > 0 !== b.unread > 0) {
		return a.unread > 0 ? -1 : 1;
	}

	return a.unread > 0 ? waitingSince(a) - waitingSince(b) : b.newest.order - a.newest.order;
};

const waitingSince = ({messages, newest}: Thread): number => (messages.find(isUnread) ?? newest).order;

/** The threads that the operator takes part in. */
export const allThreads = derive(
	[(state: State) => state.messages, state => state.sessions],
	(messages, sessions): readonly Thread[] => [...threadsOf(messages.values(), sessions)].sort(byNeed),
);

/** The one with a session in which something was said last. */
export const newestThreadWith = (state: State, sessionId: string | undefined): Thread | undefined =>
	allThreads(state)
		.filter(({party}) => party === sessionId)
		.reduce<Thread | undefined>((a, b) => (a === undefined || b.newest.order > a.newest.order ? b : a), undefined);

/** Those and what sessions write to each other. */
export const everyThread = derive(
	[(state: State) => state.messages, state => state.fetched.overheard?.messages, state => state.sessions],
	(messages, overheard, sessions): readonly Thread[] =>
		[...threadsOf(together(overheard, messages).values(), sessions)].sort(byNeed),
);

/** The thread that is open for reading, of all that is known of it. */
export const openThread = derive(
	[
		(state: State) => state.screen.threadId,
		state => state.messages,
		state => state.fetched.overheard?.messages,
		state => state.fetched.thread,
		state => state.sessions,
	],
	(id, messages, overheard, fetched, sessions): Thread | undefined => {
		const own = fetched?.of.id === id ? fetched?.messages : undefined;
		const all = [...together(own, overheard, messages).values()].filter(message => threadOf(message) === id);
		return threadsOf(all, sessions)[0];
	},
);

const together = (...all: ReadonlyArray<Messages | undefined>): Messages =>
	new Map(all.flatMap(messages => [...(messages ?? [])]));
