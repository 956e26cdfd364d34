import type {RefusalCode} from '../../domain/errors.js';
import type {HoldDecision} from '../../domain/hold.js';
import type {Message} from '../../domain/message.js';

/** What a message is when it is accepted. Its `order` is its place in the record. */
export type Accepted = Omit<Message, 'order' | 'status' | 'deliveredAt' | 'readAt' | 'delivery'>;

/**
One line of the record of messages. When it happened is the time of the line.
*/
export type Fact =
	| {readonly kind: 'accepted'; readonly message: Accepted; readonly key?: string | undefined}
	/** Several messages, all or none; they share one `order`. `to` is whom it was asked to reach, in the words of the sender. */
	| {
			readonly kind: 'broadcast';
			readonly id: string;
			readonly to: readonly string[];
			readonly messages: readonly Accepted[];
			readonly key?: string | undefined;
	  }
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
	/** They will never be delivered. */
	| {readonly kind: 'failed'; readonly ids: readonly string[]; readonly reason: string}
	| {
			readonly kind: 'held';
			readonly hold: string;
			readonly between: readonly [string, string];
			readonly count: number;
	  }
	/** What the hold kept waits as any other message from then on, or has failed. */
	| {readonly kind: 'decided'; readonly hold: string; readonly decision: HoldDecision; readonly by: string}
	/** Holds that were decided so long ago that they mean nothing any more. */
	| {readonly kind: 'forgotten'; readonly holds: readonly string[]}
	| {readonly kind: 'refused'; readonly code: RefusalCode; readonly from: string; readonly to: string};

const members: Readonly<Record<Fact['kind'], readonly string[]>> = {
	accepted: ['message'],
	broadcast: ['id', 'to', 'messages'],
	taken: ['taking', 'receiver', 'via', 'ids'],
	delivered: ['taking', 'receiver', 'via', 'ids'],
	released: ['taking', 'receiver', 'reason'],
	read: ['id', 'by'],
	expired: ['ids'],
	deleted: ['ids', 'by'],
	failed: ['ids', 'reason'],
	held: ['hold', 'between', 'count'],
	decided: ['hold', 'decision', 'by'],
	forgotten: ['holds'],
	refused: ['code', 'from', 'to'],
};

/**
Reads a fact of a former run, or throws. The checksum of its line vouches that a maestro wrote it; what is asked here is whether
this maestro knows such a fact. There may be a million of them, so none is copied.
*/
export const readFact = (value: unknown): Fact => {
	if (typeof value === 'object' && value !== null && 'kind' in value && isKind(value.kind)) {
		if (members[value.kind].every(member => member in value)) {
			return value as Fact;
		}
	}

	throw new TypeError('not a fact that is known here');
};

const isKind = (kind: unknown): kind is Fact['kind'] => typeof kind === 'string' && Object.hasOwn(members, kind);
