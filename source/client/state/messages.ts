import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';

export type Messages = ReadonlyMap<string, Message>;

/** Older ones are still on the server; what is kept here is what the screen can show. */
const mostMessages = 5000;

/**
The messages from and to the operator. What sessions write to each other is not in it.
*/
export const updateMessages = (messages: Messages, event: ClientEvent): Messages => {
	switch (event.event) {
		case 'snapshot': {
			return byId(event.data.messages.filter(isOurs));
		}

		case 'message:created':
		case 'message:delivered':
		case 'message:read':
		case 'message:expired': {
			return isOurs(event.data) ? bounded(withItem(messages, event.data)) : messages;
		}

		case 'message:deleted': {
			return withoutItem(messages, event.data.id);
		}

		default: {
			return messages;
		}
	}
};

const isOurs = ({from, to}: Message): boolean => from === operatorId || to === operatorId;

// A map keeps the order in which its keys came, and a change of a message leaves its place: the first one is the oldest.
const bounded = (messages: Messages): Messages => {
	const [oldest] = messages.keys();
	return messages.size > mostMessages && oldest !== undefined ? withoutItem(messages, oldest) : messages;
};
