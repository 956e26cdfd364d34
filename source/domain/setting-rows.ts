import {defaultSettings, notifications, type Settings, themeNames} from './settings.js';

/** A setting that has one value; keys are set one by one. */
export type SettingName = Exclude<keyof Settings, 'keys'>;

export type SettingRow = {
	readonly id: SettingName;
	readonly label: string;
	/** What it decides, in full sentences. */
	readonly help: string;
	/** All that it can be, in the order in which they follow each other when it is changed. */
	readonly values: ReadonlyArray<Settings[SettingName]>;
};

const onOrOff = [false, true] as const;

/**
Every setting of the screen but the keys: the reader of the file, the screen, the palette and the README have it from here.
*/
export const settingRows: readonly SettingRow[] = [
	{
		id: 'theme',
		label: 'Theme',
		help: 'The colours. auto takes those that fit the background of the terminal, and none at all where NO_COLOR is set.',
		values: themeNames,
	},
	{
		id: 'glyphs',
		label: 'Glyphs',
		help: 'What marks and lines are drawn with. auto draws in ASCII where the terminal does not take UTF-8.',
		values: ['auto', 'unicode', 'ascii'],
	},
	{
		id: 'mouse',
		label: 'Mouse',
		help: 'A click selects, and the wheel scrolls; with Shift held down the mouse still selects text in most terminals.',
		values: onOrOff,
	},
	{
		id: 'motion',
		label: 'Motion',
		help: 'full turns something while work takes long. reduced moves nothing by itself, which is less to send over a slow line.',
		values: ['reduced', 'full'],
	},
	{
		id: 'screenReader',
		label: 'Screen reader',
		help: 'Tells everything in lines that can be read aloud, without columns and boxes; from the next start on.',
		values: onOrOff,
	},
	{
		id: 'notify',
		label: 'Notification',
		help: 'How the terminal tells that something needs you while you look elsewhere: by its bell, or by a notice of its own.',
		values: notifications,
	},
	{
		id: 'quiet',
		label: 'Quiet',
		help: 'Tells nothing outside this screen, whatever the notification is.',
		values: onOrOff,
	},
	{
		id: 'multiplexerBadge',
		label: 'Badge in the multiplexer',
		help: 'Gives the count of what needs you to the multiplexer, for its status line.',
		values: onOrOff,
	},
];

export const findSetting = (name: string): SettingRow | undefined => settingRows.find(({id}) => id === name);

/** A value as it is read by a person. */
export const wordOf = (value: Settings[SettingName]): string =>
	typeof value === 'boolean' ? (value ? 'on' : 'off') : value;

/** The value that comes so many places after this one; behind the last comes the first. */
export const valueAfter = ({id, values}: SettingRow, value: Settings[SettingName], by: 1 | -1) =>
	values.at((values.indexOf(value) + by) % values.length) ?? defaultSettings[id];
