import type {Entry} from '../stores/journal.js';
import {messageOf, type Row} from './checkpoint-row.js';
import type {Fact} from './fact.js';
import {boxOf, placeLate} from './place.js';
import type {State} from './state.js';

type Options = {
	readonly state: State;
	/** A row a line, oldest first. */
	readonly lines: Buffer;
	readonly apply: (entry: Entry<Fact>) => void;
};

/**
The messages of a checkpoint that do not wait any more. There may be a hundred thousand, and a start has no need of them: they stay
as they were read until somebody looks, or until there is time.
*/
export type Settled = {
	/** Brings in all of them at once. */
	readonly complete: () => void;
	/** Brings in some, which takes half a millisecond. Answers whether there are more. */
	readonly takeSome: () => boolean;
	/** Applies a fact of the record after the checkpoint. What it says of messages that are not in yet waits for them. */
	readonly replay: (entry: Entry<Fact>) => void;
};

const newline = 10;
const pieceLength = 64 * 1024;

export const createSettled = ({state, lines, apply}: Options): Settled => {
	let rest = lines;
	let isComplete = false;
	const idOf = (party: string) => boxOf(state, party).id;
	const postponed: Array<Entry<Fact>> = [];

	const takeSome = (): boolean => {
		if (isComplete) {
			return false;
		}

		const end = rest.indexOf(newline, pieceLength) + 1 || rest.length;
		for (const row of readValues<Row>(rest.subarray(0, end))) {
			placeLate(state, messageOf(row, idOf));
		}

		rest = rest.subarray(end);
		if (rest.length > 0) {
			return true;
		}

		// What is applied now may look for any message, and nobody needs the text any more.
		isComplete = true;
		rest = Buffer.alloc(0);
		postponed.splice(0).forEach(apply);
		return false;
	};

	/** A fact that is about some messages, about those of them that are in, and about the others. */
	const split = (
		entry: Entry<Fact>,
	): {readonly now: Entry<Fact> | undefined; readonly later: Entry<Fact> | undefined} => {
		const {fact} = entry;
		const isIn = (id: string) => state.items.peek(id) !== undefined;
		switch (fact.kind) {
			case 'read': {
				return isIn(fact.id) ? {now: entry, later: undefined} : {now: undefined, later: entry};
			}

			case 'deleted': {
				const {known = [], unknown = []} = Object.groupBy(fact.ids, id => (isIn(id) ? 'known' : 'unknown'));
				const about = (ids: readonly string[]) => (ids.length === 0 ? undefined : {...entry, fact: {...fact, ids}});
				return {now: about(known), later: about(unknown)};
			}

			default: {
				// The others are about messages that wait, all of which are in.
				return {now: entry, later: undefined};
			}
		}
	};

	return {
		complete() {
			while (takeSome()) {
				// Until there are no more.
			}
		},
		takeSome,
		replay(entry) {
			const {now, later} = isComplete ? {now: entry, later: undefined} : split(entry);
			if (now !== undefined) {
				apply(now);
			}

			if (later !== undefined) {
				postponed.push(later);
			}
		},
	};
};

/** The values of some lines. */
export const readValues = <Value>(lines: Buffer): readonly Value[] => {
	if (lines.length === 0) {
		return [];
	}

	// As one array: half the time of one after the other. No newline is within a value, where it is written as \n.
	const text = lines.toString('utf8', 0, lines.length - 1).replaceAll('\n', ',');
	return JSON.parse(`[${text}]`) as readonly Value[];
};
