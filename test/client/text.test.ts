import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {ageOf, momentOf} from '../../source/client/age.js';
import {keepColours, withoutColours} from '../../source/client/colours.js';
import {steady} from '../../source/client/steady.js';
import {fit, fitNames, lineToDraw, textToDraw, widthOf, wrap} from '../../source/client/text.js';
import {anyText as hostileText} from '../helpers/any-text.js';

const anyText = fc.oneof(
	fc.string({unit: 'grapheme'}),
	fc.string({unit: 'binary'}),
	fc.array(fc.constantFrom('a', ' ', '日', '👩‍👩‍👧', '🇩🇪', '❤️', '👍🏽', 'é', '…', '\t')).map(parts => parts.join('')),
);

test('a text that is made to fit has exactly the width it was given', () => {
	fc.assert(
		fc.property(anyText, fc.integer({min: 0, max: 60}), (text, width) => {
			expect(stringWidth(fit(lineToDraw(text), width))).toBe(width);
		}),
	);
});

test('wrapped lines fit, and nothing of the text is missing', () => {
	fc.assert(
		fc.property(anyText, fc.integer({min: 2, max: 40}), (text, width) => {
			const clean = textToDraw(text);
			const lines = wrap(clean, width);

			// One character that is wider than the room there is still has to go somewhere.
			expect(lines.every(line => widthOf(line) <= width || [...new Intl.Segmenter().segment(line)].length === 1)).toBe(
				true,
			);
			expect(lines.join('')).toBe(clean.replaceAll('\n', ''));
		}),
	);
});

test('lines break after words where they can', () => {
	expect(wrap('one two three', 8)).toEqual(['one two ', 'three']);
	expect(wrap('one  two', 3)).toEqual(['one', '  ', 'two']);
	expect(wrap('unbreakable', 4)).toEqual(['unbr', 'eaka', 'ble']);
});

test('joined emoji are drawn as the first of them, and flags as letters', () => {
	expect(steady('a 👩‍👩‍👧 b 👍🏽 c ❤️ d 🇩🇪 e 日本')).toBe('a 👩 b 👍 c ❤ d DE e 日本');
});

test('every character that is drawn takes one or two columns, and as many as its parts do one by one', () => {
	fc.assert(
		fc.property(hostileText, text => {
			const drawn = lineToDraw(text);
			for (const {segment} of new Intl.Segmenter().segment(drawn)) {
				const parts = [...segment].reduce((sum, part) => sum + stringWidth(part), 0);
				expect([segment, stringWidth(segment), [1, 2].includes(parts)]).toEqual([segment, parts, true]);
			}

			expect(steady(drawn)).toBe(drawn);
		}),
		{numRuns: 300},
	);
});

const steadied: ReadonlyArray<readonly [what: string, text: string, drawn: string]> = [
	['a mark with nothing below it is left out', '\u0301abc', 'abc'],
	['of hundreds of marks on one letter a few are kept', `e${'\u0301'.repeat(300)}`, `é${'\u0301'.repeat(7)}`],
	['emoji side by side are all kept', '🎉🎉', '🎉🎉'],
	['a keycap is its digit', '1️⃣', '1'],
	['what is not seen is left out', 'a\u200Bb\u2060c\uFEFFd\u00ADe\u3164', 'abcde'],
	['a line separator is a blank', 'a\u2028b', 'a b'],
	['letters of Hebrew, Arabic and Thai stay as they are', 'עברית العربية กำ', 'עברית العربية กำ'],
	['consonants that are written as one stand side by side', 'क्षि', 'क्\u200Cषि'],
	['a syllable of parts is the syllable', '\u1100\u1161\u11A8', '각'],
];

for (const [what, text, drawn] of steadied) {
	test(`${what}`, () => {
		expect(lineToDraw(text)).toBe(drawn);
	});
}

test('nothing that a terminal would obey is left in a preview but colours', () => {
	const sgr = /\u001B\[[0-9;:]*m/g;
	fc.assert(
		fc.property(
			fc.array(
				fc.constantFrom(
					'\u001B[31m',
					'\u001B[0m',
					'\u001B[2J',
					'\u001B]0;t\u0007',
					'x',
					'日',
					'\n',
					'\u009B1m',
					'\r',
					'\u001B',
				),
			),
			fc.integer({min: 1, max: 20}),
			(parts, width) => {
				for (const line of keepColours(parts.join(''), width)) {
					const plain = line.replace(sgr, '');
					expect(plain).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
					expect(widthOf(plain)).toBeLessThanOrEqual(width);
				}
			},
		),
	);
});

test('a colour goes on over the lines that follow, and each line ends its own', () => {
	expect(keepColours('\u001B[31;1mred\nstill\u001B[39m bold\u001B[0m\nplain', 20)).toEqual([
		'\u001B[31;1mred\u001B[0m',
		'\u001B[31m\u001B[1mstill\u001B[39m bold\u001B[0m\u001B[0m',
		'plain',
	]);
	expect(keepColours('\u001B[38;5;196;48;2;1;2;3mx\ny', 9)[1]).toBe('\u001B[38;5;196m\u001B[48;2;1;2;3my\u001B[0m');
});

test('without colours a preview is plain text', () => {
	expect(withoutColours('\u001B[31mred\u001B[0m line\nnext', 6)).toEqual(['red li', 'next']);
});

const ages: ReadonlyArray<[milliseconds: number, age: string]> = [
	[-5000, 'now'],
	[59_999, 'now'],
	[60_000, '1m'],
	[59 * 60_000, '59m'],
	[60 * 60_000, '1h'],
	[47 * 3_600_000, '1d'],
	[999 * 86_400_000, '999d'],
	[1000 * 86_400_000, '2y'],
];

for (const [milliseconds, age] of ages) {
	test(`${milliseconds} ms ago is "${age}"`, () => {
		expect(ageOf(1_000_000_000, 1_000_000_000 + milliseconds)).toBe(age);
	});
}

test('a moment of another day is told with its day', () => {
	const noon = new Date(2026, 4, 6, 12, 5).getTime();

	expect(momentOf(noon, noon + 60_000)).toBe('12:05');
	expect(momentOf(noon, noon + 24 * 3_600_000)).toBe('2026-05-06 12:05');
});

const fitted: ReadonlyArray<[names: readonly string[], width: number, shown: string]> = [
	[['Checkout', 'Prices'], 20, 'Checkout, Prices'],
	[['Checkout page loses the cart', 'Price rules'], 24, 'Checkout p…, Price rules'],
	[['Checkout page loses the cart', 'Describe the price rules'], 20, 'Checkout…, Describe…'],
	[['Checkout page loses the cart'], 10, 'Checkout …'],
	[['a', 'b', 'c'], 4, 'a, b, c'],
];

for (const [names, width, shown] of fitted) {
	test(`of ${names.join(' and ')} all are seen in ${width} columns`, () => {
		expect(fitNames(names, ', ', width)).toBe(shown);
	});
}
