import {type SettingRow, settingRows, wordOf} from '../../domain/setting-rows.js';
import {defaultSettings} from '../../domain/settings.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {KeyRow} from '../state/settings.js';
import {filtered} from './filtered.js';
import {type Area, layoutOf} from './layout.js';
import {selectedRow} from './rows.js';

/** A setting, or the keys of a binding. */
export type SettingsRow = {
	readonly id: string;
	/** What it stands under. */
	readonly title: string;
	readonly label: string;
	/** As it is now, in words. */
	readonly value: string;
	readonly isDefault: boolean;
	/** What is wrong with what the file says of it. */
	readonly problem: string | undefined;
} & (
	| {readonly kind: 'setting'; readonly setting: SettingRow; readonly isOverridden: boolean}
	| {readonly kind: 'keys'; readonly row: KeyRow}
);

/** All that can be set, whatever the filter. */
export const allSettings = derive([(state: State) => state.settings], ({values, problems, overridden, keyTable}) => {
	const problemOf = (name: string): string | undefined => problems.find(problem => problem.name === name)?.text;
	return [
		...settingRows.map((setting): SettingsRow => {
			const {id, label} = setting;
			return {
				...{kind: 'setting', id, title: 'Settings', label, setting, isOverridden: overridden.includes(id)},
				value: wordOf(values[id]),
				isDefault: values[id] === defaultSettings[id],
				problem: problemOf(id),
			};
		}),
		...keyTable.map((row): SettingsRow => {
			const set = values.keys[row.id];
			return {
				...{kind: 'keys', id: `keys ${row.id}`, title: `Keys: ${row.scope}`, label: row.help, row},
				value: keysInWords(set ?? row.keys),
				isDefault: set === undefined,
				problem: problemOf(`keys ${row.id}`),
			};
		}),
	];
});

/** How keys are told: many that follow each other as a range. */
const keysInWords = (keys: readonly string[]): string =>
	keys.length === 0 ? 'none' : keys.length > 4 ? `${keys[0]}–${keys.at(-1)}` : keys.join(' or ');

const textOf = ({id, kind, title, label, value}: SettingsRow) => ({kind, text: `${id} ${title} ${label} ${value}`});

const flagsOf = ({isDefault, problem}: SettingsRow): string =>
	`${isDefault ? 'default' : 'changed'}${problem === undefined ? '' : ' wrong'}`;

/** What can be set, as far as the filter keeps it. */
const keptRows = filtered({list: 'settings', rows: allSettings, textOf: () => textOf, flagsOf});

/** What the rows below it are. */
export type SettingsTitle = {
	readonly kind: 'title';
	readonly id: string;
	readonly label: string;
	readonly isPassedOver: true;
};

/** The same, each kind under its title. */
export const settingsRows = derive(
	[keptRows],
	(rows): ReadonlyArray<SettingsRow | SettingsTitle> =>
		rows.flatMap((row, index) => {
			const {title} = row;
			return title === rows[index - 1]?.title
				? [row]
				: [{kind: 'title', id: `title ${title}`, label: title, isPassedOver: true} as const, row];
		}),
);

export const selectedSettingsRow = (state: State): SettingsRow | undefined =>
	selectedRow(keptRows(state), state.screen.selected.settings);

/** What is wrong in the file and belongs to no row. */
export const otherProblems = derive([(state: State) => state.settings.problems, allSettings], (problems, rows) =>
	problems.filter(({name}) => !rows.some(({id}) => id === name)).map(({text}) => text),
);

/** What a setting is by default, in words. */
export const defaultOf = (row: SettingsRow): string =>
	row.kind === 'keys' ? keysInWords(row.row.keys) : wordOf(defaultSettings[row.setting.id]);

/** How many lines say what is known of the selected row. */
const noteRows = (rows: number): number => Math.min(6, Math.max(2, Math.floor(rows / 3)));

/** The list, a line, and what is known of the selected row. */
export const settingsAreas = derive(
	[(state: State) => layoutOf(state).body],
	({columns, rows}): {readonly list: Area; readonly notes: Area} => ({
		list: {columns, rows: Math.max(1, rows - noteRows(rows) - 1)},
		notes: {columns, rows: noteRows(rows)},
	}),
);
