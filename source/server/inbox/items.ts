import type {Item} from './box.js';

/**
All messages by id. Some may come late: what a checkpoint left for later, and which lies before the others or between them. Whoever asks
for what is not known, or for all, has the rest brought in first; so nobody sees too little.
*/
export type Items = {
	readonly get: (id: string) => Item | undefined;
	/** What `get` answers, of those that are here by now. */
	readonly peek: (id: string) => Item | undefined;
	readonly set: (id: string, item: Item) => void;
	readonly setLate: (id: string, item: Item) => void;
	readonly delete: (id: string) => void;
	/** How many are here by now. */
	readonly size: () => number;
	/** Oldest first. */
	readonly values: () => Iterable<Item>;
};

/** `complete` brings in what is late: `setLate` is called for the last time before it returns. */
export const createItems = (complete: () => void): Items => {
	const early = new Map<string, Item>();
	const late = new Map<string, Item>();

	return {
		get(id) {
			const item = early.get(id);
			if (item !== undefined) {
				return item;
			}

			complete();
			return late.get(id);
		},
		peek: id => early.get(id),
		set: (id, item) => early.set(id, item),
		setLate: (id, item) => late.set(id, item),
		delete(id) {
			if (!early.delete(id)) {
				late.delete(id);
			}
		},
		size: () => early.size + late.size,
		values() {
			complete();
			return late.size === 0 ? early.values() : inOrder(late.values(), early.values());
		},
	};
};

/** Two rows, each oldest first, as one. No message of the one has the `order` of any of the other. */
function* inOrder(one: Iterator<Item>, other: Iterator<Item>): Generator<Item> {
	let [left, right] = [one.next(), other.next()];
	while (left.done !== true && right.done !== true) {
		if (left.value.message.order < right.value.message.order) {
			yield left.value;
			left = one.next();
		} else {
			yield right.value;
			right = other.next();
		}
	}

	for (; left.done !== true; left = one.next()) {
		yield left.value;
	}

	for (; right.done !== true; right = other.next()) {
		yield right.value;
	}
}
