import {messageStatuses} from '../../domain/message.js';
import {getMessage, getThread, listMessages} from '../../protocol/messages.js';
import {command, textOf} from '../command.js';
import {conversation, listing, wholeMessage} from '../message-text.js';
import {neededId, ownId} from '../messages.js';

export const messageList = command({
	name: 'message list',
	usage: '[SESSION] [--with ID] [--status S] [--limit N]',
	summary: 'List the messages from and to a session, your own unless given',
	flags: {
		with: {type: 'string', placeholder: 'ID', help: 'Only those that it exchanged with this one'},
		status: {type: 'string', placeholder: 'S', choices: messageStatuses, help: messageStatuses.join(', ')},
		limit: {type: 'number', placeholder: 'N', help: 'The newest that many; 50 unless given'},
	},
	async run(context) {
		const {call, input, flags, columns} = context;
		const [who = ownId(context)] = input;
		const limit = typeof flags.limit === 'number' ? flags.limit : 50;
		// The choices of a flag were checked when it was read.
		const status = textOf(context, 'status') as (typeof messageStatuses)[number] | undefined;
		const query = {box: 'all', limit, with: textOf(context, 'with'), status} as const;
		const messages = await call(listMessages, {params: {id: who}, query});
		const none = 'No messages';
		return {value: messages, text: messages.length === 0 ? none : listing(messages, {now: Date.now(), columns})};
	},
});

export const messageShow = command({
	name: 'message show',
	usage: 'ID',
	summary: 'Show a message, whole, and what became of it',
	flags: {},
	async run({call, input, columns}) {
		const params = {id: neededId(input, 'show')};
		const message = await call(getMessage, {params});
		const thread = await call(getThread, {params});
		return {value: message, text: wholeMessage(message, thread.length, {now: Date.now(), columns})};
	},
});

export const messageThread = command({
	name: 'message thread',
	usage: 'ID',
	summary: 'Show the conversation that a message belongs to, oldest first',
	flags: {},
	async run({call, input, columns}) {
		const messages = await call(getThread, {params: {id: neededId(input, 'thread')}});
		return {value: messages, text: conversation(messages, {now: Date.now(), columns})};
	},
});
