import type {Hold} from '../../domain/hold.js';
import type {Box, Item} from './box.js';
import {createItems, type Items} from './items.js';
import {createReplies, type Replies} from './replies.js';
import {createTraffic, type Traffic} from './traffic.js';

/**
What came with an idempotency key: the id of a message, or of a broadcast and then whom it was asked to reach and its messages.
*/
export type Key = {
	readonly id: string;
	readonly at: number;
	readonly broadcast?: {readonly to: readonly string[]; readonly ids: readonly string[]} | undefined;
};

/**
All that the facts make, as data. `mortal`, `replies`, `held` and `between` say what `items` and `holds` say, for those who look up.
*/
export type State = {
	readonly items: Items;
	/** By session id. */
	readonly boxes: Map<string, Box>;
	/** Pending messages that will expire. */
	readonly mortal: Set<Item>;
	readonly replies: Replies;
	/** What `keyOf` names, oldest first. */
	readonly keys: Map<string, Key>;
	/** By id, oldest first. */
	readonly holds: Map<string, Hold>;
	/** What a hold keeps, by its id. */
	readonly held: Map<string, Set<Item>>;
	/** The id of the newest hold of two, by `pairOf`. */
	readonly between: Map<string, string>;
	readonly traffic: Traffic;
	/** Brings in the messages that a checkpoint left for later. Whatever needs them asks for it by itself. */
	readonly complete: () => void;
};

export const createState = (complete: () => void = () => {}): State => ({
	items: createItems(complete),
	boxes: new Map(),
	mortal: new Set(),
	replies: createReplies(complete),
	keys: new Map(),
	holds: new Map(),
	held: new Map(),
	between: new Map(),
	traffic: createTraffic(),
	complete,
});

/** An idempotency key belongs to its sender. Ids hold no space. */
export const keyOf = (from: string, key: string): string => `${from} ${key}`;
