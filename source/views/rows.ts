import {ageOf, momentOf} from '../client/age.js';
import type {ModeChoice} from '../client/event.js';
import type {TitleRow} from '../client/select/arrange.js';
import type {ProjectRow} from '../client/select/projects.js';
import {runDuration} from '../client/select/runs.js';
import type {SessionRow} from '../client/select/sessions.js';
import type {TaskRow} from '../client/select/tasks.js';
import {lineToDraw} from '../client/text.js';
import {badgeCell, badgeWidth} from './badge.js';
import {type Cell, lineOf, shareOut} from './line.js';
import type {Theme} from './themes/theme.js';

export type Look = {
	readonly theme: Theme;
	readonly columns: number;
	readonly now: number;
};

export type Place = {
	readonly isSelected: boolean;
	readonly isMarked?: boolean;
	readonly isPinned?: boolean;
	/** Keys go elsewhere, to the pane beside the list. */
	readonly isAside?: boolean;
};

export const marker = ({isSelected, isMarked = false, isAside = false}: Place, {glyphs, text}: Theme) => {
	const glyph = isMarked ? (isSelected ? glyphs.markedSelected : glyphs.marked) : isSelected ? glyphs.selected : ' ';
	return {text: glyph, width: 1, style: isMarked ? text.attention : isAside ? text.dim : text.marker} as const;
};

/** What is told on a narrow terminal is the badge, the name and the age; what it is about counts more than how long it took. */
export const sessionLine = (row: SessionRow, place: Place, {theme, columns, now}: Look): string => {
	const widths = shareOut(columns, [
		1,
		badgeWidth,
		-4,
		columns < 60 ? 0 : -3,
		columns < 76 ? 0 : columns < 110 ? 13 : 22,
		columns < 100 ? 0 : 12,
		columns < 100 ? 0 : 6,
		4,
		4,
	]);
	const [, , name, about, mode, project, duration] = widths;
	// Without a column for the mode the name says that there is no window.
	const glyph = row.isHeadless ? `${theme.glyphs.headless} ` : '';
	const headless = columns < 110 || !row.isHeadless ? glyph : `${glyph}headless `;
	const needsPerson = row.badge === 'needs-input';
	const unread = row.unread === 0 ? '' : `${theme.glyphs.unread}${Math.min(row.unread, 99)}`;
	return lineOf(
		[
			marker(place, theme),
			outcomeCell(row, theme),
			{
				text: kinOf(row, theme) + pin(place, theme) + (mode === 0 ? glyph : '') + row.name,
				width: name ?? 0,
				style: place.isSelected ? theme.text.selected : '',
			},
			{
				text: foldedWords(row) ?? row.about,
				width: about ?? 0,
				style: needsPerson ? theme.text.attention : theme.text.dim,
			},
			{text: headless + row.mode, width: mode ?? 0},
			{text: row.project, width: project ?? 0, style: theme.text.dim},
			{text: runDuration(row.session, now).padStart(6), width: duration ?? 0, style: theme.text.dim},
			{text: ageOf(row.since, now).padStart(4), width: 4, style: theme.text.dim},
			{text: unread, width: 4, style: theme.text.attention},
		],
		theme,
	);
};

/** Where it stands below the one that has started it, and whether others stand below it. */
const kinOf = ({kin}: SessionRow, {glyphs}: Theme): string => {
	if (kin === undefined || (kin.depth === 0 && kin.below === 0)) {
		return '';
	}

	const fold = kin.below === 0 ? '' : `${kin.isFolded ? glyphs.folded : glyphs.unfolded} `;
	return '  '.repeat(Math.min(kin.depth, 8)) + fold;
};

/** What is folded away: the worst of it, and how many more there are. */
const foldedWords = ({kin}: SessionRow): string | undefined =>
	kin?.isFolded === true && kin.below > 0
		? `${kin.foldedBadges[0]}${kin.below === 1 ? '' : ` +${kin.below - 1}`} below`
		: undefined;

const pin = ({isPinned = false}: Place, {glyphs}: Theme): string => (isPinned ? `${glyphs.pinned} ` : '');

