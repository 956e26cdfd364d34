import {ageOf, momentOf} from '../client/age.js';
import type {ModeChoice} from '../client/event.js';
import type {ProjectRow} from '../client/select/projects.js';
import type {SessionRow} from '../client/select/sessions.js';
import type {TaskRow} from '../client/select/tasks.js';
import {lineToDraw} from '../client/text.js';
import {badgeCell, badgeWidth} from './badge.js';
import {lineOf, shareOut} from './line.js';
import type {Theme} from './themes/theme.js';

export type Look = {
	readonly theme: Theme;
	readonly columns: number;
	readonly now: number;
};

export type Place = {readonly isSelected: boolean};

export const marker = ({isSelected}: Place, {glyphs, text}: Theme) =>
	({text: isSelected ? glyphs.selected : ' ', width: 1, style: text.accent}) as const;

/** What is told on a narrow terminal is the badge, the name and the age; the rest comes with the room for it. */
export const sessionLine = (row: SessionRow, place: Place, {theme, columns, now}: Look): string => {
	const widths = shareOut(columns, [
		1,
		badgeWidth,
		-4,
		columns < 60 ? 0 : -3,
		columns < 76 ? 0 : 12,
		columns < 100 ? 0 : 12,
		4,
		4,
	]);
	const [, , name, about, mode, project] = widths;
	const needsPerson = row.badge === 'needs-input';
	const unread = row.unread === 0 ? '' : `${theme.glyphs.unread}${Math.min(row.unread, 99)}`;
	return lineOf(
		[
			marker(place, theme),
			badgeCell(row.badge, theme),
			{text: row.name, width: name ?? 0, style: place.isSelected ? theme.text.strong : ''},
			{text: row.about, width: about ?? 0, style: needsPerson ? theme.text.attention : theme.text.dim},
			{text: row.mode, width: mode ?? 0},
			{text: row.project, width: project ?? 0, style: theme.text.dim},
			{text: ageOf(row.since, now).padStart(4), width: 4, style: theme.text.dim},
			{text: unread, width: 4, style: theme.text.attention},
		],
		theme,
	);
};

export const taskLine = (row: TaskRow, place: Place, {theme, columns}: Look): string => {
	const {glyphs, text} = theme;
	const {task, depth, hasChildren, isFolded, badges} = row;
	const widths = shareOut(columns, [
		1,
		columns < 60 ? 0 : 9,
		-1,
		14,
		columns < 60 ? 0 : 7,
		columns < 90 ? 0 : 14,
		columns < 70 ? 0 : badgeWidth,
	]);
	const [, id, title, status, priority, project, badge] = widths;
	const fold = hasChildren ? `${isFolded ? glyphs.folded : glyphs.unfolded} ` : '  ';
	const [first] = badges;
	return lineOf(
		[
			marker(place, theme),
			{text: task.id, width: id ?? 0, style: text.dim},
			{
				text: '  '.repeat(Math.min(depth, 8)) + fold + row.title,
				width: title ?? 0,
				style: place.isSelected ? text.strong : '',
			},
			{
				text: `${glyphs.task[task.status]} ${task.status.replace('_', ' ')}`,
				width: status ?? 0,
				style: theme.task[task.status],
			},
			{text: task.priority, width: priority ?? 0, style: task.priority === 'high' ? text.attention : text.dim},
			{text: row.project, width: project ?? 0, style: text.dim},
			first === undefined ? {text: '', width: badge ?? 0} : {...badgeCell(first, theme), width: badge ?? 0},
		],
		theme,
	);
};

export const projectLine = (row: ProjectRow, place: Place, {theme, columns}: Look): string => {
	const [, name, directory, tasks, sessions] = shareOut(columns, [1, -1, columns < 60 ? 0 : -2, 14, 12]);
	return lineOf(
		[
			marker(place, theme),
			{text: row.name, width: name ?? 0, style: place.isSelected ? theme.text.strong : ''},
			{text: row.directory, width: directory ?? 0, style: theme.text.dim},
			{text: `${row.openTasks} open ${row.openTasks === 1 ? 'task' : 'tasks'}`, width: tasks ?? 0},
			{text: `${row.liveSessions} live`, width: sessions ?? 0},
		],
		theme,
	);
};

export const modeLine = (mode: ModeChoice, place: Place, {theme, columns}: Look): string => {
	const [, id, label, headless, source] = shareOut(columns, [1, 16, -1, 10, columns < 70 ? 0 : 14]);
	return lineOf(
		[
			marker(place, theme),
			{text: lineToDraw(mode.id), width: id ?? 0, style: place.isSelected ? theme.text.strong : ''},
			{text: lineToDraw(mode.summary || mode.label), width: label ?? 0},
			{text: mode.isHeadless ? 'headless' : 'window', width: headless ?? 0, style: theme.text.dim},
			{text: lineToDraw(mode.source), width: source ?? 0, style: theme.text.dim},
		],
		theme,
	);
};

/** When the picture on the screen was taken, for a connection that is lost. */
export const pictureOf = (at: number, now: number): string => {
	const age = ageOf(at, now);
	return `as of ${momentOf(at, now)}${age === 'now' ? '' : `, ${age} ago`}`;
};
