import {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import {deleteMessage} from '../../protocol/messages.js';
import type {Tools} from './tools.js';

/** Deletes messages, one after the other; one that somebody else has deleted is well. */
export const deleteMessages =
	({call, store}: Tools) =>
	async (messages: readonly Message[]): Promise<void> => {
		for (const {id} of messages) {
			await call(deleteMessage, {params: {id}}).catch(whereItIs);
		}

		const text = messages.length === 1 ? 'Deleted the message' : `Deleted ${messages.length} messages`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};

const whereItIs = (error: unknown): void => {
	if (!(error instanceof MaestroError && error.code === 'message-not-found')) {
		throw error;
	}
};
