import {ageOf} from '../client/age.js';
import type {DocRow} from '../client/select/docs.js';
import type {MemberRow} from '../client/select/members.js';
import {lineOf, shareOut} from './line.js';
import {type Look, marker, type Place} from './rows.js';

/** On a narrow terminal the title, who it is from and its age. */
export const docLine = (row: DocRow, place: Place, {theme, columns, now}: Look): string => {
	const {text} = theme;
	const [, title = 0, kind = 0, session = 0, task = 0, project = 0, age = 0] = shareOut(columns, [
		...[1, -4, columns < 60 ? 0 : 8, -2],
		columns < 76 ? 0 : -2,
		columns < 100 ? 0 : 14,
		4,
	]);
	return lineOf(
		[
			marker(place, theme),
			{text: row.title, width: title, style: place.isSelected ? text.selected : ''},
			{text: row.kind, width: kind, style: row.kind === 'diagram' ? text.accent : text.dim},
			{text: row.session, width: session},
			{text: row.task, width: task, style: text.dim},
			{text: row.project, width: project, style: text.dim},
			{text: ageOf(row.note.addedAt, now).padStart(4), width: age, style: text.dim},
		],
		theme,
	);
};

/** On a narrow terminal the name and the role. */
export const memberLine = (row: MemberRow, place: Place, {theme, columns}: Look): string => {
	const {text} = theme;
	const [, name = 0, role = 0, agent = 0, mode = 0, permission = 0, project = 0] = shareOut(columns, [
		...[1, -2, columns < 52 ? -1 : -2],
		columns < 60 ? 0 : columns < 100 ? 12 : 22,
		columns < 76 ? 0 : 12,
		columns < 120 ? 0 : 18,
		columns < 90 ? 0 : -1,
	]);
	const style = row.isArchived ? text.dim : '';
	const model = row.model === '' || columns < 100 ? '' : ` ${row.model}`;
	return lineOf(
		[
			marker(place, theme),
			{
				text: row.isArchived ? `${row.name} (archived)` : row.name,
				width: name,
				style: place.isSelected ? text.selected : style,
			},
			{text: row.role, width: role, style},
			{text: row.agent + model, width: agent, style: text.dim},
			{text: row.mode, width: mode, style: row.mode === 'coordinator' && !row.isArchived ? text.accent : text.dim},
			{text: row.permission, width: permission, style: text.dim},
			{text: row.project, width: project, style: text.dim},
		],
		theme,
	);
};
