import type {Message} from '../../domain/message.js';
import {deleteMessage} from '../../protocol/messages.js';
import type {WholeThread} from '../select/threads.js';
import {type Chosen, doEach, unmarkIn} from './several.js';
import type {Tools} from './tools.js';
import {unlessGone} from './unless-gone.js';

/** Deletes messages, one after the other; one that somebody else has deleted is well. */
export const deleteMessages =
	({call, store}: Tools) =>
	async (messages: readonly Message[]): Promise<void> => {
		await deleteAll(call, messages);
		const text = messages.length === 1 ? 'Deleted the message' : `Deleted ${messages.length} messages`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};

/** Deletes all messages of threads. */
export const deleteThreads =
	(tools: Tools) =>
	async (chosen: Chosen<WholeThread>): Promise<void> => {
		const names = new Map(chosen.items.map(thread => [thread.id, thread.names.join(' and ')]));
		await doEach(tools, chosen, {
			unmark: unmarkIn('inbox'),
			async each({messages}) {
				await deleteAll(tools.call, messages);
				return undefined;
			},
			one: ({messages}) => (messages.length === 1 ? 'Deleted the message' : `Deleted ${messages.length} messages`),
			several: 'threads deleted',
			nameOf: id => names.get(id) ?? 'a thread',
		});
	};

const deleteAll = async (call: Tools['call'], messages: readonly Message[]): Promise<void> => {
	for (const {id} of messages) {
		await unlessGone('message-not-found', async () => call(deleteMessage, {params: {id}}));
	}
};
