import type {Message} from '../../domain/message.js';
import {readMessage} from '../../protocol/messages.js';
import {isUnread} from '../select/unread.js';
import type {Tools} from './tools.js';

/** Says that the operator has read messages; those that were not for them, or are read, are left alone. */
export const markRead =
	({call}: Tools) =>
	async (messages: readonly Message[]): Promise<void> => {
		await Promise.all(
			messages.filter(isUnread).map(async ({id}) => call(readMessage, {params: {id}, body: {status: 'read'}})),
		);
	};
