import type {KeyRow} from '../client/state/settings.js';
import {nearTo} from '../domain/near.js';
import type {Keys, TakeKeys} from '../domain/read-settings.js';
import type {Binding, Scope} from './binding.js';
import {editingKeys} from './editing.js';
import {findBinding, scopes, togetherOpen} from './index.js';
import {keysOf} from './rebind.js';
import {isPrintable, problemOfSpelling} from './spelling.js';

/** Without a key for such a binding nobody comes out again from where it is open. */
const isWayOut = ({id, keys}: Binding): boolean => keys.includes('esc') || ['confirm.yes', 'field.submit'].includes(id);

type Problem = {readonly id: string; readonly text: string};

const whyFixed = ({whyFixed: reason, keys}: Binding): string | undefined =>
	reason ?? (keys.some(key => /^\d$/.test(key)) ? 'What its digits mean is in the digits' : undefined);

/** The bindings, as the settings list them. */
export const keyTable: readonly KeyRow[] = scopes.flatMap(({title, bindings}) =>
	bindings
		.filter(({takesAny}) => takesAny !== true)
		.map(binding => {
			const {id, help, keys} = binding;
			return {id, scope: title, help, keys, whyFixed: whyFixed(binding)};
		}),
);

/**
Says which of the keys that somebody has set can be, and why the others cannot: no key may mean two things in what is open together, and
nothing may become unreachable. Of two that clash the later one is not taken.
*/
export const createTakeKeys = (): TakeKeys => {
	let together: readonly Together[] | undefined;

	return set => {
		const ids = Object.keys(set).slice(0, 2 * keyTable.length);
		if (ids.length === 0) {
			return {keys: {}, problems: []};
		}

		together ??= togetherOpen().map(describe);
		const problems = ids.flatMap(id => problemOfOne(id, set[id] ?? []).slice(0, 1));
		const count = Object.keys(set).length;
		if (count > ids.length) {
			problems.push({
				id: '',
				text: `Keys are set for ${count} ids, but only ${keyTable.length} have keys; take some away`,
			});
		}

		const wrong = new Set(problems.map(({id}) => id));
		let keys: Keys = Object.fromEntries(ids.filter(id => !wrong.has(id)).map(id => [id, set[id] ?? []]));
		for (;;) {
			const clash = firstClash(keys, together);
			if (clash === undefined) {
				return {keys, problems};
			}

			problems.push(clash);
			keys = without(keys, [clash.id]);
		}
	};
};

const without = (keys: Keys, ids: readonly string[]): Keys =>
	Object.fromEntries(Object.entries(keys).filter(([id]) => !ids.includes(id)));

/** What is wrong with the keys of one binding, whatever the others have. */
const problemOfOne = (id: string, keys: readonly string[]): readonly Problem[] => {
	const binding = findBinding(id);
	const said = (text: string | undefined): readonly Problem[] => (text === undefined ? [] : [{id, text}]);
	if (binding === undefined) {
		return said(`No key is called "${id.slice(0, longestId).toWellFormed()}"${suggestion(id)}`);
	}

	const fixed = whyFixed(binding);
	return [
		...said(fixed === undefined ? undefined : `"${id}" keeps its key: ${fixed}`),
		...said(
			keys.length === 0 && isWayOut(binding)
				? `"${id}" needs a key: without one there is no way back; the table has ${told(binding.keys)}`
				: undefined,
		),
		...keys.flatMap(key => said(problemOfSpelling(key) ?? whyNotKey(key, binding))),
		...said(new Set(keys).size < keys.length ? `"${id}" has the same key twice` : undefined),
		...said(
			keys.some(key => keys.some(pair => begins(pair, key)))
				? `"${id}" has a key that begins another of its own`
				: undefined,
		),
	];
};

/** Longer than any id; what is looked for in a text that is longer takes long, and finds nothing. */
const longestId = 40;

const suggestion = (id: string): string => {
	const ids =
		id.length > longestId
			? []
			: nearTo(
					id,
					keyTable.map(row => row.id),
				);
	return ids.length === 0 ? '' : `; ${told(ids)} may have been meant`;
};

