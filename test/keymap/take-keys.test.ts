import fc from 'fast-check';
import {expect, test} from 'vitest';
import {editingKeys} from '../../source/keymap/editing.js';
import {findBinding, scopes, togetherOpen} from '../../source/keymap/index.js';
import {rebound} from '../../source/keymap/rebind.js';
import {reachable} from '../../source/keymap/resolve.js';
import {isPrintable, problemOfSpelling} from '../../source/keymap/spelling.js';
import {createTakeKeys, keyTable} from '../../source/keymap/take-keys.js';

const takeKeys = createTakeKeys();
const together = togetherOpen();

const refusals: ReadonlyArray<readonly [id: string, keys: readonly string[], why: RegExp]> = [
	['sesion.jump', ['x'], /^No key is called "sesion\.jump"; .*"session\.jump"/],
	['session.jump', ['Ctrl+K'], /^There is no key "Ctrl\+K"; write "ctrl\+k"$/],
	['session.jump', ['return'], /^There is no key "return"; keys are spelled as in x, X, ctrl\+k, shift\+tab, g g$/],
	['session.jump', ['ctrl+i'], /^A terminal sends "tab" for "ctrl\+i"; write that$/],
	['session.jump', ['a b c'], /is more than two keys$/],
	['session.jump', ['%', '%'], /has the same key twice$/],
	['session.jump', ['%', '% %'], /has a key that begins another of its own$/],
	['session.jump', ['ctrl+c'], /^"ctrl\+c" is not free: Ctrl\+C twice always quits$/],
	['session.jump', ['ctrl+c x'], /Ctrl\+C twice always quits$/],
	[
		'session.jump',
		['?'],
		/^"\?" is the key of "Show the keys that are live now" \(Everywhere, help\.open\), which is live at the same time$/,
	],
	['session.jump', ['g'], /^"g" begins "g g", the key of "Go to the first row"/],
	['session.jump', ['q x'], /^"q x" begins with "q", the key of "Quit, or close this view"/],
	['app.leave', ['Q'], /^"app\.leave" keeps its key: Ctrl\+C twice always quits$/],
	['list.row', ['%'], /^"list\.row" keeps its key/],
	['screen.back', [], /^"screen\.back" needs a key: without one there is no way back; the table has "esc"$/],
	['confirm.no', [], /needs a key/],
	['field.leave', [], /needs a key/],
	['compose.keep', [], /needs a key/],
	[
		'task.delete',
		['%'],
		/^"task\.delete" cannot be taken back, so only a capital letter can be its key, as in "X"; "%" is none$/,
	],
	['compose.send', ['%'], /^"%" is text where "compose\.send" \(Write a message\) is live/],
	['edit.left', ['space'], /^"space" is text where/],
	['field.submit', ['x y'], /is text where/],
];

for (const [id, keys, why] of refusals) {
	test(`${id} cannot be on ${keys.join(' or ') || 'no key'}, and it is told why`, () => {
		const {keys: taken, problems} = takeKeys({[id]: keys});

		expect(taken).toEqual({});
		expect(problems).toEqual([{id, text: expect.stringMatching(why)}]);
	});
}

const takes: ReadonlyArray<Readonly<Record<string, readonly string[]>>> = [
	{'screen.inbox': ['%']},
	{'screen.inbox': ['% i']},
	{'screen.inbox': []},
	{'screen.inbox': ['é']},
	{'screen.inbox': ['alt+i', 'ctrl+k']},
	{'compose.send': ['ctrl+k']},
	// One for the other: by itself neither could be.
	{'screen.inbox': ['m'], 'compose.open': ['i']},
	// Screens that are never open together may share a key.
	{'log.follow': ['%'], 'thread.next': ['%']},
];

for (const keys of takes) {
	test(`${JSON.stringify(keys)} can be`, () => {
		expect(takeKeys(keys)).toEqual({keys, problems: []});
	});
}

test('of two that clash the later one is not taken, and the others are', () => {
	const {keys, problems} = takeKeys({'screen.inbox': ['%'], 'compose.open': ['%'], 'need.next': ['ctrl+k']});

	expect(keys).toEqual({'screen.inbox': ['%'], 'need.next': ['ctrl+k']});
	expect(problems.map(({id}) => id)).toEqual(['compose.open']);
});

test('what is not taken has the key of the table again, which others may not have meanwhile', () => {
	const {keys, problems} = takeKeys({'screen.inbox': ['?'], 'compose.open': ['i']});

	expect(keys).toEqual({});
	expect(problems.map(({id}) => id).sort()).toEqual(['compose.open', 'screen.inbox']);
});

