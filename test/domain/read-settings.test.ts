import fc from 'fast-check';
import {expect, test} from 'vitest';
import {memberLines} from '../../source/domain/member-lines.js';
import {readSettings, type TakeKeys} from '../../source/domain/read-settings.js';
import {settingRows} from '../../source/domain/setting-rows.js';
import {defaultSettings, type Settings} from '../../source/domain/settings.js';

const takeAll: TakeKeys = keys => ({keys, problems: []});

const read = (text: string | undefined, last: Settings = defaultSettings) => readSettings(text, last, takeAll);

const told = (text: string, last?: Settings) => read(text, last).problems.map(problem => problem.text);

const goodMembers = fc.record(Object.fromEntries(settingRows.map(({id, values}) => [id, fc.constantFrom(...values)])), {
	requiredKeys: [],
}) as fc.Arbitrary<Partial<Settings>>;

test('every setting but the keys has a row, and its default is one of its values', () => {
	const {keys, ...others} = defaultSettings;

	expect(settingRows.map(({id}) => id).sort()).toEqual(Object.keys(others).sort());
	expect(keys).toEqual({});
	for (const {id, values} of settingRows) {
		expect(values).toContain(defaultSettings[id]);
	}
});

test('a label is short, and its help is sentences', () => {
	for (const {label, help} of settingRows) {
		expect(label.length).toBeLessThanOrEqual(28);
		expect(help).toMatch(/^[A-Za-z].*\.$/);
	}
});

test('no file, and one that sets nothing, are the defaults', () => {
	expect(read(undefined)).toEqual({values: defaultSettings, problems: []});
	expect(read('{}', {...defaultSettings, theme: 'dark'})).toEqual({values: defaultSettings, problems: []});
});

const problems: ReadonlyArray<readonly [text: string, told: string]> = [
	[
		'{\n\t"theme": "blue"\n}',
		'Line 2: "theme" is "blue"; it can be "auto", "dark", "light", "high-contrast", "16-colours", "none"',
	],
	['{"mouse": "yes"}', 'Line 1: "mouse" is "yes"; it can be false, true'],
	['{"quiet": null}', 'Line 1: "quiet" is null; it can be false, true'],
	['{\n\n\t"themes": "dark"}', 'Line 3: There is no setting "themes"; "theme" may have been meant, else take it away'],
	['{"colour-of-the-sky": 1}', 'Line 1: There is no setting "colour-of-the-sky"; take it away'],
	['["theme"]', 'An object was expected, as in {"theme": "dark"}; it is ["theme"]'],
	[
		'{"keys": {\n"session.jump": "x"}}',
		'Line 2: The keys of "session.jump" are "x"; write a list for each, as in {"session.jump": ["enter", "g o"]}',
	],
	['{"keys": ["x"]}', 'Line 1: "keys" is ["x"]; write a list for each, as in {"session.jump": ["enter", "g o"]}'],
];

for (const [text, words] of problems) {
	test(`of ${JSON.stringify(text)} it is told what was expected, what came and what to do`, () => {
		expect(told(text)).toEqual([words]);
	});
}

test('where a file is no JSON, it is told where, and everything stays as it was', () => {
	const last: Settings = {...defaultSettings, theme: 'light', keys: {'app.quit': ['Q']}};
	const {
		values,
		problems: [problem],
	} = read('{\n"theme": "dark",\n}', last);

	expect(values).toEqual(last);
	expect(problem?.text).toMatch(/^It is no JSON: .*line 3/);
});

test('a wrong value leaves that one as it was last, and the others count', () => {
	const last: Settings = {...defaultSettings, theme: 'light', mouse: false};

	expect(read('{"theme": "blue", "quiet": true}', last).values).toEqual({
		...defaultSettings,
		theme: 'light',
		quiet: true,
	});
});

test('whatever JSON it is, it is read: good members are taken, and the rest has a problem each', () => {
	fc.assert(
		fc.property(goodMembers, fc.dictionary(fc.string(), fc.jsonValue()), (good, other) => {
			const strange = Object.fromEntries(
				Object.entries(other).filter(([name]) => !Object.hasOwn(defaultSettings, name)),
			);
			const {values, problems: found} = read(JSON.stringify({...strange, ...good}));

			expect(values).toEqual({...defaultSettings, ...good});
			expect(found.map(({name}) => name).sort()).toEqual(Object.keys(JSON.parse(JSON.stringify(strange))).sort());
		}),
	);
});

test('whatever text it is, it never throws, and answers settings', () => {
	const wild = fc.oneof(
		fc.string(),
		fc.json(),
		fc
			.dictionary(fc.constantFrom(...Object.keys(defaultSettings), '__proto__', 'toString'), fc.jsonValue())
			.map(value => JSON.stringify(value)),
	);
	fc.assert(
		fc.property(wild, text => {
			const {values} = read(text);

			for (const {id, values: possible} of settingRows) {
				expect(possible).toContain(values[id]);
			}
		}),
	);
});

test('members are told by the line that they stand on, whatever stands in them', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.jsonValue(), {minKeys: 1}), object => {
			const text = JSON.stringify(object, undefined, '\t');
			const lines = text.split('\n');

			for (const name of Object.keys(JSON.parse(text) as object)) {
				expect(lines[(memberLines(text).get(name) ?? 0) - 1]).toMatch(/^\t"/);
			}
		}),
	);
});
