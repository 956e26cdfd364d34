import type {Message, MessageStatus} from '../../domain/message.js';
import {type Box, type Item, pendingSize} from './box.js';

export type Listing = {
	/** `received` unless given. */
	readonly box?: 'received' | 'sent' | 'all' | undefined;
	readonly status?: MessageStatus | undefined;
	/** The newest that many. */
	readonly limit?: number | undefined;
};

/**
The messages of one party that fit, oldest first. Looks no further back than it must.
*/
export const listMessages = (
	party: Box,
	{box = 'received', status, limit = Number.POSITIVE_INFINITY}: Listing,
): readonly Message[] => {
	const most = box === 'received' && status === 'pending' ? Math.min(limit, pendingSize(party)) : limit;
	const found: Message[] = [];
	if (most <= 0) {
		return found;
	}

	for (const {message} of shelves(party)[box]()) {
		if (status === undefined || message.status === status) {
			found.push(message);
			if (found.length === most) {
				break;
			}
		}
	}

	return found.reverse();
};

const shelves = ({received, sent}: Box) => ({
	received: received.newestFirst,
	sent: sent.newestFirst,
	all: () => newestOf(received.newestFirst(), sent.newestFirst()),
});

/** Both in one order; what somebody wrote to itself is on both shelves, and comes once. */
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
