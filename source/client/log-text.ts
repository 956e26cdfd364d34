import {type Pen, readPen} from './colours.js';
import {clip, textToDraw, widthOf} from './text.js';

/** Characters of one look: `look` has the parameters of an SGR sequence. */
type Span = {
	readonly text: string;
	readonly look: string;
	/** Whether it is what was looked for. */
	readonly isFound: boolean;
};

export type Spans = readonly Span[];

/**
A line of a log as it is drawn: colours are kept, every other control sequence is gone, and of a line that was written over the last state
is left.
*/
export const spansOf = (line: string, sought?: RegExp): Spans => {
	const pen: Pen = new Map();
	const ended = line.replace(/\r+$/, '');
	const spans = ended
		.slice(ended.lastIndexOf('\r') + 1)
		.split(/(\u001B\[[0-9;:]*m)/)
		.flatMap((piece, index): Spans => {
			if (index % 2 === 1) {
				readPen(pen, piece.slice(2, -1));
				return [];
			}

			const text = textToDraw(piece).replaceAll('\n', ' ');
			return text === '' ? [] : [{text, look: [...pen.values()].join(';'), isFound: false}];
		});
	return sought === undefined ? spans : withFound(spans, sought);
};

/** More than these in one line are not marked. */
const mostFound = 1000;

const withFound = (spans: Spans, sought: RegExp): Spans => {
	const found = [...plainOf(spans).matchAll(sought).take(mostFound)].map(
		({index, 0: {length}}) => [index, index + length] as const,
	);
	let from = 0;
	return spans.flatMap(span => {
		const start = from;
		const end = start + span.text.length;
		from = end;
		const edges = found.flat().filter(edge => edge > start && edge < end);
		const cuts = [...new Set([start, ...edges, end])];
		return cuts.slice(0, -1).map((cut, index) => ({
			...span,
			text: span.text.slice(cut - start, (cuts[index + 1] ?? end) - start),
			isFound: found.some(([a, b]) => a <= cut && cut < b),
		}));
	});
};

export const plainOf = (spans: Spans): string => spans.map(({text}) => text).join('');

/** A text as the server looks for it: upper and lower case alike, unless it has upper case in it. */
export const soughtOf = (text: string): RegExp =>
	new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), text === text.toLowerCase() ? 'giu' : 'gu');

// No grapheme that a program writes on purpose has more code units than this for each of its columns.
const mostUnits = 8;

/** The rows that a line takes in so many columns: broken anywhere, with nothing missing. An empty one takes one. */
export const wrapSpans = (spans: Spans, columns: number): readonly Spans[] => {
	const rows: Spans[] = [];
	let row: Span[] = [];
	let room = columns;
	const next = (): void => {
		rows.push(row);
		row = [];
		room = columns;
	};

	for (const span of spans) {
		for (let start = 0; start < span.text.length; ) {
			const rest = span.text.slice(start, start + room * mostUnits + mostUnits);
			const fitting = clip(rest, room);
			if (fitting === '' && room < columns) {
				next();
				continue;
			}

			// One that is wider than the whole screen still has to go somewhere.
			const text = fitting === '' ? String.fromCodePoint(rest.codePointAt(0) ?? 0x20) : fitting;
			row.push({...span, text});
			start += text.length;
			room -= widthOf(text);
			if (room <= 0) {
				next();
			}
		}
	}

	return row.length > 0 || rows.length === 0 ? [...rows, row] : rows;
};

/** What of a line is seen in so many columns, when so many before them are left out. */
export const cutSpans = (spans: Spans, left: number, columns: number): Spans => {
	let skip = left;
	let room = columns;
	return spans.flatMap((span): Spans => {
		const before = clip(span.text, skip);
		const rest = span.text.slice(before.length);
		skip -= widthOf(before);
		if (rest === '' || room <= 0) {
			return [];
		}

		// A wide character that the edge goes through is left out as a whole.
		const edge = skip > 0 ? String.fromCodePoint(rest.codePointAt(0) ?? 0x20) : '';
		const pad = ' '.repeat(Math.max(0, widthOf(edge) - skip));
		skip = 0;
		const text = clip(pad + rest.slice(edge.length, edge.length + room * mostUnits), room);
		room -= widthOf(text);
		return [{...span, text}];
	});
};
