import type {Party} from '../domain/access.js';
import {MaestroError} from '../domain/errors.js';
import type {MaestroEvent} from '../domain/event.js';
import type {Message} from '../domain/message.js';
import {operatorId} from '../domain/session.js';
import type {Clock} from '../system/clock.js';
import {canSee} from './inbox/admission.js';
import type {Fact} from './inbox/fact.js';
import {openLedger} from './inbox/ledger.js';
import {type Listing, listMessages} from './inbox/list.js';
import {createSend, type Sending, type Sent} from './inbox/send.js';
import {createSweep} from './inbox/sweep.js';
import {createTakings, type Taking, type TakingHow} from './inbox/takings.js';
import {createLanes} from './lanes.js';
import type {Journal} from './stores/journal.js';
import type {Picture} from './stores/picture.js';

export type {Fact} from './inbox/fact.js';
export {readFact} from './inbox/fact.js';
export type {Listing, Sending, Sent, Taking, TakingHow};

/**
What sessions and the operator wrote to each other. Whatever resolves here is on disk; whatever is refused has changed nothing.
A refusal is a `MaestroError`; when the disk does not take it, `storage-failed`, and the same call works again once it does.
*/
export type Inbox = {
	/**
	Accepts a message. `isRepeated` when the key came before: then it is the message of that time, as it is now. Refuses with
	`sender-unknown`, `session-not-found`, `session-ended`, `not-allowed`, `malformed`, `message-not-found` (what it replies to).
	*/
	send: (request: Sending) => Promise<Sent>;
	/**
	Hands out waiting messages, most urgent first, and no message to two at once. `undefined` when none waits. Until it is
	confirmed or released a taken message is `pending` for those who look, and nobody else gets it.
	*/
	take: (receiver: string, how: TakingHow) => Promise<Taking | undefined>;
	/**
	The messages were shown: they become `delivered`. Answers those that did, none when the taking is not known or was confirmed
	before. A taking that was released meanwhile still counts for the messages that nobody has taken since.
	*/
	confirm: (takingId: string, receiver: string, via?: string) => Promise<readonly Message[]>;
	/** The messages were not shown: they wait again, with one attempt more. A taking that is not known is left alone. */
	release: (takingId: string, reason: string) => Promise<void>;
	releaseAll: (receiver: string, reason: string) => Promise<void>;
	takings: (receiver: string) => readonly Taking[];
	/** Takings that were released not long ago, each with what waits still and was not taken since. */
	released: (receiver: string) => readonly Taking[];
	/**
	Said by the receiver, or by the operator of what was delivered to somebody else: what still waits for its receiver would
	otherwise never reach it. What has been read or has expired stays as it is. Refuses with `message-not-found`, `not-allowed`.
	*/
	markRead: (id: string, by: string) => Promise<Message>;
	/** For the sender, the receiver and the operator. Refuses with `message-not-found`, `not-allowed`. */
	remove: (id: string, by: string) => Promise<void>;
	get: (id: string) => Message | undefined;
	/** All there are, oldest first. */
	all: () => Iterable<Message>;
	/** Of one session, or the operator; oldest first. */
	list: (sessionId: string, which?: Listing) => readonly Message[];
	firstReply: (messageId: string) => Message | undefined;
	/** How many messages are pending and not taken. */
	pendingCount: (receiver: string) => number;
	/** Makes what was not delivered in time `expired`. */
	expire: (now: number) => Promise<void>;
	/** Releases takings whose lease has ended. */
	releaseStale: (now: number) => Promise<void>;
	/** Removes what is old, but nothing that is pending. */
	sweep: (isOld: (message: Message) => boolean) => Promise<void>;
};

export type InboxParts = {
	/** Not replayed yet, and nobody else's. */
	readonly journal: Journal<Fact>;
	/** Who somebody is, ended sessions too. */
	readonly parties: (id: string) => Party | undefined;
	readonly clock: Clock;
	readonly random: () => number;
	/** Tells everyone who watches. */
	readonly publish: (event: MaestroEvent) => void;
	/**
	Says how many messages can be taken, whenever that has changed, and at the start for everyone with one. `isNew` when there
	are more than before: one was sent, or a taking was released.
	*/
	readonly raise: (receiver: string, pendingCount: number, isNew: boolean) => void;
	readonly leaseMs: number;
	/** What else speaks against a message that would be accepted (a rate, a loop): it throws the refusal. Repeats do not come here. */
	readonly admit?: (from: string, to: string, now: number) => void;
	/** The readable picture; told of every message that changes, and of all of them at the start. */
	readonly picture?: Pick<Picture, 'show' | 'forget' | 'check'>;
};

/**
The inbox that the facts of former runs make. Takings that were open when the last run ended are released.
*/
export const createInbox = async (parts: InboxParts): Promise<Inbox> => {
	const {journal, parties, clock, random, publish, raise, leaseMs, admit, picture} = parts;
	const ledger = await openLedger({journal, publish, raise, picture});
	const {fold, get, record, pendingCount} = ledger;
	const inLane = createLanes();
	const takings = createTakings({ledger, inLane, clock, random, leaseMs});
	const {expire, sweep} = createSweep({ledger, inLane});
	ledger.announce();
	await takings.releaseFormer();

	/** Works on a message in its receiver's lane, as it is when its turn comes. */
	const withMessage = async <Result>(id: string, work: (message: Message) => Promise<Result>): Promise<Result> =>
		inLane(found(id, get).to, async () => work(found(id, get)));

	return {
		send: createSend({ledger, parties, clock, random, admit}),
		take: takings.take,
		confirm: takings.confirm,
		release: takings.release,
		releaseAll: takings.releaseAll,
		takings: takings.takings,
		released: takings.released,
		releaseStale: takings.releaseStale,

		markRead: async (id, by) =>
			withMessage(id, async message => {
				checkReader(message, by);
				if (message.status !== 'pending' && message.status !== 'delivered') {
					return message;
				}

				const [changed] = await record({kind: 'read', id, by});
				return changed ?? message;
			}),

		remove: async (id, by) =>
			withMessage(id, async message => {
				if (!canSee(message, by)) {
					throw new MaestroError(
						'not-allowed',
						`${id} is between ${message.from} and ${message.to}: only they and the operator may delete it`,
					);
				}

				await record({kind: 'deleted', ids: [id], by});
			}),

		get,
		*all() {
			for (const {message} of fold.items.values()) {
				yield message;
			}
		},
		list(sessionId, which = {}) {
			const box = fold.boxes.get(sessionId);
			return box === undefined ? [] : listMessages(box, which);
		},
		firstReply: id => fold.replies.get(id)?.flatMap(reply => get(reply) ?? [])[0],
		pendingCount,
		expire,
		sweep,
	};
};

const found = (id: string, get: (id: string) => Message | undefined): Message => {
	const message = get(id);
	if (message === undefined) {
		throw new MaestroError('message-not-found', `There is no message ${id}: it may have been deleted`);
	}

	return message;
};

const checkReader = ({id, to, status}: Message, by: string): void => {
	if (by === to) {
		return;
	}

	if (by !== operatorId) {
		throw new MaestroError('not-allowed', `${id} is for ${to}: only its receiver says that it was read`);
	}

	if (status === 'pending') {
		throw new MaestroError(
			'not-allowed',
			`${id} still waits for ${to}, who would never get it: delete it to take it back`,
		);
	}
};