/** The title of a group, and how many there are in it. */
export const titleLine = ({text, isFolded, count}: TitleRow, place: Place, {theme, columns}: Look): string =>
	lineOf(
		[
			marker(place, theme),
			{
				text: `${isFolded ? theme.glyphs.folded : theme.glyphs.unfolded} ${text === '' ? 'none' : text} (${count})`,
				width: columns - 2,
				style: theme.text.strong,
			},
		],
		theme,
	);

/** A badge, and behind it how the run ended. */
const outcomeCell = ({badge, outcome}: SessionRow, theme: Theme): Cell => {
	const cell = badgeCell(badge, theme);
	const tells = outcome !== '' && (badge === 'ended' || badge === 'failed');
	return tells ? {...cell, text: `${cell.text} ${outcome}`} : cell;
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
		columns < 52 ? 0 : badgeWidth,
		columns < 52 ? 0 : 3,
	]);
	const [, id, title, status, priority, project, badge, count] = widths;
	const fold = hasChildren ? `${isFolded ? glyphs.folded : glyphs.unfolded} ` : '  ';
	const [first] = badges;
	return lineOf(
		[
			marker(place, theme),
			{text: task.id, width: id ?? 0, style: text.dim},
			{
				text: '  '.repeat(Math.min(depth, 8)) + fold + pin(place, theme) + row.title,
				width: title ?? 0,
				style: place.isSelected ? text.selected : '',
			},
			{
				text: `${glyphs.task[task.status]} ${task.status.replace('_', ' ')}`,
				width: status ?? 0,
				style: theme.task[task.status],
			},
			{text: task.priority, width: priority ?? 0, style: task.priority === 'high' ? text.attention : text.dim},
			{text: row.project, width: project ?? 0, style: text.dim},
			first === undefined ? {text: '', width: badge ?? 0} : {...badgeCell(first, theme), width: badge ?? 0},
			{text: badges.length > 1 ? `${glyphs.times}${badges.length}` : '', width: count ?? 0, style: text.dim},
		],
		theme,
	);
};

export const projectLine = (row: ProjectRow, place: Place, {theme, columns}: Look): string => {
	const [, name, directory, tasks, sessions] = shareOut(columns, [1, -1, columns < 60 ? 0 : -2, 14, 12]);
	return lineOf(
		[
			marker(place, theme),
			{text: row.name, width: name ?? 0, style: place.isSelected ? theme.text.selected : ''},
			{text: row.directory, width: directory ?? 0, style: theme.text.dim},
			{text: `${row.openTasks} open ${row.openTasks === 1 ? 'task' : 'tasks'}`, width: tasks ?? 0},
			{text: `${row.liveSessions} live`, width: sessions ?? 0},
		],
		theme,
	);
};

export const modeLine = (mode: ModeChoice, place: Place, {theme, columns}: Look): string => {
	const [, id, label, headless, source] = shareOut(columns, [1, 20, columns < 60 ? 0 : -1, 10, columns < 90 ? 0 : 20]);
	return lineOf(
		[
			marker(place, theme),
			{text: lineToDraw(mode.id), width: id ?? 0, style: place.isSelected ? theme.text.selected : ''},
			{text: lineToDraw(mode.summary || mode.label), width: label ?? 0},
			{
				text: mode.isHeadless ? `${theme.glyphs.headless} headless` : '  window',
				width: headless ?? 0,
				style: theme.text.dim,
			},
			{text: lineToDraw(sourceOf(mode)), width: source ?? 0, style: theme.text.dim},
		],
		theme,
	);
};

/** Where it is from, in short: the end of a path says more than its start. */
const sourceOf = ({source, shadows}: ModeChoice): string =>
	`${source.split('/').at(-1) ?? source}${shadows.length === 0 ? '' : ' (shadows)'}`;

/** When the picture on the screen was taken, for a connection that is lost. */
export const pictureOf = (at: number, now: number): string => {
	const age = ageOf(at, now);
	return `as of ${momentOf(at, now)}${age === 'now' ? '' : `, ${age} ago`}`;
};
