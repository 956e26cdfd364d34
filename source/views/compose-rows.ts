import type {ReceiverRow} from '../client/select/compose.js';
import type {HowRow} from '../client/select/how.js';
import {lineToDraw} from '../client/text.js';
import {lineOf, shareOut} from './line.js';
import {type Look, marker, type Place, sessionLine} from './rows.js';

/** Somebody that a message can go to, or several of them at once. */
export const receiverLine = (
	receiver: ReceiverRow,
	{isMarked, ...place}: Place & {readonly isMarked: boolean},
	look: Look,
): string => {
	const {theme, columns} = look;
	const mark = `${isMarked ? theme.glyphs.marked : ' '} `;
	if (receiver.kind === 'session') {
		return mark + sessionLine(receiver.row, place, {...look, columns: columns - 2});
	}

	const {name, count, id} = receiver;
	const [, label = 0, about = 0, word = 0] = shareOut(columns - 2, [1, -2, 12, columns < 60 ? 0 : -2]);
	return (
		mark +
		lineOf(
			[
				marker(place, theme),
				{text: name, width: label, style: place.isSelected ? theme.text.selected : ''},
				{text: `${count} ${count === 1 ? 'session' : 'sessions'}`, width: about, style: theme.text.dim},
				{text: id, width: word, style: theme.text.dim},
			],
			theme,
		)
	);
};

/** How a message can be sent, or a text that it can begin with. */
export const howLine = (row: HowRow, place: Place, {theme, columns}: Look): string => {
	const {text} = theme;
	if (row.kind === 'option') {
		const [, label = 0, value = 0] = shareOut(columns, [1, 16, -1]);
		return lineOf(
			[
				marker(place, theme),
				{text: row.label, width: label, style: place.isSelected ? text.selected : ''},
				{text: row.value, width: value, style: row.value === 'high' ? text.attention : text.accent},
			],
			theme,
		);
	}

	const {label, text: words, problem, source} = row.template;
	const [, name = 0, about = 0, from = 0] = shareOut(columns, [1, -1, -2, columns < 60 ? 0 : 14]);
	return lineOf(
		[
			marker(place, theme),
			{text: lineToDraw(label), width: name, style: place.isSelected ? text.selected : ''},
			{text: lineToDraw(problem ?? words), width: about, style: problem === undefined ? text.dim : text.error},
			{text: lineToDraw(source), width: from, style: text.dim},
		],
		theme,
	);
};
