import type {MenuRow} from '../client/select/menu.js';
import {lineToDraw} from '../client/text.js';
import {lineOf, shareOut} from './line.js';
import {type Look, marker, type Place} from './rows.js';

/** A choice, and what it stands for. */
export const menuLine = (row: MenuRow, place: Place, {theme, columns}: Look): string => {
	const {glyphs, text} = theme;
	const [, label = 0, value = 0] = shareOut(columns, [1, columns < 60 ? 16 : 30, -1]);
	const glyph = row.kind === 'status' ? `${glyphs.task[row.status]} ` : '';
	return lineOf(
		[
			marker(place, theme),
			{text: glyph + row.label, width: label, style: place.isSelected ? text.selected : ''},
			{text: lineToDraw(row.value), width: value, style: text.dim},
		],
		theme,
	);
};
