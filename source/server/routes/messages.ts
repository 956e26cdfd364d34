import type {Party} from '../../domain/access.js';
import {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import {
	awaitReply,
	broadcastMessage,
	deleteMessage,
	exportMessages,
	getMessage,
	getThread,
	listMessages,
	messageStats,
	readMessage,
	searchMessages,
	sendMessage,
} from '../../protocol/messages.js';
import {canSee} from '../inbox/admission.js';
import {writeJson} from '../inbox/json.js';
import {writeMarkdown} from '../inbox/markdown.js';
import {statsOf} from '../inbox/stats.js';
import type {Inbox} from '../inbox.js';
import {type Asked, type Caller, param, type Route, route} from '../route.js';

type Options = {
	readonly inbox: Inbox;
	readonly parties: (id: string) => Party | undefined;
	/** Resolves once a receiver's next hook would find what was sent to it. */
	readonly raised: (receiver: string) => Promise<void>;
	/** Resolves when the message has a reply, after `waitMs`, or when the signal aborts. */
	readonly waitForReply: (messageId: string, waitMs: number, signal: AbortSignal) => Promise<Message | undefined>;
};

/** Messages in one export, the newest. */
const mostExported = 100_000;

export const messageRoutes = ({inbox, parties, raised, waitForReply}: Options): readonly Route[] => {
	/** To everyone who may not see it, a message is not there. */
	const get = (id: string, caller: Caller): Message => {
		const message = inbox.get(id);
		if (message === undefined || !canSee(message, viewer(caller))) {
			throw new MaestroError('message-not-found', `There is no message ${id} of yours`);
		}

		return message;
	};

	const nameOf = (id: string): string | undefined => {
		const party = parties(id);
		return party === undefined || party === operatorId ? undefined : party.name;
	};

	return [
		route(sendMessage, 'anyone', async asked => {
			const {message} = await inbox.send({...requestOf(asked), to: param(asked, 'id')});
			await raised(message.to);
			return message;
		}),
		route(broadcastMessage, 'anyone', async asked => {
			const {broadcastId, messages} = await inbox.broadcast({...requestOf(asked), to: asked.body.to});
			await Promise.all(messages.map(async ({to}) => raised(to)));
			return {broadcastId, messages: [...messages]};
		}),
		route(listMessages, 'self', asked => {
			const {limit = 100, ...which} = asked.query;
			const fits = (message: Message) => canSee(message, viewer(asked.caller));
			return [...inbox.list(param(asked, 'id'), {...which, limit, fits})];
		}),
		route(searchMessages, 'anyone', async ({query: {limit = 100, ...wanted}, caller}) => {
			const {messages, hasMore} = await inbox.search(viewer(caller), {...wanted, limit});
			return {messages: [...messages], hasMore};
		}),
		route(exportMessages, 'anyone', async ({query: {format = 'json', ...wanted}, caller}) => {
			const {messages} = await inbox.search(viewer(caller), {...wanted, limit: mostExported});
			const text = format === 'json' ? await writeJson(messages) : await writeMarkdown(messages, nameOf);
			return {format, count: messages.length, text};
		}),
		route(messageStats, 'anyone', async ({query, caller}) => {
			const {messages} = await inbox.search(viewer(caller), query);
			const {byDay, routes, ...stats} = await statsOf(messages, inbox.firstReply);
			return {...stats, byDay: [...byDay], routes: [...routes]};
		}),
		route(getMessage, 'anyone', asked => get(param(asked, 'id'), asked.caller)),
		route(getThread, 'anyone', async asked => {
			const {id} = get(param(asked, 'id'), asked.caller);
			return [...(await inbox.thread(id, viewer(asked.caller)))];
		}),
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

/** Who has the operator's secret sees what the operator sees, whoever acts. */
const viewer = ({id, isOperator}: Caller): string => (isOperator ? operatorId : id);

type SendBody = {
	readonly message: string;
	readonly metadata?: Message['metadata'];
	readonly ttlMs?: number | undefined;
	readonly queue?: boolean | undefined;
};

/** What a message and a broadcast have in common. */
const requestOf = ({
	body: {message: text, metadata, ttlMs, queue: mayQueue},
	caller,
	header,
}: Asked<SendBody, unknown>) => ({
	from: caller.id,
	text,
	metadata,
	ttlMs,
	mayQueue,
	idempotencyKey: readKey(header('idempotency-key')),
});

const readKey = (key: string | undefined): string | undefined => {
	if (key !== undefined && !/^[\w-]{8,128}$/.test(key)) {
		throw new MaestroError('malformed', 'Idempotency-Key: expected 8 to 128 letters, digits, "_" and "-"');
	}

	return key;
};
