import {type Message, type MessagePriority, messagePriorities} from '../../domain/message.js';
import {createShelf, type Shelf} from './shelf.js';

/** A message as the indexes hold it: the value changes, the place stays. */
export type Item = {
	message: Message;
	/** The taking that holds it now. */
	taking: string | undefined;
	/** The taking that it was released from last. */
	formerTaking: string | undefined;
	isGone: boolean;
};

export type OpenTaking = {
	readonly id: string;
	readonly receiver: string;
	readonly via: string;
	readonly takenAt: number;
	readonly items: readonly Item[];
};

/**
Everything about one party's messages that is looked up: what it sent, what it got, and what waits, by urgency.
*/
export type Box = {
	readonly id: string;
	readonly received: Shelf<Item>;
	readonly sent: Shelf<Item>;
	/** What is pending, taken or not, oldest first. A map keeps the order in which its keys came. */
	readonly pending: Readonly<Record<MessagePriority, Map<string, Item>>>;
	/** How many of the pending are taken. */
	takenCount: number;
	/** How many of the pending wait for the operator to decide. */
	heldCount: number;
	readonly takings: Map<string, OpenTaking>;
	/** Takings that were released not long ago, for a confirmation that comes late. */
	readonly released: Map<string, OpenTaking>;
};

const mostReleased = 100;

/** `complete` brings in what is late on its shelves. */
export const createBox = (id: string, complete: () => void): Box => ({
	id,
	received: createShelf(complete),
	sent: createShelf(complete),
	pending: {high: new Map(), medium: new Map(), low: new Map()},
	takenCount: 0,
	heldCount: 0,
	takings: new Map(),
	released: new Map(),
});

const priorityOf = ({metadata}: Message): MessagePriority => metadata?.priority ?? 'medium';

export const addPending = (box: Box, item: Item): void => {
	box.pending[priorityOf(item.message)].set(item.message.id, item);
	box.heldCount += Number(item.message.hold !== undefined);
};

/** For what is no longer pending; its taking, if it has one, goes on without it. */
export const dropPending = (box: Box, item: Item): void => {
	const {taking} = item;
	setTaking(box, item, undefined);
	box.pending[priorityOf(item.message)].delete(item.message.id);
	box.heldCount -= Number(item.message.hold !== undefined);
	const open = taking === undefined ? undefined : box.takings.get(taking);
	if (open?.items.every(other => other.taking !== taking)) {
		box.takings.delete(open.id);
	}
};

/** It can be taken from now on. The message itself is for the caller to change. */
export const free = (box: Box, item: Item): void => {
	box.heldCount -= Number(item.message.hold !== undefined);
};

export const setTaking = (box: Box, item: Item, taking: string | undefined): void => {
	box.takenCount += Number(taking !== undefined) - Number(item.taking !== undefined);
	item.taking = taking;
};

export const openTaking = (box: Box, taking: OpenTaking): void => {
	for (const item of taking.items) {
		setTaking(box, item, taking.id);
	}

	box.takings.set(taking.id, taking);
};

/** What a taking still holds. */
export const heldBy = ({id, items}: OpenTaking): readonly Item[] => items.filter(item => item.taking === id);

export const releaseTaking = (box: Box, taking: OpenTaking): readonly Item[] => {
	const items = heldBy(taking);
	for (const item of items) {
		setTaking(box, item, undefined);
		item.formerTaking = taking.id;
	}

	box.takings.delete(taking.id);
	box.released.set(taking.id, taking);
	for (const id of box.released.keys()) {
		if (box.released.size <= mostReleased) {
			break;
		}

		box.released.delete(id);
	}

	return items;
};

/** What a taking held when it was released, as far as nobody has taken or answered it since. */
export const leftOf = ({id, items}: OpenTaking): readonly Item[] =>
	items.filter(
		item => item.formerTaking === id && item.taking === undefined && item.message.status === 'pending' && !item.isGone,
	);

/** What can be taken, most urgent first. */
export function* untaken(box: Box): Generator<Message> {
	for (const priority of messagePriorities.toReversed()) {
		for (const item of box.pending[priority].values()) {
			if (item.taking === undefined && item.message.hold === undefined) {
				yield item.message;
			}
		}
	}
}

export const pendingSize = ({pending}: Box): number => pending.high.size + pending.medium.size + pending.low.size;

export const untakenCount = (box: Box): number => pendingSize(box) - box.takenCount - box.heldCount;
