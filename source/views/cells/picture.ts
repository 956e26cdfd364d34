import {draw, type Shown} from './draw.js';
import {createGlyphs} from './glyphs.js';
import type {Place} from './moves.js';
import {orderRow} from './order.js';
import {createPencil, unknownPose} from './pencil.js';
import {type Row, readRow, type Tables} from './row.js';
import {createStyles, plainStyle} from './styles.js';

type Size = {
	readonly columns: number;
	readonly rows: number;
};

type Frame = {
	readonly lines: readonly string[];
	/** Where the cursor is to be seen, if it is. */
	readonly cursor: Place | undefined;
};

export type Picture = {
	/**
	What makes the terminal show a frame. When it is not all there is, because more bytes than there was room for are needed, the rows that
	are missing come with the next one.
	*/
	readonly show: (frame: Frame, room: number) => {readonly text: string; readonly isWhole: boolean};
	/** Nothing is known of what the terminal shows: the next frame is drawn whole. */
	readonly forget: () => void;
	readonly resize: (size: Size) => void;
	/** Whether anything was shown that is written from right to left. */
	readonly hasRightToLeft: () => boolean;
	/** From now on each row is put into the order in which it is seen; nothing is known of what the terminal shows. */
	readonly order: () => void;
};

/** What frames may be made of before it is looked what of that is still in use. */
const leastEntries = 4096;
const mostRows = 512;

/** However it was left: nothing is on, nothing is kept from moving, and nothing is to be seen. */
const clear = '\u001B[m\u001B[r\u001B[H\u001B[J';

/**
What a terminal shows, as cells. A row whose text was seen before is not read again.
*/
export const createPicture = (start: Size): Picture => {
	let {columns, rows} = start;
	let tables = createTables();
	let most = leastEntries;
	let known = new Map<string, Row>();
	let shown: Shown | undefined;
	let isOrdered = false;

	const read = (text: string): Row => {
		const before = known.get(text);
		if (before !== undefined) {
			return before;
		}

		const row = readRow(text, columns, tables);
		if (isOrdered) {
			orderRow(row, tables.glyphs);
		}

		known.set(text, row);
		return row;
	};

	const beginAgain = (): void => {
		tables = createTables();
		known = new Map();
	};

	/** Glyphs, styles and rows that are on the screen no longer would be kept as long as the program runs. */
	const tidy = (): void => {
		if (entriesOf(tables) > most) {
			beginAgain();
			shown = shown && {rows: shown.rows.map(({text}) => read(text)), pose: unknownPose};
			most = Math.max(leastEntries, 2 * entriesOf(tables));
		} else if (known.size > mostRows) {
			known = new Map(shown?.rows.map(row => [row.text, row]));
		}
	};

	return {
		show({lines, cursor}, room) {
			tidy();
			const empty = read('');
			const start = shown ?? {
				rows: Array.from({length: rows}, () => empty),
				pose: {column: 0, row: 0, style: plainStyle},
			};
			const next = Array.from({length: rows}, (_, y) => read(lines[y] ?? ''));
			const drawing = draw(start, next, {tables, columns, empty, room});
			const opening = shown === undefined ? clear : '';
			shown = drawing.shown;
			if (cursor === undefined || !drawing.isWhole) {
				return {text: opening + drawing.text, isWhole: drawing.isWhole};
			}

			const pencil = createPencil(shown.pose, columns, tables);
			pencil.moveTo(Math.min(cursor.column, columns - 1), Math.min(cursor.row, rows - 1));
			shown = {...shown, pose: pencil.pose()};
			return {text: opening + drawing.text + pencil.text(), isWhole: true};
		},

		forget() {
			shown = undefined;
		},

		resize(size) {
			({columns, rows} = size);
			shown = undefined;
			beginAgain();
		},
		hasRightToLeft: () => tables.glyphs.hasRightToLeft(),

		order() {
			isOrdered = true;
			shown = undefined;
			beginAgain();
		},
	};
};

const createTables = (): Tables => ({glyphs: createGlyphs(), styles: createStyles()});

const entriesOf = ({glyphs, styles}: Tables): number => glyphs.count() + styles.count();