test('of a file with more keys than there are it is told, and what fits is taken', () => {
	const many = Object.fromEntries(Array.from({length: 600}, (_, index) => [`nothing.${index}`, ['%']]));

	const {keys, problems} = takeKeys({'screen.inbox': ['&'], ...many});

	expect(keys).toEqual({'screen.inbox': ['&']});
	expect(problems.at(-1)?.text).toMatch(/^Keys are set for 601 ids, but only \d+ have keys; take some away$/);
});

test('the keys of the table are taken as they are', () => {
	const table = Object.fromEntries(
		keyTable.filter(({whyFixed}) => whyFixed === undefined).map(({id, keys}) => [id, keys]),
	);

	expect(takeKeys(table)).toEqual({keys: table, problems: []});
});

const anyKey = fc.oneof(
	fc.constantFrom(...scopes.flatMap(({bindings}) => bindings.flatMap(({keys}) => keys))),
	fc.constantFrom('%', '&', 'ctrl+k', 'ctrl+n', 'alt+x', 'X', 'Q', '% %', '% &', 'shift+up', 'ä', '世'),
);

const anyRebinding = fc.dictionary(
	fc.constantFrom(...keyTable.map(({id}) => id)),
	fc.uniqueArray(anyKey, {maxLength: 3}),
	{maxKeys: 8},
);

/** For each way in which scopes are open together, the ids that each key stands for. */
const meanings = (set: Readonly<Record<string, readonly string[]>>) =>
	together.map(open => {
		const byKey = new Map<string, string[]>();
		for (const {id, keys} of open.flatMap(scope => rebound(scope, set).bindings)) {
			for (const key of keys) {
				byKey.set(key, [...(byKey.get(key) ?? []), id]);
			}
		}

		return byKey;
	});

const inTable = meanings({});
const shared = inTable.map(byKey => new Map([...byKey].filter(([, ids]) => ids.length > 1)));

const reachedInTable = together.map(open => reachable(open).flatMap(({bindings}) => bindings.map(({id}) => id)));

test('whatever is set, no key has two meanings that the table does not give it, and everything that has a key is reached', () => {
	fc.assert(
		fc.property(anyRebinding, wanted => {
			const {keys, problems} = takeKeys(wanted);

			expect([...Object.keys(keys), ...problems.map(({id}) => id)].sort()).toEqual(Object.keys(wanted).sort());
			for (const [index, byKey] of meanings(keys).entries()) {
				const open = (together[index] ?? []).map(scope => rebound(scope, keys));
				const all = [...byKey.keys()];
				const doubled = [...byKey].filter(
					([key, ids]) => ids.length > 1 && !ids.every(id => shared[index]?.get(key)?.includes(id)),
				);
				const reached = reachable(open).flatMap(({bindings}) => bindings.map(({id}) => id));
				const unreached = open
					.flatMap(({bindings}) => bindings)
					.filter(
						binding =>
							binding.keys.length > 0 && reachedInTable[index]?.includes(binding.id) && !reached.includes(binding.id),
					);

				expect(doubled).toEqual([]);
				expect(all.filter(key => all.some(pair => pair.startsWith(`${key} `)))).toEqual([]);
				expect(unreached.map(({id}) => id)).toEqual([]);
				if (together[index]?.includes(editingKeys)) {
					const added = all.filter(key => isPrintable(key) && !inTable[index]?.has(key));
					expect(added).toEqual([]);
				}
			}
		}),
		{numRuns: 40},
	);
});

test('the same keys give the same scopes, and scopes that nothing is set for are themselves', () => {
	const set = {'screen.inbox': ['%']};
	for (const scope of scopes) {
		expect(rebound(scope, set)).toBe(rebound(scope, set));
		expect(rebound(scope, set) === scope).toBe(!scope.bindings.some(({id}) => id === 'screen.inbox'));
	}
});

test('every key of the table is spelled as keys are', () => {
	const keys = scopes.flatMap(({bindings}) => bindings.flatMap(binding => binding.keys));

	expect(keys.filter(key => problemOfSpelling(key) !== undefined)).toEqual([]);
});

test('every text is a key or is told why it is none', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme'}), text => {
			const problem = problemOfSpelling(text);
			expect(problem === undefined || problem.length < 160).toBe(true);
		}),
	);
	for (const text of ['', ' ', 'a  b', '\u001B', '\u0000', '\u200B', 'ab', 'ctrl+', 'ctrl+X', 'shift+x']) {
		expect([text, problemOfSpelling(text) === undefined]).toEqual([text, false]);
	}
});

test('every scope that is in the list is open somewhere', () => {
	const open = new Set(together.flat());
	const never = scopes.filter(scope => scope.bindings.length > 0 && !open.has(scope)).map(({title}) => title);

	expect(never).toEqual(['New key']);
	expect(findBinding('screen.settings')?.keys).toEqual([',']);
});
