import {drawRow} from './draw-row.js';
import {createPencil, type Pencil, type Pose} from './pencil.js';
import type {Row, Tables} from './row.js';
import {findScroll, type Scroll, scrolled, sendScroll} from './scroll.js';

export type Shown = {
	readonly rows: readonly Row[];
	readonly pose: Pose;
};

type Drawing = {
	/** What the terminal has to be sent. */
	readonly text: string;
	/** What it shows then. */
	readonly shown: Shown;
	/** Whether that is all there is to draw. */
	readonly isWhole: boolean;
};

type Options = {
	readonly tables: Tables;
	readonly columns: number;
	/** A row without anything in it. */
	readonly empty: Row;
	/** How many bytes may go out now, about: rows that there is no room for are left for the next time. */
	readonly room: number;
};

/**
What makes the picture that a terminal shows another one, by the cheaper of two ways: row by row, or after a block was moved.
*/
export const draw = (shown: Shown, to: readonly Row[], options: Options): Drawing => {
	const plain = drawRows(shown, shown.rows, to, options);
	const scroll = plain.bytes < worthAThought ? undefined : findScroll(shown.rows, to);
	if (scroll === undefined) {
		return plain;
	}

	const moved = drawRows(shown, scrolled(shown.rows, scroll, options.empty), to, options, scroll);
	const isBetter = moved.isWhole === plain.isWhole ? moved.bytes < plain.bytes : moved.isWhole;
	return isBetter ? moved : plain;
};

/** To move a block costs more than this. */
const worthAThought = 40;

const drawRows = (
	{pose}: Shown,
	from: readonly Row[],
	to: readonly Row[],
	{tables, columns, room, empty}: Options,
	scroll?: Scroll,
): Drawing & {readonly bytes: number} => {
	const pencil: Pencil = createPencil(pose, columns, tables);
	if (scroll !== undefined) {
		sendScroll(pencil, scroll, to.length);
	}

	const rows = [...from];
	let isWhole = true;
	for (const [y, row] of to.entries()) {
		const before = from[y] ?? empty;
		if (before === row) {
			continue;
		}

		if (pencil.bytes() > room) {
			isWhole = false;
			break;
		}

		drawRow(pencil, y, before, row, tables);
		rows[y] = row;
	}

	return {text: pencil.text(), bytes: pencil.bytes(), shown: {rows, pose: pencil.pose()}, isWhole};
};
