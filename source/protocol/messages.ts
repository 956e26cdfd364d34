import {z} from 'zod';
import {type Hold, holdDecisions} from '../domain/hold.js';
import {
	longestMessage,
	type Message,
	messagePriorities,
	messageStatuses,
	messageTypes,
	shownStatuses,
} from '../domain/message.js';
import type {Template} from '../domain/template.js';
import {endpoint} from './endpoint.js';
import {id, text, time} from './read.js';

const metadata = z.strictObject({
	taskId: id.optional(),
	type: z.enum(messageTypes).optional(),
	priority: z.enum(messagePriorities).optional(),
	requiresAck: z.boolean().optional(),
	replyTo: id.optional(),
	threadId: id.optional(),
	broadcastId: id.optional(),
});

export const message = z.looseObject({
	id,
	order: z.int(),
	from: id,
	to: id,
	message: z.string(),
	status: z.enum(shownStatuses),
	createdAt: time,
	deliveredAt: time.optional(),
	readAt: time.optional(),
	expiresAt: time.optional(),
	metadata: z.looseObject(metadata.shape).optional(),
	delivery: z.looseObject({via: z.string().optional(), attempts: z.int(), lastError: z.string().optional()}).optional(),
	hold: id.optional(),
}) satisfies z.ZodType<Message>;

export const hold = z.looseObject({
	id,
	between: z.tuple([id, id]),
	count: z.int(),
	since: time,
	decision: z.enum(holdDecisions).optional(),
	decidedAt: time.optional(),
}) satisfies z.ZodType<Hold>;

const sending = {
	message: text(longestMessage).pipe(z.string().min(1)),
	metadata: metadata.omit({threadId: true, broadcastId: true}).optional(),
	/** Milliseconds until an undelivered message expires. */
	ttlMs: z
		.int()
		.min(1000)
		.max(365 * 24 * 3_600_000)
		.optional(),
	/** Lets it wait for a receiver that has ended, until that session is resumed. */
	queue: z.boolean().optional(),
};

/** A request with an `Idempotency-Key` header that came before answers the same message and sends nothing. */
export const sendMessage = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/messages',
	body: z.strictObject(sending),
	answer: message,
	status: 201,
});

/** Who a broadcast goes to: an id, `operator`, `role:worker`, `role:orchestrator` or `project:ID`. */
const selector = z
	.string()
	.regex(/^(?:role:(?:worker|orchestrator)|(?:project:)?[A-Za-z0-9_-]{1,128})$/, 'an id, role:worker or project:ID');

/**
The same words to several, whole or not at all. `role:` and `project:` mean the live sessions there, without the sender; of a role a
worker reaches those that it may write to. Each receiver gets a message of its own, and once, however often it is meant.
*/
export const broadcastMessage = endpoint({
	method: 'POST',
	path: '/api/messages',
	body: z.strictObject({...sending, to: z.array(selector).min(1).max(100)}),
	answer: z.looseObject({broadcastId: id, messages: z.array(message)}),
	status: 201,
});

/** The numbers of a query come as text. */
const number = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const moment = number(0, Number.MAX_SAFE_INTEGER);

export const listMessages = endpoint({
	method: 'GET',
	path: '/api/sessions/:id/messages',
	query: z.strictObject({
		status: z.enum(messageStatuses).optional(),
		/** `received` unless given. */
		box: z.enum(['received', 'sent', 'all']).optional(),
		/** Those that it exchanged with this one. */
		with: id.optional(),
		/** Those whose `order` is greater; then the oldest that many, so that nothing is passed over. */
		after: moment.optional(),
		/** The newest that many, oldest first. */
		limit: number(1, 10_000).optional(),
	}),
	answer: z.array(message),
});

