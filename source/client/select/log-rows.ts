import type {OutputReader} from '../../domain/output.js';
import {endOfPiece, isWhole, lineAt, lineEnd, longestLine, type Piece} from '../log-bytes.js';
import {plainOf, type Spans, spansOf, wrapSpans} from '../log-text.js';
import {widthOf} from '../text.js';

type RowOptions = {
	/** Makes lines for people of them; none where they are shown as they are. */
	readonly readOutput: OutputReader | undefined;
	/** In so many columns; not wrapped unless given. */
	readonly columns: number | undefined;
	readonly sought: RegExp | undefined;
	/** Nothing comes any more: what has no line end is all there is of the last line. */
	readonly isOver: boolean;
};

/** A row of a log, with the line that it belongs to. */
type LogRow = {readonly at: number; readonly row: number; readonly spans: Spans};

export type RowPlace = {readonly at: number; readonly row: number};

/** Characters of rows that are kept for the next time that they are drawn. */
const mostKept = 2 * 1024 * 1024;

/**
The rows that the lines of a piece take, made when they are asked for. A log only grows, so what was made of a line stays as it is; of the
piece that is handed in, only the lines that are asked for are looked at.
*/
export const createRows = ({readOutput, columns, sought, isOver}: RowOptions) => {
	const made = new Map<string, readonly Spans[]>();
	let keptCharacters = 0;

	const make = (piece: Piece, at: number, end: number): readonly Spans[] => {
		const bytes = piece.bytes.subarray(at - piece.from, end - piece.from);
		const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString().replace(/\n$/, '');
		const hasEnded = isWhole(piece, at, end);
		// The start of a line for programs says nothing yet.
		if (readOutput !== undefined && !hasEnded && !isOver && end === endOfPiece(piece) && text.startsWith('{')) {
			return [];
		}

		const lines = readOutput === undefined || !hasEnded ? [text] : readOutput(text);
		const rows = lines.flatMap((line): readonly Spans[] => {
			const spans = spansOf(line, sought);
			return columns === undefined ? [spans] : wrapSpans(spans, columns);
		});
		return hasEnded || end === endOfPiece(piece) ? rows : [...rows, goesOn];
	};

	const rowsAt = (piece: Piece, at: number): readonly Spans[] => {
		const end = lineEnd(piece, at) ?? endOfPiece(piece);
		if (end <= at) {
			return [];
		}

		const key = `${at} ${end} ${isWhole(piece, at, end)}`;
		const known = made.get(key);
		if (known !== undefined) {
			return known;
		}

		if (keptCharacters > mostKept) {
			made.clear();
			keptCharacters = 0;
		}

		const rows = make(piece, at, end);
		made.set(key, rows);
		keptCharacters += end - at;
		return rows;
	};

	/** The place so many rows further on, as far as the piece goes. */
	const move = (piece: Piece, place: RowPlace, by: number): RowPlace => {
		let {at} = place;
		let row = place.row + by;
		while (row < 0) {
			const before = at > piece.from ? lineAt(piece, at - 1) : undefined;
			if (before === undefined) {
				return {at, row: 0};
			}

			at = before;
			row += rowsAt(piece, at).length;
		}

		for (let rows = rowsAt(piece, at); row >= rows.length; rows = rowsAt(piece, at)) {
			const next = lineEnd(piece, at);
			if (next === undefined) {
				return {at, row: Math.min(row, rows.length)};
			}

			row -= rows.length;
			at = next;
		}

		return {at, row};
	};

	/** The row of a line in which the byte is, or what was looked for. */
	const rowOf = (piece: Piece, line: number, at: number): number => {
		const rows = rowsAt(piece, line);
		const found = rows.findIndex(spans => spans.some(({isFound}) => isFound));
		if (readOutput !== undefined || columns === undefined || at <= line) {
			return Math.max(0, found);
		}

		const before = spansOf(textBetween(piece, line, at));
		const width = widthOf(plainOf(before));
		return Math.min(rows.length - 1, Math.floor(width / columns));
	};

	return {
		move,
		rowOf,
		rowsAt,
		/** As many rows as there are, at most so many, from a place on. */
		take(piece: Piece, place: RowPlace, most: number): readonly LogRow[] {
			const taken: LogRow[] = [];
			let {at, row}: RowPlace = place;
			while (taken.length < most) {
				const rows = rowsAt(piece, at).slice(row, row + most - taken.length);
				taken.push(...rows.map((spans, index) => ({at, row: row + index, spans})));
				const next = lineEnd(piece, at);
				if (next === undefined) {
					break;
				}

				at = next;
				row = 0;
			}

			return taken;
		},
	};
};

export type Rows = ReturnType<typeof createRows>;

const textBetween = ({from, bytes}: Piece, start: number, end: number): string =>
	Buffer.from(bytes.slice(start - from, end - from)).toString();

const goesOn: Spans = [
	{text: `(this line has more than ${longestLine / 1024} KiB; it goes on below)`, look: '2', isFound: false},
];
