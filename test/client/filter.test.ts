import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createFilter, type Filterable, mayBeAge, usesAge} from '../../source/client/filter.js';
import {quoted, readTerms} from '../../source/client/terms.js';

const now = 1_700_000_000_000;
const minutes = (count: number) => now - count * 60_000;

const rows: Readonly<Record<string, Filterable & {readonly flags?: string}>> = {
	builder: {status: 'working', project: 'My App', age: minutes(5), unread: 'no', text: 'Builder My App working'},
	señor: {status: 'idle', project: 'Shop', age: minutes(90), unread: 'yes', text: 'Señor Ångström Shop idle'},
	old: {status: 'ended', project: 'Shop', age: minutes(3 * 24 * 60), unread: 'no', text: 'Old docs http://a.b/c'},
};

const kept = (line: string): readonly string[] =>
	Object.entries(rows)
		.filter(([, row]) => createFilter(line, now)(row, () => (row === rows.old ? 'ended marked' : 'live')))
		.map(([name]) => name);

const lines: ReadonlyArray<[line: string, kept: readonly string[]]> = [
	['', ['builder', 'señor', 'old']],
	['  ', ['builder', 'señor', 'old']],
	['builder', ['builder']],
	['BUILDER', ['builder']],
	['senor angstrom', ['señor']],
	['Señor', ['señor']],
	['shop idle', ['señor']],
	['!shop', ['builder', 'old']],
	['status:working', ['builder']],
	['STATUS:Working', ['builder']],
	['!status:working', ['señor', 'old']],
	['status:', ['builder', 'señor', 'old']],
	['!status:', ['builder', 'señor', 'old']],
	['project:"my app"', ['builder']],
	['project:"my a', ['builder']],
	['!project:"My App" status:idle', ['señor']],
	['"app working"', ['builder']],
	['"shop working"', []],
	['age:<10m', ['builder']],
	['age:10m', ['builder']],
	['age:>1h', ['señor', 'old']],
	['!age:>1h', ['builder']],
	['age:>2d', ['old']],
	['age:<', ['builder', 'señor', 'old']],
	['!age:<', ['builder', 'señor', 'old']],
	['age:soon', ['builder', 'señor', 'old']],
	['unread:', ['señor']],
	['!unread:', ['builder', 'old']],
	['unread:no', ['builder', 'old']],
	['is:marked', ['old']],
	['is:mar', ['old']],
	['!is:marked', ['builder', 'señor']],
	['is:', ['builder', 'señor', 'old']],
	['is:unheard', []],
	['http://a.b/c', ['old']],
	['statsu:idle', []],
	['!', ['builder', 'señor', 'old']],
	['"', ['builder', 'señor', 'old']],
	['constructor:x', []],
	['text:builder', []],
];

for (const [line, expected] of lines) {
	test(`"${line}" keeps ${expected.join(' and ') || 'nothing'}`, () => {
		expect(kept(line)).toEqual(expected);
	});
}

const anyLine = fc.oneof(
	fc.string({unit: 'grapheme'}),
	fc
		.array(fc.constantFrom('status:', '!', '"', ' ', 'idle', 'age:<', '10m', 'is:', 'unread:', 'ß', 'é', ':'), {
			maxLength: 12,
		})
		.map(parts => parts.join('')),
);

/** A word that is written to its end, so that it says something of every row. */
const anyWord = fc.oneof(
	fc.string({minLength: 1, unit: 'grapheme-ascii'}).filter(word => /^[^\s"!:]+$/.test(word)),
	fc.constantFrom('status:idle', 'project:"my app"', 'age:<10m', 'unread:', 'is:marked', 'señor'),
);

test('no line fails, and what it keeps does not depend on the order of its words', () => {
	fc.assert(
		fc.property(anyLine, line => {
			expect(() => kept(line)).not.toThrow();
			expect(() => [usesAge(line), mayBeAge(line)]).not.toThrow();
		}),
	);
	fc.assert(
		fc.property(fc.array(anyWord, {maxLength: 5}), words => {
			expect(kept(words.toReversed().join(' '))).toEqual(kept(words.join(' ')));
		}),
	);
});

test('a word and the same word with ! before it part the rows between them', () => {
	fc.assert(
		fc.property(anyWord, word => {
			const [with_, without] = [kept(word), kept(`!${word}`)];
			expect([...with_, ...without].sort()).toEqual(Object.keys(rows).sort());
		}),
	);
});

test('more words never keep more', () => {
	fc.assert(
		fc.property(anyWord, anyWord, (one, other) => {
			expect(kept(one)).toEqual(expect.arrayContaining([...kept(`${one} ${other}`)]));
		}),
	);
});

test('a value that is written in quotes is read as it was', () => {
	fc.assert(
		fc.property(
			fc.string({unit: 'grapheme'}).filter(value => value.trim() !== '' && !value.includes('"')),
			value => {
				expect(readTerms(`project:${quoted(value)}`)).toMatchObject([{about: 'project', word: value}]);
			},
		),
	);
});

test('the terms of a line stand where they say', () => {
	fc.assert(
		fc.property(anyLine, line => {
			for (const {start, end, ...term} of readTerms(line)) {
				expect(readTerms(line.slice(start, end))).toEqual([{...term, start: 0, end: end - start}]);
			}
		}),
	);
});
