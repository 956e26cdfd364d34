import {blank, type Glyphs, taken} from './glyphs.js';
import type {Cells} from './row.js';

/**
Puts what is written from right to left into the order in which it is seen, in a row that is otherwise read from left to right: what the
bidirectional algorithm of Unicode (UAX 9) does without marks for it, field by field, so that no text moves what stands beside it.
*/
export const orderRow = (row: Cells, glyphs: Glyphs): void => {
	if (!row.glyphs.some(glyph => glyphs.get(glyph).isRightToLeft)) {
		return;
	}

	const letters = lettersOf(row, glyphs);
	let start = 0;
	for (let index = 1; index <= letters.length; index += 1) {
		if (index === letters.length || isBoundary(letters, index)) {
			putBack(row, inSight(letters.slice(start, index)), glyphs);
			start = index;
		}
	}
};

/** What is in a cell, or in two: `R` goes to the left, `L` to the right, `N` is a number, and `-` goes with those around it. */
type Letter = {
	readonly column: number;
	readonly glyph: number;
	readonly width: number;
	readonly style: number;
	readonly text: string;
	readonly kind: 'L' | 'R' | 'N' | '-';
};

const lettersOf = (row: Cells, glyphs: Glyphs): readonly Letter[] => {
	const letters: Letter[] = [];
	for (const [column, glyph] of row.glyphs.entries()) {
		if (glyph !== taken) {
			const {text, width, isRightToLeft} = glyphs.get(glyph);
			const kind = isRightToLeft ? 'R' : /^\p{Nd}/u.test(text) ? 'N' : /^\p{L}/u.test(text) ? 'L' : '-';
			letters.push({column, glyph, width, style: row.styles[column] ?? 0, text, kind});
		}
	}

	return letters;
};

/** Fields are told apart by two blanks, by a line between them, or by a blank after which all looks different. */
const isBoundary = (letters: readonly Letter[], index: number): boolean => {
	const [before, here, next] = [letters[index - 1], letters[index], letters[index + 1]];
	if (before === undefined || here === undefined || isLine(before) || isLine(here)) {
		return true;
	}

	return (
		here.glyph === blank &&
		(next === undefined || next.glyph === blank || next.style !== before.style || before.text === '…')
	);
};

const isLine = ({text}: Letter): boolean => text >= '\u2500' && text < '\u2580';

/** The letters of a field in the order they are seen in. */
const inSight = (letters: readonly Letter[]): readonly Letter[] => {
	const levels = levelsOf(letters);
	let seen = letters.map((letter, index) => ({letter, level: levels[index] ?? 0}));
	for (const level of [2, 1]) {
		seen = reverseRuns(seen, each => each.level >= level);
	}

	return seen.map(({letter, level}) => (level === 1 ? mirrored(letter) : letter));
};

/** 0 for what is read to the right, 1 for what is read to the left, and 2 for numbers in that. */
const levelsOf = (letters: readonly Letter[]): readonly number[] => {
	const kinds = letters.map(({kind}) => kind);
	// A number goes as the last letter before it does; what joins two digits is a part of their number.
	const strong = letters.map((_, index) => kinds.slice(0, index).findLast(kind => kind === 'R' || kind === 'L') ?? 'L');
	const isNumber = (index: number): boolean =>
		kinds[index] === 'N' ||
		(/^[.,:/+-]$/.test(letters[index]?.text ?? '') && kinds[index - 1] === 'N' && kinds[index + 1] === 'N');
	const ways = letters.map(({kind}, index) =>
		isNumber(index) ? (strong[index] === 'R' ? 2 : 0) : kind === 'R' ? 1 : kind === 'L' ? 0 : undefined,
	);
	return ways.map((way, index) => {
		const before = ways.slice(0, index).findLast(each => each !== undefined) ?? 0;
		const after = ways.slice(index).find(each => each !== undefined) ?? 0;
		return way ?? (before > 0 && after > 0 ? 1 : 0);
	});
};

const reverseRuns = <Item>(items: readonly Item[], isIn: (item: Item) => boolean): Item[] => {
	const turned: Item[] = [];
	let run: Item[] = [];
	for (const item of items) {
		if (isIn(item)) {
			run.unshift(item);
		} else {
			turned.push(...run, item);
			run = [];
		}
	}

	return [...turned, ...run];
};

const pairs = '()[]{}<>«»';

const mirrored = (letter: Letter): Letter => {
	const place = letter.text.length === 1 ? pairs.indexOf(letter.text) : -1;
	return place === -1 ? letter : {...letter, text: pairs.charAt(place % 2 === 0 ? place + 1 : place - 1)};
};

const putBack = (row: Cells, letters: readonly Letter[], glyphs: Glyphs): void => {
	let column = Math.min(...letters.map(letter => letter.column));
	for (const {glyph, width, style, text} of letters) {
		const seen = glyphs.get(glyph).text === text ? glyph : glyphs.numberOf(text);
		row.glyphs[column] = seen;
		row.glyphs.fill(taken, column + 1, column + width);
		row.styles.fill(style, column, column + width);
		column += width;
	}
};
