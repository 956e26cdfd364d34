import {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import {
	awaitReply,
	deleteMessage,
	getMessage,
	listMessages,
	readMessage,
	sendMessage,
} from '../../protocol/messages.js';
import type {Inbox} from '../inbox.js';
import {type Caller, param, type Route, route} from '../route.js';

type Options = {
	readonly inbox: Inbox;
	/** Resolves once a receiver's next hook would find what was sent to it. */
	readonly raised: (receiver: string) => Promise<void>;
	/** Resolves when the message has a reply, after `waitMs`, or when the signal aborts. */
	readonly waitForReply: (messageId: string, waitMs: number, signal: AbortSignal) => Promise<Message | undefined>;
};

export const messageRoutes = ({inbox, raised, waitForReply}: Options): readonly Route[] => {
	/** A message is for its sender, its receiver and the operator; to everyone else it is not there. */
	const get = (id: string, caller: Caller): Message => {
		const message = inbox.get(id);
		if (message === undefined || !(caller.isOperator || [message.from, message.to].includes(caller.id))) {
			throw new MaestroError('message-not-found', `There is no message ${id} of yours`);
		}

		return message;
	};

	return [
		route(sendMessage, 'anyone', async asked => {
			const {message: text, metadata, ttlMs} = asked.body;
			const {message} = await inbox.send({
				from: asked.caller.id,
				to: param(asked, 'id'),
				text,
				metadata,
				ttlMs,
				idempotencyKey: readKey(asked.header('idempotency-key')),
			});
			await raised(message.to);
			return message;
		}),
		route(listMessages, 'self', asked => {
			const {box = 'received', status, limit = 100} = asked.query;
			return [...inbox.list(param(asked, 'id'), {box, status, limit})];
		}),
		route(getMessage, 'anyone', asked => get(param(asked, 'id'), asked.caller)),
		route(awaitReply, 'anyone', async asked => {
			const {id} = get(param(asked, 'id'), asked.caller);
			const reply = await waitForReply(id, asked.query.waitMs ?? 0, asked.signal);
			if (reply === undefined) {
				throw new MaestroError('message-not-found', `Nobody has replied to ${id} yet`);
			}

			return reply;
		}),
		route(readMessage, 'anyone', async asked =>
			inbox.markRead(get(param(asked, 'id'), asked.caller).id, asked.caller.id),
		),
		route(deleteMessage, 'anyone', async asked => {
			const {id} = get(param(asked, 'id'), asked.caller);
			await inbox.remove(id, asked.caller.id);
			return {success: true, id};
		}),
	];
};

const readKey = (key: string | undefined): string | undefined => {
	if (key !== undefined && !/^[\w-]{8,128}$/.test(key)) {
		throw new MaestroError('malformed', 'Idempotency-Key: expected 8 to 128 letters, digits, "_" and "-"');
	}

	return key;
};
