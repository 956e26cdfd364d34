import type {Hold, HoldDecision} from '../../domain/hold.js';
import type {Message} from '../../domain/message.js';
import type {Entry} from '../stores/journal.js';
import {addPending, type Box, createBox, dropPending, free, type Item, openTaking, releaseTaking} from './box.js';
import type {Accepted, Fact} from './fact.js';
import {delivered, expired, failed, freed, read, released} from './life.js';

/** A message before and after a fact; `undefined` where there was, or is, none. */
export type Change = {readonly was: Message | undefined; readonly now: Message | undefined};

/** What came with an idempotency key: the id of a message, or of a broadcast. */
export type Key = {readonly id: string; readonly at: number};

/**
All messages, as the facts so far make them. Nothing but `apply` changes it, and that looks at no clock and no disk: the same
facts make the same state.
*/
export type Fold = {
	readonly apply: (entry: Entry<Fact>) => readonly Change[];
	/** By id, oldest first. */
	readonly items: ReadonlyMap<string, Item>;
	/** By session id. */
	readonly boxes: ReadonlyMap<string, Box>;
	/** Pending messages that will expire. */
	readonly mortal: ReadonlySet<Item>;
	/** The messages that answer one, oldest first. */
	readonly replies: ReadonlyMap<string, readonly string[]>;
	/** What `keyOf` names, oldest first. */
	readonly keys: ReadonlyMap<string, Key>;
	readonly forgetKeys: (before: number) => void;
	/** By id, oldest first. */
	readonly holds: ReadonlyMap<string, Hold>;
};

/** An idempotency key belongs to its sender. Ids hold no space. */
export const keyOf = (from: string, key: string): string => `${from} ${key}`;

export const createFold = (): Fold => {
	const items = new Map<string, Item>();
	const boxes = new Map<string, Box>();
	const mortal = new Set<Item>();
	const replies = new Map<string, string[]>();
	const keys = new Map<string, Key>();
	const holds = new Map<string, Hold>();
	/** What a hold keeps. */
	const heldItems = new Map<string, Set<Item>>();

	const boxOf = (id: string): Box => {
		const known = boxes.get(id);
		if (known !== undefined) {
			return known;
		}

		const box = createBox(id);
		boxes.set(id, box);
		return box;
	};

	const present = (ids: readonly string[]): readonly Item[] => ids.flatMap(id => items.get(id) ?? []);

	const change = (item: Item, now: Message): Change => {
		const was = item.message;
		if (was.status === 'pending' && now.status !== 'pending') {
			letGo(item);
		}

		item.message = now;
		return {was, now};
	};

	/** It does not wait any more. */
	const letGo = (item: Item): void => {
		dropPending(boxOf(item.message.to), item);
		mortal.delete(item);
		heldItems.get(item.message.hold ?? '')?.delete(item);
	};

	const accept = (order: number, {id, from, to, message, createdAt, expiresAt, metadata, hold}: Accepted): Change => {
		const sender = boxOf(from);
		const receiver = boxOf(to);
		// The ids of the boxes, so that a thousand messages share one string; every member is named, so that they share one shape.
		const now: Message = {
			id,
			order,
			from: sender.id,
			to: receiver.id,
			message,
			status: 'pending',
			createdAt,
			deliveredAt: undefined,
			readAt: undefined,
			expiresAt,
			metadata,
			delivery: undefined,
			hold,
		};
		const item: Item = {message: now, taking: undefined, formerTaking: undefined, isGone: false};
		items.set(id, item);
		sender.sent.push(item);
		receiver.received.push(item);
		addPending(receiver, item);
		if (expiresAt !== undefined) {
			mortal.add(item);
		}

		if (hold !== undefined) {
			const others = heldItems.get(hold) ?? new Set();
			others.add(item);
			heldItems.set(hold, others);
		}

		if (metadata?.replyTo !== undefined) {
			const others = replies.get(metadata.replyTo) ?? [];
			others.push(id);
			replies.set(metadata.replyTo, others);
		}

		return {was: undefined, now};
	};

	const discard = (item: Item): Change => {
		const was = item.message;
		if (was.status === 'pending') {
			letGo(item);
		}

		item.isGone = true;
		items.delete(was.id);
		replies.delete(was.id);
		boxOf(was.from).sent.tidy();
		boxOf(was.to).received.tidy();
		return {was, now: undefined};
	};

	const decide = (item: Item, decision: HoldDecision): Change => {
		if (decision === 'stopped') {
			return change(item, failed(item.message, 'the operator stopped this exchange'));
		}

		free(boxOf(item.message.to), item);
		return change(item, freed(item.message));
	};

	const apply = ({seq, at, fact}: Entry<Fact>): readonly Change[] => {
		switch (fact.kind) {
			case 'accepted': {
				const {message, key} = fact;
				if (key !== undefined) {
					keys.set(keyOf(message.from, key), {id: message.id, at});
				}

				return [accept(seq, message)];
			}

			case 'broadcast': {
				const {id, messages, key} = fact;
				const [first] = messages;
				if (key !== undefined && first !== undefined) {
					keys.set(keyOf(first.from, key), {id, at});
				}

				return messages.map(message => accept(seq, message));
			}

			case 'taken': {
				const {taking: id, receiver, via, ids} = fact;
				openTaking(boxOf(receiver), {id, receiver, via, takenAt: at, items: present(ids)});
				return [];
			}

			case 'released': {
				const box = boxOf(fact.receiver);
				const taking = box.takings.get(fact.taking);
				const held = taking === undefined ? [] : releaseTaking(box, taking);
				return held.map(item => change(item, released(item.message, fact.reason)));
			}

			case 'delivered': {
				const waiting = present(fact.ids).filter(({message}) => message.status === 'pending');
				const changes = waiting.map(item => change(item, delivered(item.message, at, fact.via)));
				boxOf(fact.receiver).takings.delete(fact.taking);
				return changes;
			}

			case 'read': {
				return present([fact.id]).map(item => change(item, read(item.message, at)));
			}

			case 'expired': {
				return present(fact.ids).map(item => change(item, expired(item.message)));
			}

			case 'deleted': {
				return present(fact.ids).map(discard);
			}

			case 'failed': {
				const waiting = present(fact.ids).filter(({message}) => message.status === 'pending');
				return waiting.map(item => change(item, failed(item.message, fact.reason)));
			}

			case 'held': {
				const {hold: id, between, count} = fact;
				holds.set(id, {id, between, count, since: at});
				return [];
			}

			case 'decided': {
				const hold = holds.get(fact.hold);
				if (hold === undefined) {
					return [];
				}

				holds.set(hold.id, {...hold, decision: fact.decision, decidedAt: at});
				const items = [...(heldItems.get(hold.id) ?? [])];
				heldItems.delete(hold.id);
				return items.map(item => decide(item, fact.decision));
			}

			case 'refused': {
				return [];
			}
		}
	};

	return {
		apply,
		items,
		boxes,
		mortal,
		replies,
		keys,
		holds,
		forgetKeys(before) {
			for (const [name, {at}] of keys) {
				if (at >= before) {
					break;
				}

				keys.delete(name);
			}
		},
	};
};
