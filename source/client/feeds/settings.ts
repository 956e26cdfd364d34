import {MaestroError} from '../../domain/errors.js';
import {isMembers, readSettings, type TakeKeys} from '../../domain/read-settings.js';
import {type SettingName, settingRows} from '../../domain/setting-rows.js';
import {defaultSettings, type SettingProblem, type Settings} from '../../domain/settings.js';
import type {KeyRow, KnownSettings} from '../state/settings.js';
import type {Store} from '../store.js';

type Members = Readonly<Record<string, unknown>>;

/** Where settings are kept, as text that a person may edit. All refuse with a `MaestroError`. */
export type SettingsKeeper = {
	readonly file: string;
	/** The text; nothing where there is none. */
	readonly read: () => string | undefined;
	/** Writes what `edit` makes of the members that are there at that moment. */
	readonly change: (edit: (members: Members) => Members) => Promise<void>;
	/** Puts what is there aside, for a person to look at, and answers where it is now. */
	readonly putAside: () => Promise<string>;
	/** Calls back a moment after the text has changed, has come or has gone, until the signal aborts. */
	readonly watch: (onChange: () => void, signal: AbortSignal) => void;
};

export type SettingsFeedOptions = {
	readonly store: Pick<Store, 'get' | 'send'>;
	readonly keeper: SettingsKeeper;
	readonly takeKeys: TakeKeys;
	readonly keyTable: readonly KeyRow[];
	/** What the command line says for this run; it counts until that setting is changed. */
	readonly overrides: Partial<Settings>;
};

export type SettingsFeed = {
	/** Tells the settings as they are now. */
	readonly look: () => void;
	readonly change: (name: SettingName, value: Settings[SettingName]) => Promise<void>;
	/** Gives a binding other keys; none for those of the table. Refuses what would clash. */
	readonly rebind: (id: string, keys: readonly string[] | undefined) => Promise<void>;
	readonly reset: (name: SettingName) => Promise<void>;
	/** Answers where the file was put, where it was no settings at all. */
	readonly resetAll: () => Promise<string | undefined>;
	readonly follow: (signal: AbortSignal) => void;
};

/**
Keeps the settings on the screen as their file says, whoever changes it. What is wrong in the file changes nothing, and is told.
*/
export const createSettingsFeed = ({
	store,
	keeper,
	takeKeys,
	keyTable,
	overrides: given,
}: SettingsFeedOptions): SettingsFeed => {
	let overrides = given;
	let inFile = defaultSettings;
	let told: KnownSettings | undefined;
	let last: Promise<void> = Promise.resolve();

	const readNow = (): {readonly values: Settings; readonly problems: readonly SettingProblem[]} => {
		try {
			return readSettings(keeper.read(), inFile, takeKeys);
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			return {values: inFile, problems: [{name: undefined, text: error.message}]};
		}
	};

	const look = (): void => {
		const read = readNow();
		// Keys that are the same stay the same object, by which all that is made of them is known.
		inFile = isSame(read.values.keys, inFile.keys) ? {...read.values, keys: inFile.keys} : read.values;
		const known: KnownSettings = {
			values: {...inFile, ...overrides},
			problems: read.problems,
			file: keeper.file,
			overridden: settingRows.map(({id}) => id).filter(id => overrides[id] !== undefined),
			keyTable,
		};
		if (isSame(known, told)) {
			return;
		}

		const before = told?.problems.map(withoutLine) ?? [];
		const [fresh] = known.problems.filter(problem => !before.includes(withoutLine(problem)));
		told = known;
		store.send({event: 'settings:known', data: known});
		if (fresh !== undefined) {
			const more =
				known.problems.length === 1 ? '' : ` (${known.problems.length} problems; the settings show them all)`;
			store.send({event: 'notice', data: {tone: 'error', text: `Settings: ${fresh.text}${more}`}});
		}
	};

	const isBroken = (): boolean => readNow().problems.some(({name}) => name === undefined);

	/** What was said on the command line is over for settings that are changed. */
	const edit = async (change: (members: Members) => Members, ...names: readonly SettingName[]): Promise<void> => {
		const next = last.then(async () => {
			if (isBroken()) {
				throw new MaestroError(
					'storage-failed',
					`Nothing was changed: ${keeper.file} cannot be read as settings. Mend it, or reset all settings, which puts it aside`,
				);
			}

			await keeper.change(change);
			overrides = without(overrides, names);
			look();
		});
		// Whoever asked is told of a failure; it does not keep the next one from being tried.
		last = next.catch(() => {});
		return next;
	};

	const problemsOf = (keys: unknown): readonly string[] =>
		readSettings(JSON.stringify({keys}), defaultSettings, takeKeys).problems.map(withoutLine);

	return {
		look,

		change: async (name, value) => edit(members => ({...members, [name]: value}), name),

		async rebind(id, keys) {
			await edit(members => {
				const others = without(isMembers(members.keys) ? members.keys : {}, [id]);
				// The last one to be said is the one that clashes.
				const wanted = keys === undefined ? others : {...others, [id]: keys};
				const problem = problemsOf(wanted).find(text => !problemsOf(members.keys).includes(text));
				if (problem !== undefined) {
					throw new MaestroError('malformed', problem);
				}

				return Object.keys(wanted).length === 0 ? without(members, ['keys']) : {...members, keys: wanted};
			});
		},

		reset: async name => edit(members => without(members, [name]), name),

		async resetAll() {
			const names = settingRows.map(({id}) => id);
			if (!isBroken()) {
				await edit(members => without(members, [...names, 'keys']), ...names);
				return undefined;
			}

			const aside = await keeper.putAside();
			overrides = {};
			look();
			return aside;
		},

		follow(signal) {
			keeper.watch(look, signal);
			look();
		},
	};
};

const without = <Whole extends object>(whole: Whole, names: readonly string[]): Whole =>
	// The cast: what is taken out is optional.
	Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name))) as Whole;

const withoutLine = ({text}: SettingProblem): string => text.replace(/^Line \d+: /, '');

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
