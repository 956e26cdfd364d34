import {MaestroError} from '../../domain/errors.js';
import {getMessage, readMessage} from '../../protocol/messages.js';
import {command} from '../command.js';

const needed = (id: string | undefined, verb: string): string => {
	if (id === undefined) {
		throw new MaestroError('malformed', `Which message? maestro message ${verb} ID`);
	}

	return id;
};

export const messageShow = command({
	name: 'message show',
	usage: 'ID',
	summary: 'Show a message, whole, and what became of it',
	flags: {},
	async run({call, input: [id]}) {
		const message = await call(getMessage, {params: {id: needed(id, 'show')}});
		const {from, to, status, delivery, message: text} = message;
		const how = delivery?.via === undefined ? '' : ` by ${delivery.via}`;
		return {value: message, text: `${message.id} from ${from} to ${to}, ${status}${how}\n\n${text}`};
	},
});

export const messageRead = command({
	name: 'message read',
	usage: 'ID',
	summary: 'Say that a message was read',
	flags: {},
	async run({call, input: [id]}) {
		const message = await call(readMessage, {params: {id: needed(id, 'read')}, body: {status: 'read'}});
		return {value: message, text: `${message.id} is read`};
	},
});
