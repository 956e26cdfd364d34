import stringWidth from 'string-width';
import {cleanLine} from '../domain/text.js';

/**
Rows as aligned columns, for people; each but the last is as wide as its widest cell, up to `widest`.
*/
export const table = (header: readonly string[], rows: ReadonlyArray<readonly string[]>, widest = 40): string => {
	const lines = [header, ...rows].map(row => row.map(cell => cut(cleanLine(cell), widest)));
	const widths = header.map((_, column) => Math.max(...lines.map(row => stringWidth(row[column] ?? ''))));
	return lines
		.map(row =>
			row
				.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell)))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
};

const cut = (text: string, widest: number): string => {
	if (stringWidth(text) <= widest) {
		return text;
	}

	let kept = '';
	for (const {segment} of new Intl.Segmenter().segment(text)) {
		if (stringWidth(kept + segment) > widest - 1) {
			break;
		}

		kept += segment;
	}

	return `${kept}…`;
};

/** How long ago, in one number: `5s`, `3m`, `2h`, `4d`. */
export const ago = (then: number, now: number): string => {
	const seconds = Math.max(0, Math.round((now - then) / 1000));
	if (seconds < 60) {
		return `${seconds}s`;
	}

	const minutes = Math.floor(seconds / 60);
	return minutes < 60
		? `${minutes}m`
		: minutes < 1440
			? `${Math.floor(minutes / 60)}h`
			: `${Math.floor(minutes / 1440)}d`;
};
