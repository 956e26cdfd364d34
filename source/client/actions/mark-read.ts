import type {Message} from '../../domain/message.js';
import {readMessage} from '../../protocol/messages.js';
import {isReadOnly} from '../read-only.js';
import type {WholeThread} from '../select/threads.js';
import {isUnreadThere} from '../select/unread.js';
import {type Chosen, doEach, unmarkIn} from './several.js';
import type {Tools} from './tools.js';

const sayRead =
	({call}: Pick<Tools, 'call'>) =>
	async (messages: readonly Message[]): Promise<void> => {
		await Promise.all(
			messages.filter(isUnreadThere).map(async ({id}) => call(readMessage, {params: {id}, body: {status: 'read'}})),
		);
	};

/**
Says that the operator has read messages, as these are on the screen; those that were not for them, or are read, are left alone. From a
screen that changes nothing they are read without a word.
*/
export const markRead =
	(tools: Pick<Tools, 'call' | 'store'>) =>
	async (messages: readonly Message[]): Promise<void> => {
		if (!isReadOnly(tools.store.get())) {
			await sayRead(tools)(messages);
		}
	};

/** The same for whole threads. It cannot be taken back: who wrote them is told that they were read. */
export const acknowledge =
	(tools: Tools) =>
	async (chosen: Chosen<WholeThread>): Promise<void> => {
		const read = sayRead(tools);
		const names = new Map(chosen.items.map(thread => [thread.id, thread.names.join(' and ')]));
		await doEach(tools, chosen, {
			unmark: unmarkIn('inbox'),
			async each({messages}) {
				await read(messages);
				return undefined;
			},
			one: thread => `Read what ${thread.names.join(' and ')} wrote`,
			several: 'threads read',
			nameOf: id => names.get(id) ?? 'a thread',
		});
	};
