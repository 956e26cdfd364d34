import type {Party} from '../../domain/access.js';
import {MaestroError} from '../../domain/errors.js';
import {createId} from '../../domain/id.js';
import type {Message, MessageMetadata} from '../../domain/message.js';
import type {Session} from '../../domain/session.js';
import type {Clock} from '../../system/clock.js';
import {admitMetadata, admitReceiver, admitSender, admitText, admitTtl} from './admission.js';
import type {Accepted, Fact} from './fact.js';
import type {Ledger} from './ledger.js';
import type {MessageLimits} from './limits.js';
import {createOnce} from './once.js';
import {resolveReceivers} from './receivers.js';

type Request = {
	readonly from: string;
	readonly text: string;
	readonly metadata?: Omit<MessageMetadata, 'threadId' | 'broadcastId'> | undefined;
	readonly ttlMs?: number | undefined;
	readonly idempotencyKey?: string | undefined;
	readonly mayQueue?: boolean | undefined;
};

/**
What somebody asks to be sent. `mayQueue` lets it wait for a receiver that has ended; `idempotencyKey` makes a repeated
request answer the message of the first one.
*/
export type Sending = Request & {readonly to: string};

export type Sent = {readonly message: Message; readonly isRepeated: boolean};

/** The same to several. `to` has ids, `operator`, `role:worker`, `role:orchestrator` and `project:ID`. */
export type Broadcasting = Request & {readonly to: readonly string[]};

export type Broadcasted = {
	readonly broadcastId: string;
	readonly messages: readonly Message[];
	readonly isRepeated: boolean;
};

type Options = {
	readonly ledger: Ledger;
	readonly parties: (id: string) => Party | undefined;
	readonly sessions: () => readonly Session[];
	readonly limits: MessageLimits;
	/** What waits for a receiver that is gone. */
	readonly fail: (receiver: string, reason: string) => Promise<void>;
	readonly clock: Clock;
	readonly random: () => number;
};

/** Why a message fails whose receiver is not there any more. */
export const removedReason = 'its receiver was removed';

/**
Accepts messages: each is checked, then kept, then told. A refusal is kept as well, with its code and without the text.
*/
export const createSend = ({ledger, parties, sessions, limits, fail, clock, random}: Options) => {
	const once = createOnce(ledger);

	/** What all messages of a request have in common. */
	const draft = ({from, metadata, ttlMs}: Request, text: string, now: number) => {
		admitTtl(ttlMs);
		return {
			from,
			message: text,
			createdAt: now,
			expiresAt: ttlMs === undefined ? undefined : now + ttlMs,
			metadata: admitMetadata(from, metadata, ledger.get),
		};
	};

	const write = async (
		messages: readonly Accepted[],
		now: number,
		factOf: (messages: readonly Accepted[]) => Fact,
	): Promise<readonly Message[]> => {
		const accepted = await limits.pass(messages, now, async (held, begun, kept) => {
			// In one turn, so that the disk takes all of it or nothing: a message is never kept for a hold that is not there.
			const holds = begun.map(async fact => ledger.record(fact));
			const [messages] = await Promise.all([ledger.record(factOf(held), kept), ...holds]);
			return messages;
		});
		const removed = accepted.filter(({to}) => parties(to) === undefined);
		await Promise.all(removed.map(async ({to}) => fail(to, removedReason)));
		return accepted.map(message => ledger.get(message.id) ?? message);
	};

	const acceptOne = async (request: Sending, text: string, sender: Party): Promise<readonly Message[]> => {
		const {to, idempotencyKey: key, mayQueue = false} = request;
		const now = clock();
		admitReceiver(sender, to, mayQueue, parties);
		const message = {...draft(request, text, now), id: createId('msg', now, random), to};
		return write([message], now, ([message = unwritten()]) => ({kind: 'accepted', message, key}));
	};

	const acceptAll = async (request: Broadcasting, text: string, sender: Party): Promise<readonly Message[]> => {
		const {from, to, idempotencyKey: key, mayQueue = false} = request;
		const now = clock();
		const isStopped = (id: string) => limits.isStopped(from, id);
		const receivers = resolveReceivers(to, {from, sender, mayQueue, sessions: sessions(), parties, isStopped});
		const common = draft(request, text, now);
		const id = createId('bcast', now, random);
		const metadata = {...common.metadata, broadcastId: id};
		const messages = receivers.map(to => ({...common, id: createId('msg', now, random), to, metadata}));
		return write(messages, now, messages => ({kind: 'broadcast', id, to, messages, key}));
	};

	return {
		send: async (request: Sending): Promise<Sent> =>
			noting(ledger, request.from, request.to, async () => {
				const {from, to, idempotencyKey: key} = request;
				const sender = admitSender(from, parties);
				const text = admitText(request.text);
				const {messages, isRepeated} = await once({isBroadcast: false, from, key, to: [to], text}, async () =>
					acceptOne(request, text, sender),
				);
				const [message = unwritten()] = messages;
				return {message, isRepeated};
			}),

		broadcast: async (request: Broadcasting): Promise<Broadcasted> => {
			const to = [...new Set(request.to)].sort();
			return noting(ledger, request.from, to.join(' '), async () => {
				const {from, idempotencyKey: key} = request;
				const sender = admitSender(from, parties);
				const text = admitText(request.text);
				const {messages, isRepeated} = await once({isBroadcast: true, from, key, to, text}, async () =>
					acceptAll({...request, to}, text, sender),
				);
				const broadcastId = messages[0]?.metadata?.broadcastId ?? unwritten();
				return {broadcastId, messages, isRepeated};
			});
		},
	};
};

const unwritten = (): never => {
	throw new TypeError('A message was accepted and is not there');
};

/** Names come from outside: no id is longer than this, and no broadcast needs more to be recognised. */
const longestName = 128;
const longestNames = 1000;

/** Puts a refusal on record. */
const noting = async <Result>(
	ledger: Ledger,
	from: string,
	to: string,
	work: () => Promise<Result>,
): Promise<Result> => {
	try {
		return await work();
	} catch (error) {
		if (error instanceof MaestroError && error.code !== 'storage-failed') {
			await noteRefusal(ledger, from, to, error);
		}

		throw error;
	}
};

const noteRefusal = async (ledger: Ledger, from: string, to: string, {code}: MaestroError): Promise<void> => {
	try {
		const names = {from: from.slice(0, longestName), to: to.slice(0, longestNames)};
		await ledger.record({kind: 'refused', code, ...names});
	} catch (error) {
		// The journal has reported it, and what the sender has to know is why it was refused.
		if (!(error instanceof MaestroError)) {
			throw error;
		}
	}
};
