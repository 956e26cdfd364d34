import type {Area} from '../client/select/layout.js';
import {defaultOf, type SettingsRow, type SettingsTitle} from '../client/select/settings.js';
import type {Capture} from '../client/state/screen.js';
import {fit, lineToDraw, wrapWords} from '../client/text.js';
import {wordOf} from '../domain/setting-rows.js';
import {lineOf, shareOut} from './line.js';
import {marker, type Place} from './rows.js';
import {paint, type Theme} from './themes/theme.js';

/** Further apart than this, a value is not seen to belong to its label. */
const widest = 110;

/** A row of the settings: what it is, how it is set, and whether that is how it was at first. */
export const settingsLine = (row: SettingsRow | SettingsTitle, place: Place, columns: number, theme: Theme): string => {
	const {text, glyphs} = theme;
	if (row.kind === 'title') {
		return paint(text.strong, fit(row.label, columns, glyphs.ellipsis));
	}

	const [, label, value, origin] = shareOut(Math.min(columns, widest), [
		1,
		-3,
		columns < 60 ? -2 : 18,
		columns < 76 ? 0 : 24,
	]);
	const isWrong = row.problem !== undefined;
	return lineOf(
		[
			marker(place, theme),
			{text: row.label, width: label ?? 0, style: place.isSelected ? text.selected : ''},
			{
				text: lineToDraw(row.value),
				width: value ?? 0,
				style: isWrong ? text.error : row.isDefault ? text.dim : text.accent,
			},
			{text: originOf(row), width: origin ?? 0, style: isWrong ? text.error : text.dim},
		],
		theme,
	);
};

const originOf = (row: SettingsRow): string => {
	if (row.problem !== undefined) {
		return 'wrong in the file';
	}

	if (row.kind === 'setting' && row.isOverridden) {
		return `from --${row.id}, for now`;
	}

	return row.isDefault ? 'default' : `changed from ${defaultOf(row)}`;
};

type Told = {
	readonly row: SettingsRow | undefined;
	readonly capture: Capture | undefined;
	/** How the keys are called that leave and end the pressing. */
	readonly leaveKey: string;
	readonly file: string | undefined;
	/** Problems that belong to no row. */
	readonly others: readonly string[];
};

/** What is known of the selected row, the most important first; as much as there is room for. */
export const settingsNotes = (told: Told, {columns, rows}: Area, theme: Theme): readonly string[] =>
	notesOf(told, theme)
		.flatMap(({text, style}) => wrapWords(lineToDraw(text), columns).map(line => paint(style, fit(line, columns))))
		.slice(0, rows);

type Note = {readonly text: string; readonly style: string};

const notesOf = ({row, capture, leaveKey, file, others}: Told, {text}: Theme): readonly Note[] => {
	const at: Note = {text: file === undefined ? '' : `Kept in ${file}, which may be edited by hand.`, style: text.dim};
	const wrong = others.map((problem): Note => ({text: problem, style: text.error}));
	if (row === undefined) {
		return [...wrong, at];
	}

	const problem: readonly Note[] = row.problem === undefined ? [] : [{text: row.problem, style: text.error}];
	if (row.kind === 'setting') {
		const values = row.setting.values.map(wordOf).join(', ');
		const note = row.isOverridden
			? ` The command line says ${row.value} for this run; changing it here ends that.`
			: '';
		return [
			...problem,
			{text: `${row.setting.help}${note}`, style: ''},
			{text: `One of ${values}.`, style: text.dim},
			...wrong,
			at,
		];
	}

	if (capture?.bindingId === row.row.id) {
		return [{text: askedKey(row.label, capture.struck, leaveKey), style: text.attention}];
	}

	const fixed = row.row.whyFixed === undefined ? '' : ` It cannot be changed: ${row.row.whyFixed}.`;
	return [...problem, {text: `${row.row.id}: ${defaultOf(row)} by default.${fixed}`, style: ''}, ...wrong, at];
};

const askedKey = (label: string, struck: readonly string[], leaveKey: string): string =>
	struck.length === 0
		? `Press the new key for "${label}". ${leaveKey} leaves it as it is.`
		: `${struck.join(' ')} – enter takes it, another key makes a pair. ${leaveKey} leaves it as it is.`;
