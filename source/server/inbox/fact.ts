import {z} from 'zod';
import {isRefusalCode, type RefusalCode} from '../../domain/errors.js';
import {type Message, messagePriorities, messageTypes} from '../../domain/message.js';

/** What a message is when it is accepted. Its `order` is its place in the record. */
export type Accepted = Omit<Message, 'order' | 'status' | 'deliveredAt' | 'readAt' | 'delivery'>;

/**
One line of the record of messages. When it happened is the time of the line.
*/
export type Fact =
	| {readonly kind: 'accepted'; readonly message: Accepted; readonly key?: string | undefined}
	| {
			readonly kind: 'taken';
			readonly taking: string;
			readonly receiver: string;
			readonly via: string;
			readonly ids: readonly string[];
	  }
	| {
			readonly kind: 'delivered';
			readonly taking: string;
			readonly receiver: string;
			readonly via: string;
			readonly ids: readonly string[];
	  }
	| {readonly kind: 'released'; readonly taking: string; readonly receiver: string; readonly reason: string}
	| {readonly kind: 'read'; readonly id: string; readonly by: string}
	| {readonly kind: 'expired'; readonly ids: readonly string[]}
	| {readonly kind: 'deleted'; readonly ids: readonly string[]; readonly by: string}
	| {readonly kind: 'refused'; readonly code: RefusalCode; readonly from: string; readonly to: string};

const ids = z.array(z.string());

const fact = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('accepted'),
		message: z.object({
			id: z.string(),
			from: z.string(),
			to: z.string(),
			message: z.string(),
			createdAt: z.number(),
			expiresAt: z.number().optional(),
			metadata: z
				.object({
					taskId: z.string().optional(),
					type: z.enum(messageTypes).optional(),
					priority: z.enum(messagePriorities).optional(),
					requiresAck: z.boolean().optional(),
					replyTo: z.string().optional(),
					threadId: z.string().optional(),
					broadcastId: z.string().optional(),
				})
				.optional(),
		}),
		key: z.string().optional(),
	}),
	z.object({kind: z.literal('taken'), taking: z.string(), receiver: z.string(), via: z.string(), ids}),
	z.object({kind: z.literal('delivered'), taking: z.string(), receiver: z.string(), via: z.string(), ids}),
	z.object({kind: z.literal('released'), taking: z.string(), receiver: z.string(), reason: z.string()}),
	z.object({kind: z.literal('read'), id: z.string(), by: z.string()}),
	z.object({kind: z.literal('expired'), ids}),
	z.object({kind: z.literal('deleted'), ids, by: z.string()}),
	z.object({
		kind: z.literal('refused'),
		code: z.custom<RefusalCode>(isRefusalCode),
		from: z.string(),
		to: z.string(),
	}),
]) satisfies z.ZodType<Fact>;

/** Reads a fact of a former run, or throws. */
export const readFact = (value: unknown): Fact => fact.parse(value);
