import path from 'node:path';
import {MaestroError} from '../../domain/errors.js';
import {type Message, messagePriorities} from '../../domain/message.js';
import {deleteMessage, getMessage, readMessage, sendMessage} from '../../protocol/messages.js';
import {readText} from '../../system/files.js';
import {checkText} from '../agent/body.js';
import {sentLine} from '../agent/words.js';
import {type Context, command, textOf} from '../command.js';
import {neededId, neededIds, once, ownId} from '../messages.js';

export const messageReply = command({
	name: 'message reply',
	usage: 'ID (--message TEXT | --file FILE | -) [--priority P] [--queue]',
	summary: 'Answer a message; one that you wrote yourself is followed up',
	flags: {
		message: {type: 'string', placeholder: 'TEXT', help: 'The answer'},
		file: {type: 'string', placeholder: 'FILE', help: 'Read it from a file; - is standard input'},
		priority: {type: 'string', placeholder: 'P', choices: messagePriorities, help: messagePriorities.join(', ')},
		queue: {type: 'boolean', help: 'Let it wait for a session that has ended, until that is resumed'},
	},
	async run(context) {
		const {call, input, flags} = context;
		const id = neededId(input.slice(0, 1), 'reply');
		const text = checkText(await answerOf(context));
		const {from, to} = await call(getMessage, {params: {id}});
		// The choices of a flag were checked when it was read.
		const priority = textOf(context, 'priority') as (typeof messagePriorities)[number] | undefined;
		const sent = await once(async headers =>
			call(sendMessage, {
				params: {id: from === ownId(context) ? to : from},
				headers,
				body: {
					message: text,
					metadata: {replyTo: id, ...(priority === undefined ? {} : {priority})},
					...(flags.queue === true ? {queue: true} : {}),
				},
			}),
		);
		return {value: sent, text: sentLine(sent)};
	},
});

const answerOf = async (context: Context): Promise<string> => {
	const [file, message, words] = [textOf(context, 'file'), textOf(context, 'message'), context.input.slice(1)];
	const isPiped = file === '-' || words[0] === '-';
	if ([file, message, ...words].filter(source => source !== undefined).length !== 1 || (words.length > 0 && !isPiped)) {
		throw new MaestroError(
			'malformed',
			'Expected the answer in one of: --message TEXT, --file FILE, or - for standard input',
		);
	}

	const text = isPiped
		? await context.readStdin()
		: file === undefined
			? message
			: await readText(path.resolve(context.directory, file));
	if (text === undefined) {
		throw new MaestroError('malformed', `There is no file ${file}`);
	}

	return text;
};

export const messageRead = command({
	name: 'message read',
	usage: 'ID…',
	summary: 'Say that messages were read',
	flags: {},
	async run({call, input}) {
		const messages: Message[] = [];
		for (const id of neededIds(input, 'read')) {
			messages.push(await call(readMessage, {params: {id}, body: {status: 'read'}}));
		}

		return {value: messages, text: messages.map(({id, status}) => `${id} is ${status}`).join('\n')};
	},
});

export const messageDelete = command({
	name: 'message delete',
	usage: 'ID… [--yes]',
	summary: 'Delete messages, for their senders and receivers alike',
	flags: {yes: {type: 'boolean', help: 'Do not ask first'}},
	async run({call, input, flags, confirm}) {
		// All of them are looked at before one is gone.
		const messages: Message[] = [];
		for (const id of neededIds(input, 'delete')) {
			messages.push(await call(getMessage, {params: {id}}));
		}

		const many = messages.length === 1 ? 'this message' : `these ${messages.length} messages`;
		const question = `${messages.map(about).join('\n')}\nDelete ${many} for good?`;
		if (flags.yes !== true && confirm !== undefined && !(await confirm(question))) {
			return {value: [], text: 'Nothing was deleted'};
		}

		for (const {id} of messages) {
			await call(deleteMessage, {params: {id}});
		}

		return {value: messages.map(({id}) => id), text: messages.map(message => `Deleted ${about(message)}`).join('\n')};
	},
});

const about = ({id, from, to, status}: Message): string => `${id} from ${from} to ${to}, ${status}`;
