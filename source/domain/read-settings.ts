import {memberLines} from './member-lines.js';
import {nearTo} from './near.js';
import {findSetting, settingRows} from './setting-rows.js';
import {defaultSettings, type SettingProblem, type Settings} from './settings.js';

export type Keys = Settings['keys'];

/** Of keys by the ids of bindings: those that can be, and why the others cannot. */
export type TakeKeys = (keys: Keys) => {
	readonly keys: Keys;
	readonly problems: ReadonlyArray<{readonly id: string; readonly text: string}>;
};

export type ReadSettings = {
	readonly values: Settings;
	readonly problems: readonly SettingProblem[];
};

type Members = Readonly<Record<string, unknown>>;

/**
The settings that a file's text holds, whatever it is; no text are the defaults. Of what is wrong in it `last` stays, and everything
else counts.
*/
export const readSettings = (text: string | undefined, last: Settings, takeKeys: TakeKeys): ReadSettings => {
	const read = membersOf(text);
	if ('problem' in read) {
		return {values: last, problems: [{name: undefined, text: read.problem}]};
	}

	const {members} = read;
	const lines = memberLines(text ?? '');
	const told = (name: string, problem: string): SettingProblem => ({
		name,
		text: `${lines.has(name) ? `Line ${lines.get(name)}: ` : ''}${problem}`,
	});

	const {keys, problems} = readKeys(members.keys, last.keys, takeKeys);
	const wrong = settingRows.filter(({id, values}) => isThere(members, id) && !isOneOf(members[id], values));
	const good = settingRows.filter(row => isThere(members, row.id) && !wrong.includes(row));
	const unknown = Object.keys(members).filter(
		name => name !== 'keys' && findSetting(name) === undefined && !isOfConf(name),
	);
	return {
		// The cast: each value is one of those that its setting can have.
		values: {
			...defaultSettings,
			...(Object.fromEntries([
				...good.map(({id}) => [id, members[id]]),
				...wrong.map(({id}) => [id, last[id]]),
			]) as Partial<Settings>),
			keys,
		},
		problems: [
			...wrong.map(({id, values}) => told(id, `"${id}" is ${shown(members[id])}; ${expected(values)}`)),
			...unknown
				.slice(0, mostUnknown)
				.map(name => told(name, `There is no setting "${clipped(name)}"${suggestion(name)}`)),
			...(unknown.length > mostUnknown ? [told('', `${unknown.length} members are no settings; take them away`)] : []),
			...problems.map(({id, text: problem}) => told(id === '' ? 'keys' : `keys ${id}`, problem)),
		],
	};
};

/** The members of the object that a text is, or why it is none. */
const membersOf = (text: string | undefined): {readonly members: Members} | {readonly problem: string} => {
	if (text === undefined) {
		return {members: {}};
	}

	try {
		const value: unknown = JSON.parse(text);
		return isMembers(value)
			? {members: value}
			: {problem: `An object was expected, as in {"theme": "dark"}; it is ${shown(value)}`};
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return {problem: `It is no JSON: ${clipped(reason.replaceAll(/\s+/g, ' '), 120)}`};
	}
};

/** Whether a value is an object with members, and no list. */
export const isMembers = (value: unknown): value is Members =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const readKeys = (value: unknown, last: Keys, takeKeys: TakeKeys): ReturnType<TakeKeys> => {
	if (value === undefined) {
		return {keys: {}, problems: []};
	}

	if (!isMembers(value)) {
		return {keys: last, problems: [{id: '', text: `"keys" is ${shown(value)}; ${exampleOfKeys}`}]};
	}

	const entries = Object.entries(value);
	const taken = takeKeys(Object.fromEntries(entries.filter((entry): entry is [string, string[]] => isKeys(entry[1]))));
	return {
		keys: taken.keys,
		problems: [
			...entries
				.filter(([, keys]) => !isKeys(keys))
				.map(([id, keys]) => ({id, text: `The keys of "${clipped(id)}" are ${shown(keys)}; ${exampleOfKeys}`})),
			...taken.problems,
		],
	};
};

const exampleOfKeys = 'write a list for each, as in {"session.jump": ["enter", "g o"]}';

const mostKeys = 9;

/** Of more it is only said how many there are. */
const mostUnknown = 50;

const isKeys = (value: unknown): value is string[] =>
	Array.isArray(value) && value.length <= mostKeys && value.every(key => typeof key === 'string');

const isThere = (members: Members, name: string): boolean => Object.hasOwn(members, name);

const isOneOf = (value: unknown, values: readonly unknown[]): boolean => values.includes(value);

/** What conf may keep for itself. */
const isOfConf = (name: string): boolean => name === '__internal__';

const expected = (values: readonly unknown[]): string =>
	`it can be ${values.map(value => JSON.stringify(value)).join(', ')}`;

const suggestion = (name: string): string => {
	const near = nearTo(name, [...settingRows.map(({id}) => id), 'keys']);
	return near.length === 0
		? '; take it away'
		: `; ${near.map(known => `"${known}"`).join(' or ')} may have been meant, else take it away`;
};

const shown = (value: unknown): string => clipped(JSON.stringify(value));

const clipped = (text: string, length = 40): string =>
	text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
