import {ageOf} from '../client/age.js';
import type {InboxRow} from '../client/select/inbox.js';
import {stateOf} from '../client/select/message-state.js';
import {nameOf} from '../client/select/names.js';
import type {Thread} from '../client/select/threads.js';
import type {Sessions} from '../client/state/sessions.js';
import {fitNames, lineToDraw} from '../client/text.js';
import type {Message, MessagePriority} from '../domain/message.js';
import {type Cell, lineOf, shareOut} from './line.js';
import {type Look, marker, type Place} from './rows.js';
import type {Theme} from './themes/theme.js';

/** A state as a glyph and a word, so that it reads without colour. */
const stateCell = (message: Message | undefined, width: number, {glyphs, message: styles}: Theme): Cell => {
	if (message === undefined) {
		return {text: '', width};
	}

	const state = stateOf(message);
	return {text: `${glyphs.message[state]} ${state}`, width, style: styles[state]};
};

const priorityCell = (priority: MessagePriority, {glyphs, text}: Theme): Cell => ({
	text: glyphs.priority[priority],
	width: 1,
	style: priority === 'high' ? text.attention : text.dim,
});

/** That of the longest state, with its glyph. */
const stateWidth = 11;

export const inboxLine = (row: InboxRow, place: Place, look: Look): string => {
	switch (row.kind) {
		case 'hold': {
			return holdLine(row, place, look);
		}

		case 'draft': {
			return draftLine(row, place, look);
		}

		case 'thread': {
			return threadLine(row.thread, place, look);
		}
	}
};

const inboxWidths = (columns: number) =>
	shareOut(columns, [1, 3, 1, -2, -3, columns < 70 ? 0 : 4, columns < 56 ? 0 : stateWidth, 4]);

const threadLine = (row: Thread, place: Place, {theme, columns, now}: Look): string => {
	const {glyphs, text} = theme;
	const [, unread = 0, , party = 0, words = 0, count = 0, state = 0, age = 0] = inboxWidths(columns);
	return lineOf(
		[
			marker(place, theme),
			{
				text: row.unread === 0 ? '' : `${glyphs.unread}${Math.min(row.unread, 99)}`,
				width: unread,
				style: text.attention,
			},
			priorityCell(row.priority, theme),
			{
				text: fitNames(row.names, ', ', party, glyphs.ellipsis),
				width: party,
				style: row.unread > 0 ? text.strong : place.isSelected ? text.selected : '',
			},
			{text: row.text, width: words},
			{text: `(${row.messages.length})`, width: count, style: text.dim},
			stateCell(row.sent, state, theme),
			{text: ageOf(row.newest.createdAt, now).padStart(4), width: age, style: text.dim},
		],
		theme,
	);
};

const holdLine = (
	{hold, names}: Extract<InboxRow, {kind: 'hold'}>,
	place: Place,
	{theme, columns, now}: Look,
): string => {
	const {text, glyphs} = theme;
	const {decision, count: exchanged, since} = hold;
	const isOpen = decision === undefined;
	const what = isOpen
		? `may they go on? ${exchanged} messages without a person`
		: `${exchanged} messages without a person`;
	const [, mark = 0, , party = 0, words = 0, count = 0, state = 0, age = 0] = inboxWidths(columns);
	return lineOf(
		[
			marker(place, theme),
			{text: isOpen ? glyphs.badge['needs-input'] : '', width: mark, style: text.attention},
			{text: '', width: 1},
			{
				text: fitNames(names, ' and ', party, glyphs.ellipsis),
				width: party,
				style: isOpen ? text.strong : place.isSelected ? text.selected : '',
			},
			// Such a row has no number of messages of its own: its words take that place.
			{text: what, width: words + (count === 0 ? 0 : count + 1), style: isOpen ? text.attention : text.dim},
			{text: isOpen ? `${glyphs.message.held} held` : decision, width: state, style: theme.message.held},
			{text: ageOf(since, now).padStart(4), width: age, style: text.dim},
		],
		theme,
	);
};

const draftLine = (row: Extract<InboxRow, {kind: 'draft'}>, place: Place, {theme, columns}: Look): string => {
	const {text, glyphs} = theme;
	const [, , , party = 0, words = 0, count = 0, state = 0, age = 0] = inboxWidths(columns);
	return lineOf(
		[
			marker(place, theme),
			{text: '', width: 3},
			{text: '', width: 1},
			{text: row.names, width: party, style: place.isSelected ? text.selected : ''},
			{text: columns < 56 ? `draft: ${row.text}` : row.text, width: words, style: text.dim},
			{text: '', width: count},
			{text: `${glyphs.draft} draft`, width: state, style: text.dim},
			{text: '', width: age},
		],
		theme,
	);
};

/** One message of many, for what a search found. */
export const foundLine = (
	message: Message,
	place: Place,
	{theme, columns, now, sessions}: Look & {readonly sessions: Sessions},
): string => {
	const {text} = theme;
	const [, , from = 0, to = 0, words = 0, state = 0, age = 0] = shareOut(columns, [
		...[1, 1, -2, -2, -5],
		columns < 56 ? 0 : stateWidth,
		4,
	]);
	return lineOf(
		[
			marker(place, theme),
			priorityCell(message.metadata?.priority ?? 'medium', theme),
			{text: nameOf(sessions, message.from), width: from, style: place.isSelected ? text.selected : ''},
			{text: nameOf(sessions, message.to), width: to, style: text.dim},
			{text: lineToDraw(message.message), width: words},
			stateCell(message, state, theme),
			{text: ageOf(message.createdAt, now).padStart(4), width: age, style: text.dim},
		],
		theme,
	);
};
