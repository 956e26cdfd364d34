import {graphemesOf} from '../../client/graphemes.js';
import {blank, type Glyphs, taken} from './glyphs.js';
import {plainStyle, type Styles} from './styles.js';

export type Tables = {
	readonly glyphs: Glyphs;
	readonly styles: Styles;
};

/** What is in the cells of a row, and how it looks. */
export type Cells = {
	readonly glyphs: Uint32Array;
	readonly styles: Uint32Array;
};

/** A row of the picture, cell by cell, and the text it was read from. */
export type Row = Cells & {readonly text: string};

/**
Reads a line of a frame into exactly `columns` cells. Of sequences only colours and attributes count; what has no width stands on the
glyph before it, and what does not fit is cut off.
*/
export const readRow = (text: string, columns: number, {glyphs, styles}: Tables): Row => {
	const row = {text, glyphs: new Uint32Array(columns), styles: new Uint32Array(columns)};
	let column = 0;
	let style = plainStyle;

	const put = (glyph: number, width: number): void => {
		// Half a glyph cannot be shown.
		const fits = column + width <= columns;
		row.glyphs[column] = fits ? glyph : blank;
		row.styles[column] = fits && glyph !== blank ? style : styles.ofBlank(style);
		if (width > 1 && fits) {
			row.glyphs.fill(taken, column + 1, column + width);
			row.styles.fill(style, column + 1, column + width);
		}

		column += width;
	};

	const putOn = (mark: string): void => {
		let at = column - 1;
		while (row.glyphs[at] === taken) {
			at -= 1;
		}

		const under = row.glyphs[at];
		if (at < 0 || under === undefined) {
			return;
		}

		const together = glyphs.numberOf(glyphs.get(under).text + mark);
		if (glyphs.get(together).width === glyphs.get(under).width) {
			row.glyphs[at] = together;
		}
	};

	for (let index = 0; index < text.length && column < columns; ) {
		const code = text.charCodeAt(index);
		if (code === 0x1b) {
			sequence.lastIndex = index;
			const [whole = '\u001B', parameters] = sequence.exec(text) ?? [];
			style = parameters === undefined ? style : styles.after(style, parameters);
			index += whole.length;
		} else if (isSimple(text, index)) {
			put(glyphs.numberOf(text.charAt(index)), 1);
			index += 1;
		} else {
			const end = endOfCluster(text, index);
			for (const {segment} of graphemesOf(text.slice(index, end))) {
				const glyph = glyphs.numberOf(segment);
				const {width} = glyphs.get(glyph);
				if (width > 0 && column < columns) {
					put(glyph, width);
				} else if (width === 0 && !isControl.test(segment)) {
					putOn(segment);
				}
			}

			index = end;
		}
	}

	return row;
};

const isControl = /^\p{Cc}/u;

// Colours and attributes, by their parameters; any other sequence that may be in a text without drawing anything.
const sequence =
	/\u001B(?:\[([\d;:]*)m|\[[\u0020-\u003F]*[\u0040-\u007E]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[ -/]*[0-Z\\^-~])?/y;

/** Whether a character is one cell by itself, whatever comes after it. */
const isSimple = (text: string, index: number): boolean => {
	const code = text.charCodeAt(index);
	const next = index + 1 < text.length ? text.charCodeAt(index + 1) : 0;
	const isAlone = next < 0x300 || isLine(next);
	return isAlone && ((code >= 0x20 && code < 0x7f) || isLine(code));
};

/** Lines and blocks. */
const isLine = (code: number): boolean => code >= 0x2500 && code < 0x25a0;

const endOfCluster = (text: string, start: number): number => {
	let end = start + 1;
	while (end < text.length && text.charCodeAt(end) !== 0x1b && !isSimple(text, end)) {
		end += 1;
	}

	return end;
};

/** Whether nothing is in a cell but the colour that a terminal has by itself. */
export const isBlank = ({glyphs, styles}: Row, column: number): boolean =>
	glyphs[column] === blank && styles[column] === plainStyle;

export const isSame = (a: Row, b: Row, column: number): boolean =>
	a.glyphs[column] === b.glyphs[column] && a.styles[column] === b.styles[column];
