import {z} from 'zod';
import {longestMessage, type Message, messagePriorities, messageStatuses, messageTypes} from '../domain/message.js';
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
	status: z.enum(messageStatuses),
	createdAt: time,
	deliveredAt: time.optional(),
	readAt: time.optional(),
	expiresAt: time.optional(),
	metadata: z.looseObject(metadata.shape).optional(),
	delivery: z.looseObject({via: z.string().optional(), attempts: z.int(), lastError: z.string().optional()}).optional(),
}) satisfies z.ZodType<Message>;

/** A request with an `Idempotency-Key` header that came before answers the same message and sends nothing. */
export const sendMessage = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/messages',
	body: z.strictObject({
		message: text(longestMessage).pipe(z.string().min(1)),
		metadata: metadata.omit({threadId: true, broadcastId: true}).optional(),
		/** Milliseconds until an undelivered message expires. */
		ttlMs: z
			.int()
			.min(1000)
			.max(365 * 24 * 3_600_000)
			.optional(),
	}),
	answer: message,
	status: 201,
});

export const listMessages = endpoint({
	method: 'GET',
	path: '/api/sessions/:id/messages',
	query: z.strictObject({
		status: z.enum(messageStatuses).optional(),
		/** `received` unless given. */
		box: z.enum(['received', 'sent', 'all']).optional(),
		/** The newest that many, oldest first. */
		limit: z.coerce.number().int().min(1).max(10_000).optional(),
	}),
	answer: z.array(message),
});

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
