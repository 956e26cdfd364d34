import {blank} from './glyphs.js';
import type {Pencil} from './pencil.js';
import {isBlank, isSame, type Row, type Tables} from './row.js';
import {plainStyle} from './styles.js';

/**
Makes the row that a terminal shows another one: only what differs is drawn, and between two differences lies whatever is cheaper, a
move or what stands there already.
*/
export const drawRow = (pencil: Pencil, y: number, from: Row, to: Row, {glyphs, styles}: Tables): void => {
	const columns = to.glyphs.length;
	const end = afterLast(to, columns);
	const changed = (column: number): boolean => column < columns && !isSame(from, to, column);

	/** What drawing the unchanged cells up to `until` costs, and the style of what comes there after it. */
	const costOfGap = (start: number, until: number, most: number): number => {
		let style = pencil.style();
		let cost = 0;
		for (let column = start; column <= until && cost <= most; column += 1) {
			const glyph = to.glyphs[column] ?? blank;
			const next = to.styles[column] ?? plainStyle;
			cost += column < until ? glyphs.get(glyph).bytes : 0;
			if (glyph !== blank || styles.ofBlank(style) !== next) {
				cost += styles.change(style, next).length;
				style = next;
			}
		}

		return cost;
	};

	const nextChange = (start: number): number => {
		let column = start;
		while (column < columns && !changed(column)) {
			column += 1;
		}

		return column;
	};

	let x = nextChange(0);
	// Up to here a terminal that finds a glyph wider than we do may have drawn over what was there.
	let doubtful = 0;
	while (x < columns) {
		const erased = x >= doubtful && isBlank(to, x) ? eraseFrom(pencil, {x, y, from, to, end}) : 0;
		if (erased > 0) {
			x = nextChange(x + erased);
			continue;
		}

		pencil.moveTo(x, y);
		const glyph = glyphs.get(to.glyphs[x] ?? blank);
		pencil.draw(to.glyphs[x] ?? blank, to.styles[x] ?? plainStyle);
		doubtful = Math.max(doubtful, Math.min(columns, x + glyph.reach));
		x += Math.max(1, glyph.width);
		if (changed(x) || x < doubtful) {
			continue;
		}

		const next = nextChange(x);
		if (next < columns) {
			const jump = pencil.costOf(next, y) + styles.change(pencil.style(), to.styles[next] ?? plainStyle).length;
			x = costOfGap(x, next, jump) <= jump ? x : next;
		} else {
			x = next;
		}
	}
};

type Blanks = {
	readonly x: number;
	readonly y: number;
	readonly from: Row;
	readonly to: Row;
	/** Where the blank end of the row begins. */
	readonly end: number;
};

/** Erases the blanks that begin at `x` where that is cheaper than writing them; answers how many are done with. */
const eraseFrom = (pencil: Pencil, {x, y, from, to, end}: Blanks): number => {
	const columns = to.glyphs.length;
	let stop = x;
	let last = x;
	while (stop < columns && isBlank(to, stop)) {
		last = isSame(from, to, stop) ? last : stop;
		stop += 1;
	}

	const count = last + 1 - x;
	const isTail = x >= end;
	// What comes after erased cells in the middle has to be moved to.
	const cost = isTail ? 3 : `\u001B[${count}X`.length + (stop < columns && last + 1 === stop ? 5 : 0);
	if (count <= cost) {
		return 0;
	}

	pencil.moveTo(x, y);
	pencil.erase(isTail ? undefined : count);
	return isTail ? columns - x : count;
};

const afterLast = (row: Row, columns: number): number => {
	let end = columns;
	while (end > 0 && isBlank(row, end - 1)) {
		end -= 1;
	}

	return end;
};
