import {fit} from '../client/text.js';
import {paint, type Style, type Theme} from './themes/theme.js';

export type Cell = {
	readonly text: string;
	/** In columns; a cell without room is left out. */
	readonly width: number;
	readonly style?: Style;
};

/** A line of cells side by side, with a blank between; read aloud, their words. Their texts are clean already. */
export const lineOf = (cells: readonly Cell[], {glyphs, isSpoken}: Theme): string => {
	const shown = cells.filter(({width}) => width > 0);
	return isSpoken
		? wordsOf(shown.map(({text}) => text))
		: shown.map(({text, width, style = ''}) => paint(style, fit(text, width, glyphs.ellipsis))).join(' ');
};

/** Texts one after the other, as they are read aloud. */
export const wordsOf = (texts: readonly string[]): string =>
	texts
		.map(text => text.trim())
		.filter(text => text !== '')
		.join(', ');

/**
Shares the columns that are left among those that grow: `parts` are the fixed widths, or shares below zero.
*/
export const shareOut = (columns: number, parts: readonly number[]): readonly number[] => {
	const present = parts.filter(part => part !== 0).length;
	const fixed = parts.filter(part => part > 0).reduce((sum, part) => sum + part, 0);
	const shares = parts.filter(part => part < 0).reduce((sum, part) => sum - part, 0);
	const room = Math.max(0, columns - fixed - Math.max(0, present - 1));
	let left = room;
	let open = parts.filter(part => part < 0).length;
	return parts.map(part => {
		if (part >= 0) {
			return part;
		}

		open -= 1;
		const width = open === 0 ? left : Math.floor((room * -part) / shares);
		left -= width;
		return width;
	});
};
