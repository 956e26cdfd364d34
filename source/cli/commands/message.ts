import {MaestroError} from '../../domain/errors.js';
import {operatorId} from '../../domain/session.js';
import {getMessage, listMessages, readMessage} from '../../protocol/messages.js';
import {command} from '../command.js';
import {ago, table} from '../table.js';

const needed = (id: string | undefined, verb: string): string => {
	if (id === undefined) {
		throw new MaestroError('malformed', `Which message? maestro message ${verb} ID`);
	}

	return id;
};

export const messageList = command({
	name: 'message list',
	usage: '[SESSION]',
	summary: 'List the messages from and to a session, your own unless given',
	flags: {limit: {type: 'number', placeholder: 'N', help: 'The newest that many; 50 unless given'}},
	async run({call, input: [id], flags, environment}) {
		const who = id ?? environment.MAESTRO_SESSION_ID ?? operatorId;
		const limit = typeof flags.limit === 'number' ? flags.limit : 50;
		const messages = await call(listMessages, {params: {id: who}, query: {box: 'all', limit}});
		const now = Date.now();
		const rows = messages.map(message => [
			message.id,
			message.from,
			message.to,
			message.status,
			ago(message.createdAt, now),
			message.message,
		]);
		const none = 'No messages';
		return {
			value: messages,
			text: messages.length === 0 ? none : table(['ID', 'FROM', 'TO', 'STATUS', 'AGE', 'TEXT'], rows),
		};
	},
});

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
