import {isMessageEvent} from '../../domain/event.js';
import {type Message, threadOf} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';

/** `isNew` is one for the operator, of a server that keeps no states of messages, which came while the app runs and was not opened here since. */
export type KnownMessage = Message & {readonly isNew?: boolean | undefined};

export type Messages = ReadonlyMap<string, KnownMessage>;

/** Older ones are still on the server; what is kept here is what the screen can show. */
const mostMessages = 5000;

/**
The messages from and to the operator. What sessions write to each other is not in it: it is fetched when it is looked at.
*/
export const updateMessages = (messages: Messages, event: ClientEvent): Messages => {
	if (isMessageEvent(event)) {
		const {from, to} = event.data;
		// Whoever answers has read.
		const read = from === operatorId ? withSeen(messages, message => message.from === to) : messages;
		return isOurs(event.data) ? bounded(withItem(read, marked(event.data, read)), mostMessages) : messages;
	}

	switch (event.event) {
		case 'snapshot': {
			return byId(marksKept(event.data.messages.filter(isOurs), messages));
		}

		case 'thread:opened': {
			return withThreadSeen(messages, event.data.id);
		}

		case 'message:deleted': {
			return withoutItem(messages, event.data.id);
		}

		default: {
			return messages;
		}
	}
};

/** With nothing new in a thread. */
export const withThreadSeen = (messages: Messages, id: string): Messages =>
	withSeen(messages, message => threadOf(message) === id);

const withSeen = (messages: Messages, isSeen: (message: KnownMessage) => boolean): Messages =>
	[...messages.values()].some(message => message.isNew === true && isSeen(message))
		? new Map([...messages].map(([id, message]) => [id, isSeen(message) ? {...message, isNew: undefined} : message]))
		: messages;

const marked = (message: Message, before: Messages): KnownMessage => {
	const known = before.get(message.id);
	const isNew = known === undefined ? message.to === operatorId && message.status === 'unknown' : known.isNew;
	return isNew === true ? {...message, isNew} : message;
};

/** What a later picture has more than the one before came in between; all of the first one, and what is older, did not. */
const marksKept = (messages: readonly Message[], before: Messages): readonly KnownMessage[] => {
	const newest = Math.max(...[...before.values()].map(({order}) => order));
	return messages.map(message =>
		before.has(message.id) || (before.size > 0 && message.order > newest) ? marked(message, before) : message,
	);
};

export const isOurs = ({from, to}: Pick<Message, 'from' | 'to'>): boolean => from === operatorId || to === operatorId;

/** With at most so many in it. A map keeps the order in which its keys came, and a change leaves them: the first is the oldest. */
export const bounded = (messages: Messages, most: number): Messages =>
	messages.size > most ? new Map([...messages].slice(messages.size - most)) : messages;