const told = (keys: readonly string[]): string => keys.map(key => `"${key}"`).join(' or ');

const whyNotKey = (key: string, {id, confirm, keys}: Binding): string | undefined => {
	if (key.split(' ')[0] === 'ctrl+c') {
		return `"${key}" is not free: Ctrl+C twice always quits`;
	}

	const isCapital = (one: string): boolean => /^\p{Lu}$/u.test(one);
	return confirm !== undefined && keys.length > 0 && keys.every(isCapital) && !isCapital(key)
		? `"${id}" cannot be taken back, so only a capital letter can be its key, as in "X"; "${key}" is none`
		: undefined;
};

/** What is live together. */
type Together = {
	readonly rows: readonly Row[];
	/** Whether characters are written in there. */
	readonly isWriting: boolean;
	/** The ids of what a key of the table reaches. */
	readonly reached: ReadonlySet<string>;
	readonly ids: ReadonlySet<string>;
};

type Row = {readonly binding: Binding; readonly title: string; readonly keys: readonly string[]};

const describe = (open: readonly Scope[]): Together => {
	const rows = open.flatMap(({title, bindings}) => bindings.map(binding => ({binding, title, keys: binding.keys})));
	const first = new Map(rows.flatMap(({binding, keys}) => keys.map(key => [key, binding.id] as const)).reverse());
	return {
		rows,
		isWriting: open.includes(editingKeys),
		reached: new Set(first.values()),
		ids: new Set(rows.map(({binding}) => binding.id)),
	};
};

const firstClash = (set: Keys, together: readonly Together[]): Problem | undefined => {
	for (const id of Object.keys(set).reverse()) {
		for (const {rows, isWriting, reached} of together.filter(({ids}) => ids.has(id))) {
			const now = rows.map(row => (set[row.binding.id] === undefined ? row : {...row, keys: keysOf(row.binding, set)}));
			const mine = now.find(({binding}) => binding.id === id);
			const text =
				mine && (whyNotWriting(mine, isWriting) ?? clashWith(mine, now) ?? whyNotReached(mine, now, reached));
			if (text !== undefined) {
				return {id, text};
			}
		}
	}

	return undefined;
};

const whyNotWriting = ({binding, keys, title}: Row, isWriting: boolean): string | undefined => {
	const key = keys.find(one => one.split(' ').some(isPrintable) && !binding.keys.includes(one));
	return isWriting && key !== undefined
		? `"${key}" is text where "${binding.id}" (${title}) is live; take a key that is no character, as in "ctrl+k"`
		: undefined;
};

/** Keys that two of the table share on purpose, the inner one before the outer one, they may go on sharing. */
const clashWith = (mine: Row, rows: readonly Row[]): string | undefined => {
	for (const other of rows) {
		if (other.binding.id === mine.binding.id) {
			continue;
		}

		for (const key of mine.keys) {
			const isShared = mine.binding.keys.includes(key) && other.binding.keys.includes(key);
			const clash = isShared ? undefined : other.keys.find(one => one === key || begins(one, key) || begins(key, one));
			if (clash !== undefined) {
				const how = clash === key ? 'is' : begins(clash, key) ? 'begins' : 'begins with';
				const name = clash === key ? '' : `"${clash}", `;
				return `"${key}" ${how} ${name}the key of "${other.binding.help}" (${other.title}, ${other.binding.id}), which is live at the same time`;
			}
		}
	}

	return undefined;
};

const begins = (pair: string, key: string): boolean => pair.startsWith(`${key} `);

/** A key that it shares with another is no key where that one is live as well. */
const whyNotReached = (mine: Row, rows: readonly Row[], reached: ReadonlySet<string>): string | undefined => {
	const {binding, keys, title} = mine;
	const isFirst = (key: string): boolean => rows.find(row => row.keys.includes(key)) === mine;
	const isLost = keys.length > 0 && reached.has(binding.id) && !keys.some(isFirst);
	return isLost
		? `${told(keys)} would not reach "${binding.id}" (${title}) everywhere: where another binding has that key, too, that one runs`
		: undefined;
};
