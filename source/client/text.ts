import stringWidth from 'string-width';
import {cleanLine, cleanText} from '../domain/text.js';
import {graphemesOf} from './graphemes.js';
import {steady} from './steady.js';

/** Of one column each: what nearly all rows are made of, and to measure them is most of what it takes to draw one. */
const isNarrow =
	/^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u2199\u2500-\u25FC\u2713\u2717]*$/;

/** A text from outside, as one line that is safe to draw. */
export const lineToDraw = (text: string): string => steady(cleanLine(text));

/** A text from outside, as lines that are safe to draw. */
export const textToDraw = (text: string): string => steady(cleanText(text)).replaceAll('\t', '  ');

/** How many columns a text takes. */
export const widthOf = (text: string): number => (isNarrow.test(text) ? text.length : stringWidth(text));

/**
A text of one line in exactly `width` columns: cut with an ellipsis, or padded. `ellipsis` is one column wide.
*/
export const fit = (text: string, width: number, ellipsis = '…'): string => {
	if (width <= 0) {
		return '';
	}

	const missing = width - widthOf(text);
	return missing >= 0 ? text + ' '.repeat(missing) : fit(clip(text, width - 1) + ellipsis, width);
};

/** Several names in at most `width` columns: where they do not fit, each that is longer than its share is cut, so that all are seen. */
export const fitNames = (names: readonly string[], separator: string, width: number, ellipsis = '…'): string => {
	const whole = names.join(separator);
	let room = width - widthOf(separator) * (names.length - 1);
	if (widthOf(whole) <= width || room < names.length) {
		return whole;
	}

	const cut = new Map<number, string>();
	const byWidth = names.map((name, index) => ({name, index})).sort((a, b) => widthOf(a.name) - widthOf(b.name));
	for (const [place, {name, index}] of byWidth.entries()) {
		const share = Math.floor(room / (names.length - place));
		const shown = widthOf(name) <= share ? name : fit(name, share, ellipsis).trimEnd();
		cut.set(index, shown);
		room -= widthOf(shown);
	}

	return names.map((_, index) => cut.get(index)).join(separator);
};

/** As much of the start of a text as goes into `width` columns. */
export const clip = (text: string, width: number): string => {
	if (isNarrow.test(text)) {
		return text.slice(0, Math.max(0, width));
	}

	let taken = '';
	let room = width;
	for (const {segment} of graphemesOf(text)) {
		room -= widthOf(segment);
		if (room < 0) {
			break;
		}

		taken += segment;
	}

	return taken;
};

/**
The lines that a text makes in `width` columns: broken at its newlines, then after the last blank that fits, then anywhere.
Put together again with the newlines between, nothing is missing.
*/
export const wrap = (text: string, width: number): readonly string[] =>
	text.split('\n').flatMap(line => wrapLine(line, width));

/** The same for sentences: no line begins or ends with a blank. */
export const wrapWords = (text: string, width: number): readonly string[] => wrap(text, width).map(line => line.trim());

const wrapLine = (line: string, width: number): readonly string[] => {
	const lines: string[] = [];
	let rest = line;
	for (;;) {
		const most = clip(rest, width) || firstOf(rest);
		if (most.length === rest.length) {
			return [...lines, rest];
		}

		const blank = most.lastIndexOf(' ');
		const taken = blank > 0 && rest[most.length] !== ' ' ? most.slice(0, blank + 1) : most;
		lines.push(taken);
		rest = rest.slice(taken.length);
	}
};

/** One that is wider than the room there is still has to go somewhere. */
const firstOf = (text: string): string => {
	const [first] = graphemesOf(text);
	return first?.segment ?? '';
};
