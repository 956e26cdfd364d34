import {Buffer} from 'node:buffer';
import {widthOf} from '../../client/text.js';

export type Glyph = {
	readonly text: string;
	/** In columns; 0 for what stands in the cells that a wide one takes, and for marks that go onto the glyph before. */
	readonly width: number;
	readonly bytes: number;
	/** Whether terminals disagree on its width. */
	readonly isOdd: boolean;
	/** In columns, where a terminal finds it as wide as can be. */
	readonly reach: number;
	readonly isRightToLeft: boolean;
};

export type Glyphs = {
	readonly numberOf: (text: string) => number;
	readonly get: (glyph: number) => Glyph;
	readonly count: () => number;
	/** Whether any of them is written from right to left. */
	readonly hasRightToLeft: () => boolean;
};

/** The glyph of an empty cell. */
export const blank = 0;

/** What is in a cell that a wide glyph before it takes. */
export const taken = 1;

/**
What stands in cells, by number, each with what has to be known to draw it.
*/
export const createGlyphs = (): Glyphs => {
	const glyphs: Glyph[] = [describe(' '), {...unknown, text: '', width: 0, bytes: 0, reach: 0}];
	let hasRightToLeft = false;
	const numbers = new Map(glyphs.map(({text}, index) => [text, index]));

	return {
		numberOf(text) {
			const known = numbers.get(text);
			if (known !== undefined) {
				return known;
			}

			const glyph = describe(text);
			hasRightToLeft ||= glyph.isRightToLeft;
			numbers.set(text, glyphs.length);
			return glyphs.push(glyph) - 1;
		},
		get: glyph => glyphs[glyph] ?? unknown,
		count: () => glyphs.length,
		hasRightToLeft: () => hasRightToLeft,
	};
};

const describe = (text: string): Glyph => {
	const width = widthOf(text);
	const odd = isOdd(text);
	return {
		text,
		width,
		bytes: Buffer.byteLength(text),
		isOdd: odd,
		reach: odd ? Math.max(width, 2 * [...text].length) : width,
		isRightToLeft: rightToLeft.test(text),
	};
};

const unknown: Glyph = {text: '?', width: 1, bytes: 1, isOdd: false, reach: 1, isRightToLeft: false};

/**
One character, with or without marks that take no column, is as wide here as there. Not so: what is joined of several, flags, emoji that
a terminal is too old to know, marks that take a column, and what has no meaning yet or only a private one.
*/
const isOdd = (text: string): boolean => {
	const [first = '', ...rest] = text;
	return (
		rest.some(character => !isMark.test(character)) ||
		(rest.length > 0 && (first.codePointAt(0) ?? 0) < 0x20) ||
		disputed.test(first)
	);
};

// What chooses between two looks of the same character also changes its width.
const isMark = /^(?![\uFE00-\uFE0F])\p{Mn}$/u;
const disputed =
	/^[\p{Mc}\p{Cn}\p{Co}\p{Cf}\u{1F1E6}-\u{1F1FF}]$|^(?=[\u{1F000}-\u{1FFFF}])\p{Extended_Pictographic}$/u;

// The letters of the blocks that Unicode keeps for scripts that are written so; numbers and signs in them go with what is around them.
const rightToLeft = /^(?=[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}])\p{L}/u;
