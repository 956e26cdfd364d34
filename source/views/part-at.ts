import {clip} from '../client/text.js';

/** The words in a column of a line whose parts have two blanks or more between them; nothing between the parts. */
export const partAt = (line: string, column: number): string => {
	const text = line.replaceAll(/\u001B\[[\d;]*m/g, '');
	const before = clip(text, column);
	const start = before.lastIndexOf('  ');
	const rest = text.slice(start === -1 ? 0 : start + 2);
	return before.endsWith('  ') && text[before.length] === ' ' ? '' : (rest.trimStart().split('  ', 1)[0] ?? '').trim();
};
