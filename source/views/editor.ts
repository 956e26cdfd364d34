import type {Typed} from '../client/editing.js';
import {graphemesOf} from '../client/graphemes.js';
import {steady} from '../client/steady.js';
import {clip, widthOf, wrap} from '../client/text.js';
import {paint, type Theme} from './themes/theme.js';

/**
A text that is being written, as the lines around the cursor that fit, the cursor drawn in.
*/
export const editorLines = (
	{text, cursor}: Typed,
	{columns, rows}: {readonly columns: number; readonly rows: number},
	theme: Theme,
): readonly string[] => {
	// One column stays free for the cursor behind a full line.
	const lines = placed(text, Math.max(1, columns - 1));
	const at = lines.findLastIndex(({start, end}) => start <= cursor && cursor <= end);
	const first = Math.max(0, Math.min(at - Math.floor(rows / 2), lines.length - rows));
	return lines.slice(first, first + rows).map(({start, end}, index) => {
		const line = text.slice(start, end).replaceAll('\t', ' ');
		return first + index === at ? withCursor(line, cursor - start, theme) : steady(line);
	});
};

/** The lines with their places in the text; where a line was broken, the next begins right where it ends. */
const placed = (text: string, columns: number): ReadonlyArray<{readonly start: number; readonly end: number}> => {
	let start = 0;
	return text.split('\n').flatMap(line => {
		const parts = wrap(line, columns).map(part => {
			const place = {start, end: start + part.length};
			start = place.end;
			return place;
		});
		start += 1;
		return parts;
	});
};

/** A text of one line, as much of it as fits, with the cursor in sight. */
export const fieldLine = ({text, cursor}: Typed, columns: number, theme: Theme): string => {
	let room = columns - 1;
	let start = cursor;
	const before = [...graphemesOf(text.slice(Math.max(0, cursor - 8 * columns), cursor))].map(({segment}) => segment);
	for (const segment of before.reverse()) {
		room -= widthOf(segment);
		if (room < 0) {
			break;
		}

		start -= segment.length;
	}

	return withCursor(clip(text.slice(start), Math.max(1, columns - 1)), cursor - start, theme);
};

const withCursor = (line: string, at: number, {text}: Theme): string => {
	const [under] = graphemesOf(line.slice(at));
	const cursor = paint(text.cursor, steady(under?.segment ?? ' '));
	return steady(line.slice(0, at)) + cursor + steady(line.slice(at + (under?.segment.length ?? 0)));
};
