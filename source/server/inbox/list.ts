import type {Message, MessageStatus} from '../../domain/message.js';
import {type Box, type Item, pendingSize} from './box.js';

export type Listing = {
	/** `received` unless given. */
	readonly box?: 'received' | 'sent' | 'all' | undefined;
	readonly status?: MessageStatus | undefined;
	/** Those that it exchanged with this one. */
	readonly with?: string | undefined;
	/** Those whose `order` is greater; then the oldest that many, so that nothing is passed over. */
	readonly after?: number | undefined;
	/** The newest that many. Messages of one `order` belong together: where the end would part them, all of them are there. */
	readonly limit?: number | undefined;
	/** Keeps those for which it is true. */
	readonly fits?: ((message: Message) => boolean) | undefined;
};

/**
The messages of one party that fit, oldest first. Looks no further back than it must.
*/
export const listMessages = (party: Box, listing: Listing): readonly Message[] => {
	const {box = 'received', status, limit = Number.POSITIVE_INFINITY, after, with: other, fits} = listing;
	const isWanted = (message: Message) =>
		(status === undefined || message.status === status) &&
		(other === undefined || message.from === other || message.to === other) &&
		fits?.(message) !== false;
	const most =
		after === undefined && box === 'received' && status === 'pending' ? Math.min(limit, pendingSize(party)) : limit;
	if (most <= 0) {
		return [];
	}

	const newestFirst = shelves(party)[box]();
	return after === undefined
		? firstOf(newestFirst, most, isWanted).reverse()
		: firstOf([...newer(newestFirst, after)].reverse(), most, isWanted);
};

/** So many of those that are wanted, and those of the same `order` as the last one. */
const firstOf = (items: Iterable<Item>, most: number, isWanted: (message: Message) => boolean): Message[] => {
	const found: Message[] = [];
	for (const {message} of items) {
		if (found.length >= most && found.at(-1)?.order !== message.order) {
			break;
		}

		if (isWanted(message)) {
			found.push(message);
		}
	}

	return found;
};

function* newer(newestFirst: Generator<Item>, order: number): Generator<Item> {
	for (const item of newestFirst) {
		if (item.message.order <= order) {
			return;
		}

		yield item;
	}
}

const shelves = ({received, sent}: Box) => ({
	received: received.newestFirst,
	sent: sent.newestFirst,
	all: () => newestOf(received.newestFirst(), sent.newestFirst()),
});

/**
Both in one order; what somebody wrote to itself is on both shelves, and comes once. Several of one order are a broadcast, which never
goes to its own sender.
*/
function* newestOf(a: Generator<Item>, b: Generator<Item>): Generator<Item> {
	let left = a.next();
	let right = b.next();
	while (left.done !== true || right.done !== true) {
		const leftOrder = left.done === true ? -1 : left.value.message.order;
		const rightOrder = right.done === true ? -1 : right.value.message.order;
		const newest = leftOrder >= rightOrder ? left : right;
		if (newest.done !== true) {
			yield newest.value;
		}

		left = leftOrder >= rightOrder ? a.next() : left;
		right = rightOrder >= leftOrder ? b.next() : right;
	}
}
