import type {Pencil} from './pencil.js';
import type {Row} from './row.js';

/** The rows from `top` up to `bottom`, which is the first one after them, move up by so many; down where it is below 0. */
export type Scroll = {
	readonly top: number;
	readonly bottom: number;
	readonly by: number;
};

/**
The block of rows that most of all looks as if it had been moved; whether it pays to move it has to be seen.
*/
export const findScroll = (from: readonly Row[], to: readonly Row[]): Scroll | undefined => {
	const places = new Map<string, number>();
	for (const [index, {text}] of from.entries()) {
		// Of rows that look the same, none can be told from another.
		places.set(text, text.trim() === '' || places.has(text) ? -1 : index);
	}

	const moved = new Map<number, {count: number; first: number; last: number}>();
	for (const [index, {text}] of to.entries()) {
		const place = text === from[index]?.text ? -1 : (places.get(text) ?? -1);
		if (place >= 0) {
			const so = moved.get(place - index);
			moved.set(place - index, {count: (so?.count ?? 0) + 1, first: so?.first ?? index, last: index});
		}
	}

	const [best] = [...moved].sort(([, a], [, b]) => b.count - a.count);
	if (best === undefined || best[1].count < 2) {
		return undefined;
	}

	const [by, {first, last}] = best;
	return {top: Math.min(first, first + by), bottom: Math.max(last, last + by) + 1, by};
};

/** The rows as they are after that; those that came in are `empty`. */
export const scrolled = (rows: readonly Row[], {top, bottom, by}: Scroll, empty: Row): readonly Row[] =>
	rows.map((row, index) => {
		if (index < top || index >= bottom) {
			return row;
		}

		const place = index + by;
		return place >= top && place < bottom ? (rows[place] ?? empty) : empty;
	});

/** Makes the terminal do it: lines are deleted or put in at the top of a region that ends below the block. */
export const sendScroll = (pencil: Pencil, {top, bottom, by}: Scroll, rows: number): void => {
	// What comes in has the colour of the pencil.
	pencil.change(0);
	const hasRegion = bottom < rows;
	if (hasRegion) {
		// To set a region brings the cursor home.
		pencil.say(`\u001B[${top === 0 ? '' : top + 1};${bottom}r`, {column: 0, row: 0});
	}

	pencil.moveTo(0, top);
	const count = Math.abs(by);
	pencil.say(`\u001B[${count === 1 ? '' : count}${by > 0 ? 'M' : 'L'}`);
	if (hasRegion) {
		pencil.say('\u001B[r', {column: 0, row: 0});
	}
};
