import {ageOf} from '../client/age.js';
import type {TimelineRow} from '../client/select/timeline.js';
import type {TimelineType} from '../domain/session.js';
import {lineOf, shareOut} from './line.js';
import {type Look, marker, type Place} from './rows.js';
import type {Glyphs, Style, Theme} from './themes/theme.js';

/** With a column for the session where there may be several. */
export const timelineLine = (
	row: TimelineRow,
	{isOfTask, ...place}: Place & {readonly isOfTask: boolean},
	{theme, columns, now}: Look,
): string => {
	const {glyphs, text} = theme;
	const {entry, words, name} = row;
	const [, , type = 0, session = 0, said = 0] = shareOut(columns, [
		...[1, 4, 15],
		isOfTask && columns >= 60 ? -1 : 0,
		-3,
	]);
	return lineOf(
		[
			marker(place, theme),
			{text: ageOf(entry.timestamp, now).padStart(4), width: 4, style: text.dim},
			{text: `${glyphOf(entry.type, glyphs)} ${words}`, width: type, style: styleOf(entry.type, theme)},
			{text: name, width: session, style: text.dim},
			{text: row.text, width: said, style: place.isSelected ? text.selected : ''},
		],
		theme,
	);
};

const glyphOf = (type: TimelineType, {badge, task, message, headless, unread}: Glyphs): string => {
	const glyphs: Readonly<Record<TimelineType, string>> = {
		session_started: badge.starting,
		session_stopped: badge.stopped,
		task_started: task.in_progress,
		task_completed: task.completed,
		task_failed: badge.failed,
		task_skipped: task.cancelled,
		task_blocked: task.blocked,
		needs_input: badge['needs-input'],
		progress: badge.idle,
		error: badge.failed,
		milestone: task.in_review,
		doc_added: headless,
		prompt_received: message.delivered,
		message_sent: message.pending,
		message_received: unread,
	};
	return glyphs[type];
};

const styleOf = (type: TimelineType, {badge, text}: Theme): Style => {
	switch (type) {
		case 'needs_input':
		case 'task_blocked': {
			return badge['needs-input'];
		}

		case 'error':
		case 'task_failed': {
			return badge.failed;
		}

		case 'message_sent':
		case 'message_received': {
			return text.accent;
		}

		default: {
			return '';
		}
	}
};
