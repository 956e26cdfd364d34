import type {Party} from '../../domain/access.js';
import {MaestroError} from '../../domain/errors.js';
import {createId} from '../../domain/id.js';
import type {Message, MessageMetadata} from '../../domain/message.js';
import type {Clock} from '../../system/clock.js';
import {admitMetadata, admitReceiver, admitSender, admitText, admitTtl} from './admission.js';
import {keyOf} from './fold.js';
import type {Ledger} from './ledger.js';

/**
What somebody asks to be sent. `mayQueue` lets it wait for a receiver that has ended; `idempotencyKey` makes a repeated
request answer the message of the first one.
*/
export type Sending = {
	readonly from: string;
	readonly to: string;
	readonly text: string;
	readonly metadata?: Omit<MessageMetadata, 'threadId'> | undefined;
	readonly ttlMs?: number | undefined;
	readonly idempotencyKey?: string | undefined;
	readonly mayQueue?: boolean | undefined;
};

export type Sent = {readonly message: Message; readonly isRepeated: boolean};

type Options = {
	readonly ledger: Ledger;
	readonly parties: (id: string) => Party | undefined;
	readonly clock: Clock;
	readonly random: () => number;
	readonly admit: ((from: string, to: string, now: number) => void) | undefined;
};

/** A send with a key whose message is not on disk yet. */
type Asked = {readonly to: string; readonly text: string};

type UnderWay = Asked & {readonly sent: Promise<Sent>};

/**
Accepts messages: each is checked, then kept, then told. A refusal is kept as well, with its code and without the text.
*/
export const createSend = ({ledger, parties, clock, random, admit}: Options) => {
	const underWay = new Map<string, UnderWay>();

	const accept = async (request: Sending, text: string, sender: Party): Promise<Sent> => {
		const {from, to, metadata, ttlMs, idempotencyKey: key, mayQueue = false} = request;
		const now = clock();
		admitReceiver(sender, to, mayQueue, parties);
		admitTtl(ttlMs);
		const message = {
			id: createId('msg', now, random),
			from,
			to,
			message: text,
			createdAt: now,
			expiresAt: ttlMs === undefined ? undefined : now + ttlMs,
			metadata: admitMetadata(from, metadata, ledger.get),
		};
		admit?.(from, to, now);
		const [accepted] = await ledger.record({kind: 'accepted', message, key});
		if (accepted === undefined) {
			throw new TypeError(`${message.id} was accepted and is not there`);
		}

		return {message: accepted, isRepeated: false};
	};

	const acceptOnce = async (request: Sending): Promise<Sent> => {
		const {from, to, idempotencyKey} = request;
		const sender = admitSender(from, parties);
		const text = admitText(request.text);
		if (idempotencyKey === undefined) {
			return accept(request, text, sender);
		}

		const key = keyOf(from, idempotencyKey);
		const before = underWay.get(key);
		if (before !== undefined) {
			checkSame(before, {to, text});
			return {...(await before.sent), isRepeated: true};
		}

		const known = ledger.fold.keys.get(key);
		if (known !== undefined) {
			const message = ledger.get(known.id);
			if (message === undefined) {
				throw new MaestroError(
					'message-not-found',
					`This was sent before as ${known.id}, which has been deleted; nothing was sent`,
				);
			}

			checkSame({to: message.to, text: message.message}, {to, text});
			return {message, isRepeated: true};
		}

		const sent = accept(request, text, sender);
		underWay.set(key, {to, text, sent});
		try {
			return await sent;
		} finally {
			underWay.delete(key);
		}
	};

	return async (request: Sending): Promise<Sent> => {
		try {
			return await acceptOnce(request);
		} catch (error) {
			if (error instanceof MaestroError && error.code !== 'storage-failed') {
				await noteRefusal(ledger, request, error);
			}

			throw error;
		}
	};
};

const checkSame = (before: Asked, now: Asked): void => {
	if (before.to !== now.to || before.text !== now.text) {
		throw new MaestroError(
			'malformed',
			'This Idempotency-Key came with another message before: give each message a key of its own',
		);
	}
};

const noteRefusal = async (ledger: Ledger, {from, to}: Sending, {code}: MaestroError): Promise<void> => {
	// Names come from outside, and no id is longer than this.
	const fact = {kind: 'refused', code, from: from.slice(0, 128), to: to.slice(0, 128)} as const;
	try {
		await ledger.record(fact);
	} catch (error) {
		// The journal has reported it, and what the sender has to know is why it was refused.
		if (!(error instanceof MaestroError)) {
			throw error;
		}
	}
};
