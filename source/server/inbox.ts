import type {Party} from '../domain/access.js';
import type {MaestroEvent} from '../domain/event.js';
import type {Hold, HoldDecision} from '../domain/hold.js';
import {type Message, threadOf} from '../domain/message.js';
import type {Session} from '../domain/session.js';
import type {Clock} from '../system/clock.js';
import {hasCome} from './inbox/admission.js';
import type {Upkeep} from './inbox/checkpoint.js';
import {createDecide} from './inbox/decide.js';
import type {Fact} from './inbox/fact.js';
import {openLedger} from './inbox/ledger.js';
import {createLimits} from './inbox/limits.js';
import {type Listing, listMessages} from './inbox/list.js';
import {createMarks} from './inbox/marks.js';
import {type Found, search, type Wanted} from './inbox/search.js';
import {type Broadcasted, type Broadcasting, createSend, type Sending, type Sent} from './inbox/send.js';
import {createSweep} from './inbox/sweep.js';
import {createTakings, type Taking, type TakingHow} from './inbox/takings.js';
import {rateWindowMs} from './inbox/traffic.js';
import {createLanes} from './lanes.js';
import type {Settings} from './settings.js';
import type {Journal} from './stores/journal.js';
import type {Picture} from './stores/picture.js';

export type {Fact} from './inbox/fact.js';
export {readFact} from './inbox/fact.js';
export {removedReason} from './inbox/send.js';
export type {Broadcasting, Listing, Sending, Sent, Taking, TakingHow};

/**
What sessions and the operator wrote to each other. Whatever resolves here is on disk; whatever is refused has changed nothing.
A refusal is a `MaestroError`; when the disk does not take it, `storage-failed`, and the same call works again once it does.
*/
export type Inbox = {
	/**
	Accepts a message. `isRepeated` when the key came before: then it is the message of that time, as it is now. Refuses with
	`sender-unknown`, `session-not-found`, `session-ended`, `not-allowed`, `malformed`, `message-not-found` (what it replies to),
	`too-many-messages`, `exchange-stopped`.
	*/
	send: (request: Sending) => Promise<Sent>;
	/**
	Accepts a message for each of several, all or none, with the refusals of `send`. A role means those of it that the sender may
	write to; of a project or of ids one refusal refuses all.
	*/
	broadcast: (request: Broadcasting) => Promise<Broadcasted>;
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
	/** Makes everything that waits for a receiver `failed`, taken or not: it will never be there again. */
	fail: (receiver: string, reason: string) => Promise<void>;
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
	/** Of the thread that a message belongs to, those that somebody may see; oldest first. */
	thread: (id: string, who: string) => Promise<readonly Message[]>;
	/** Among the messages that somebody may see. Others have their turn meanwhile. */
	search: (who: string, wanted: Wanted) => Promise<Found>;
	/** The first answer that has come. */
	firstReply: (messageId: string) => Message | undefined;
	/** Exchanges that were held, oldest first, decided ones too. */
	holds: () => readonly Hold[];
	/** Lets go on what a hold keeps, or fails it. Refuses with `hold-not-found`, `already-there` where there is a newer hold of the two. */
	decide: (holdId: string, decision: HoldDecision, by: string) => Promise<Hold>;
	/** How many messages are pending, not taken and not held. */
	pendingCount: (receiver: string) => number;
	/** Makes what was not delivered in time `expired`. */
	expire: (now: number) => Promise<void>;
	/** Releases takings whose lease has ended. */
	releaseStale: (now: number) => Promise<void>;
	/** Removes what is old, but nothing that is pending, no hold that is open, and none that stops two who are there. */
	sweep: (isOld: (message: Message) => boolean, isOldHold: (hold: Hold) => boolean) => Promise<void>;
	/** What the record needs now and then. */
	readonly upkeep: Upkeep;
};

export type InboxParts = {
	/** Not replayed yet, and nobody else's. */
	readonly journal: Journal<Fact>;
	/** Who somebody is, ended sessions too. */
	readonly parties: (id: string) => Party | undefined;
	/** Every session there is. */
	readonly sessions: () => readonly Session[];
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
	/** How often a session may write, and how long two may write to each other without a person. */
	readonly limits: Pick<Settings['messages'], 'perMinute' | 'loop'>;
	/** The readable picture; told of every message that changes, and of all of them at the start. */
	readonly picture?: Pick<Picture, 'show' | 'forget' | 'check'>;
	/** How many facts are worth a checkpoint; 1000 unless given. */
	readonly leastNews?: number | undefined;
};

/**
The inbox that the facts of former runs make. Takings that were open when the last run ended are released.
*/
export const createInbox = async (parts: InboxParts): Promise<Inbox> => {
	const {journal, parties, sessions, clock, random, publish, raise, leaseMs, limits: given, picture, leastNews} = parts;
	const loopWindowMs = given.loop.minutes * 60_000;
	const trafficSince = clock() - Math.max(loopWindowMs, rateWindowMs);
	const ledger = await openLedger({journal, publish, raise, picture, beginning: {trafficSince, leastNews}});
	const {fold, get, found, pendingCount, upkeep} = ledger;
	const {state} = fold;
	const inLane = createLanes();
	const limits = createLimits({state, random, limits: given});
	const takings = createTakings({ledger, inLane, clock, random, leaseMs});
	const isKnown = (id: string) => parties(id) !== undefined;
	const {forget, expire, sweep, fail} = createSweep({
		ledger,
		inLane,
		loopWindowMs,
		isKnown,
	});
	forget(clock());
	ledger.announce();
	await takings.releaseFormer();

	return {
		...createSend({ledger, parties, sessions, limits, fail, clock, random}),
		...createMarks({ledger, inLane}),
		take: takings.take,
		confirm: takings.confirm,
		release: takings.release,
		releaseAll: takings.releaseAll,
		takings: takings.takings,
		released: takings.released,
		releaseStale: takings.releaseStale,
		fail,

		get,
		*all() {
			for (const {message} of state.items.values()) {
				yield message;
			}
		},
		list(sessionId, which = {}) {
			const box = state.boxes.get(sessionId);
			return box === undefined ? [] : listMessages(box, which);
		},
		thread: async (id, who) => (await search(state, {who, wanted: {threadId: threadOf(found(id))}, parties})).messages,
		search: async (who, wanted) => search(state, {who, wanted, parties}),
		firstReply: id =>
			state.replies
				.of(id)
				.map(({message}) => message)
				.find(hasCome),
		holds: () => [...state.holds.values()],
		decide: createDecide({ledger, inLane}),
		pendingCount,
		expire,
		sweep,
		upkeep,
	};
};
