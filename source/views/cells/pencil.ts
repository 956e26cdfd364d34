import {blank} from './glyphs.js';
import {move, type Place} from './moves.js';
import type {Tables} from './row.js';
import {plainStyle} from './styles.js';

export type Pencil = {
	/** Goes to a place, by the cheapest way. */
	readonly moveTo: (column: number, row: number) => void;
	/** What going from here to there would cost, in bytes. */
	readonly costOf: (column: number, row: number) => number;
	readonly change: (style: number) => void;
	readonly style: () => number;
	/** Draws what is in a cell, where the pencil is. */
	readonly draw: (glyph: number, style: number) => void;
	/** Erases from where the pencil is to the end of the row, or so many cells; it stays where it is. */
	readonly erase: (cells?: number) => void;
	/** Any other sequence, and where it leaves the cursor. */
	readonly say: (sequence: string, at?: Place) => void;
	/** Where the cursor is, and what it writes in, after all this. */
	readonly pose: () => Pose;
	/** All of it. */
	readonly text: () => string;
	readonly bytes: () => number;
};

/** How a terminal's cursor stands. */
export type Pose = Place & {readonly style: number};

/** Of a cursor that something else moved. */
export const unknownPose: Pose = {column: -1, row: -1, style: plainStyle};

/**
Writes down what a terminal has to be sent, and knows at each moment where its cursor is and in what style it writes.
*/
export const createPencil = (start: Pose, columns: number, {glyphs, styles}: Tables): Pencil => {
	let {column, row, style} = start;
	// Where a terminal has its cursor after what is written from right to left, and ahead of what is not, is for it to say.
	let isAdrift = false;
	let text = '';
	let bytes = 0;

	const say = (sequence: string): void => {
		text += sequence;
		bytes += sequence.length;
	};

	const wayTo = (toColumn: number, toRow: number): string =>
		move({column: isAdrift ? -1 : column, row}, {column: toColumn, row: toRow});

	const moveTo = (toColumn: number, toRow: number): void => {
		if (isAdrift && toColumn === column && toRow === row) {
			return;
		}

		say(wayTo(toColumn, toRow));
		isAdrift = false;
		column = toColumn;
		row = toRow;
	};

	const change = (to: number): void => {
		say(styles.change(style, to));
		style = to;
	};

	const settle = (): void => {
		if (isAdrift) {
			say(`\u001B[${column + 1}G`);
			isAdrift = false;
		}
	};

	return {
		moveTo,
		change,
		costOf: (toColumn, toRow) => wayTo(toColumn, toRow).length,
		style: () => style,

		draw(number, to) {
			const glyph = glyphs.get(number);
			if (!glyph.isRightToLeft) {
				settle();
			}

			// Where nothing is written it does not matter in which colour.
			if (number !== blank || styles.ofBlank(style) !== to) {
				change(to);
			}

			if (glyph.isOdd) {
				// What a terminal finds narrower than we do would leave something of what was there before.
				say(`${' '.repeat(glyph.width)}\u001B[${column + 1}G`);
			}

			text += glyph.text;
			bytes += glyph.bytes;
			column += glyph.width;
			isAdrift = glyph.isRightToLeft;
			// At the edge terminals do not agree on where the cursor is either.
			if (glyph.isOdd || column >= columns) {
				column = -1;
				isAdrift = false;
			}
		},

		erase(cells) {
			settle();
			if (styles.ofBlank(style) !== plainStyle) {
				change(plainStyle);
			}

			say(cells === undefined ? '\u001B[K' : `\u001B[${cells}X`);
		},

		say(sequence, at) {
			say(sequence);
			column = at?.column ?? column;
			row = at?.row ?? row;
		},
		pose: () => ({column: isAdrift ? -1 : column, row, style}),
		text: () => text,
		bytes: () => bytes,
	};
};