/** What a search keeps; several words all have to be there. A session finds what it wrote and got, the operator everything. */
const wanted = {
	text: z.string().max(1000).optional(),
	from: id.optional(),
	to: id.optional(),
	/** From or to. */
	party: id.optional(),
	projectId: id.optional(),
	taskId: id.optional(),
	threadId: id.optional(),
	status: z.enum(messageStatuses).optional(),
	type: z.enum(messageTypes).optional(),
	priority: z.enum(messagePriorities).optional(),
	/** Milliseconds, both within. */
	since: moment.optional(),
	until: moment.optional(),
};

export const searchMessages = endpoint({
	method: 'GET',
	path: '/api/messages',
	query: z.strictObject({
		...wanted,
		/** Those whose `order` is smaller: the next page. */
		before: moment.optional(),
		/** The newest that many, oldest first; 100 unless given. */
		limit: number(1, 1000).optional(),
	}),
	answer: z.looseObject({
		messages: z.array(message),
		/** There are older ones that fit. */
		hasMore: z.boolean(),
	}),
});

export type MessageQuery = z.input<typeof searchMessages.query>;

export const exportFormats = ['json', 'markdown'] as const;

/** What a search keeps, up to 100,000 messages, oldest first, as one text: JSON with an array of messages, or Markdown to read. */
export const exportMessages = endpoint({
	method: 'GET',
	path: '/api/messages/export',
	query: z.strictObject({...wanted, format: z.enum(exportFormats).optional()}),
	answer: z.looseObject({format: z.enum(exportFormats), count: z.int(), text: z.string()}),
});

const spread = z.looseObject({count: z.int(), medianMs: z.number().optional(), p95Ms: z.number().optional()});

/** Of the messages that are still kept, since a moment where one is given. */
export const messageStats = endpoint({
	method: 'GET',
	path: '/api/messages/stats',
	query: z.strictObject({since: moment.optional(), projectId: id.optional()}),
	answer: z.looseObject({
		total: z.int(),
		byStatus: z.record(z.enum(messageStatuses), z.int()),
		/** By UTC day, oldest first. */
		byDay: z.array(z.looseObject({day: z.string(), count: z.int()})),
		/** Delivered or read, of all whose fate is known; not there while none is. */
		successRate: z.number().optional(),
		/** From accepted to delivered. */
		toDelivered: spread,
		/** From accepted to the first answer. */
		toAnswer: spread,
		/** The busiest first, ten at most. */
		routes: z.array(z.looseObject({from: id, to: id, count: z.int()})),
	}),
});

export type MessageStats = z.output<typeof messageStats.answer>;

/** Oldest first; of the messages of its thread, those that the asker may see. */
export const getThread = endpoint({
	method: 'GET',
	path: '/api/messages/:id/thread',
	answer: z.array(message),
});

/** The newest first. */
export const listHolds = endpoint({method: 'GET', path: '/api/holds', answer: z.array(hold)});

export const decideHold = endpoint({
	method: 'POST',
	path: '/api/holds/:id',
	body: z.strictObject({decision: z.enum(holdDecisions)}),
	answer: hold,
});

const template = z.looseObject({
	id,
	label: z.string(),
	text: z.string(),
	type: z.enum(messageTypes).optional(),
	priority: z.enum(messagePriorities).optional(),
	source: z.string(),
	problem: z.string().optional(),
}) satisfies z.ZodType<Template>;

export const listTemplates = endpoint({method: 'GET', path: '/api/templates', answer: z.array(template)});

export const getMessage = endpoint({method: 'GET', path: '/api/messages/:id', answer: message});

/** The first answer to a message. Waits `waitMs` for one; 404 `message-not-found` when none came. */
export const awaitReply = endpoint({
	method: 'GET',
	path: '/api/messages/:id/reply',
	query: z.strictObject({waitMs: z.coerce.number().int().min(0).max(30_000).optional()}),
	answer: message,
});

export const readMessage = endpoint({
	method: 'PATCH',
	path: '/api/messages/:id',
	body: z.strictObject({status: z.literal('read')}),
	answer: message,
});

export const deleteMessage = endpoint({
	method: 'DELETE',
	path: '/api/messages/:id',
	answer: z.looseObject({success: z.boolean(), id}),
});
