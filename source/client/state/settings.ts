import type {SettingName} from '../../domain/setting-rows.js';
import {defaultSettings, type SettingProblem, type Settings} from '../../domain/settings.js';
import type {ClientEvent} from '../event.js';

/** A binding as the settings show it. */
export type KeyRow = {
	readonly id: string;
	/** What the bindings are called that it belongs to. */
	readonly scope: string;
	readonly help: string;
	/** Those of the table, which it has unless something else is set. */
	readonly keys: readonly string[];
	/** Why it cannot have others. */
	readonly whyFixed: string | undefined;
};

/** The settings of the screen, as their file says. */
export type KnownSettings = {
	readonly values: Settings;
	readonly problems: readonly SettingProblem[];
	/** Where they are kept, to be edited by hand as well; nothing before they were read. */
	readonly file: string | undefined;
	/** Those that were said on the command line, for this run, whatever the file says. */
	readonly overridden: readonly SettingName[];
	/** The bindings whose keys can be set. */
	readonly keyTable: readonly KeyRow[];
};

export const unknownSettings: KnownSettings = {
	values: defaultSettings,
	problems: [],
	file: undefined,
	overridden: [],
	keyTable: [],
};

export const updateSettings = (settings: KnownSettings, event: ClientEvent): KnownSettings =>
	event.event === 'settings:known' ? event.data : settings;
