import {threadOf} from '../../domain/message.js';
import {getMessage} from '../../protocol/messages.js';
import {isAsking, openScreen} from '../state/screen.js';
import type {Tools} from './tools.js';

/** Opens the thread of a message that is known by its id alone, unless the operator has gone elsewhere by the time it is found. */
export const openMessage =
	({call, store}: Tools) =>
	async (id: string): Promise<void> => {
		const {stack} = store.get().screen;
		const message = await call(getMessage, {params: {id}});
		const {screen} = store.get();
		if (openScreen(screen) === stack.at(-1) && !isAsking(screen)) {
			store.send({event: 'thread:opened', data: {id: threadOf(message), messageId: id}});
		}
	};
