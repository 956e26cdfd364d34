import {isMessageEvent} from '../../domain/event.js';
import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';

export type Messages = ReadonlyMap<string, Message>;

/** Older ones are still on the server; what is kept here is what the screen can show. */
const mostMessages = 5000;

/**
The messages from and to the operator. What sessions write to each other is not in it: it is fetched when it is looked at.
*/
export const updateMessages = (messages: Messages, event: ClientEvent): Messages => {
	if (isMessageEvent(event)) {
		return isOurs(event.data) ? bounded(withItem(messages, event.data), mostMessages) : messages;
	}

	switch (event.event) {
		case 'snapshot': {
			return byId(event.data.messages.filter(isOurs));
		}

		case 'message:deleted': {
			return withoutItem(messages, event.data.id);
		}

		default: {
			return messages;
		}
	}
};

export const isOurs = ({from, to}: Pick<Message, 'from' | 'to'>): boolean => from === operatorId || to === operatorId;

/** With at most so many in it. A map keeps the order in which its keys came, and a change leaves them: the first is the oldest. */
export const bounded = (messages: Messages, most: number): Messages =>
	messages.size > most ? new Map([...messages].slice(messages.size - most)) : messages;
