import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cutSpans, plainOf, soughtOf, spansOf, wrapSpans} from '../../source/client/log-text.js';
import {widthOf} from '../../source/client/text.js';

const line = fc
	.array(
		fc.oneof(fc.string({unit: 'grapheme', maxLength: 30}), fc.constantFrom('\u001B[1;31m', '\u001B[0m', '日本', '\t')),
	)
	.map(parts => parts.join(''));

test('the rows of a line fit, and together are the line', () => {
	fc.assert(
		fc.property(line, fc.integer({min: 2, max: 50}), (text, columns) => {
			const spans = spansOf(text);
			const rows = wrapSpans(spans, columns);

			expect(rows.map(plainOf).join('')).toBe(plainOf(spans));
			expect(Math.max(...rows.map(row => widthOf(plainOf(row))))).toBeLessThanOrEqual(columns);
		}),
	);
});

test('what is seen of a line from the side fits', () => {
	fc.assert(
		fc.property(line, fc.nat({max: 60}), fc.integer({min: 1, max: 50}), (text, left, columns) => {
			expect(widthOf(plainOf(cutSpans(spansOf(text), left, columns)))).toBeLessThanOrEqual(columns);
		}),
	);
});

const lines: ReadonlyArray<readonly [title: string, line: string, shown: string]> = [
	['a carriage return at the end is no character', 'done\r', 'done'],
	['of a line that was written over the last state is left', '10 %\r50 %\r100 %', '100 %'],
	['titles and movements are removed', '\u001B]0;title\u0007a\u001B[2Kb\u001B[3;4Hc', 'abc'],
	['a tab is two blanks', 'a\tb', 'a  b'],
	['bytes that are no text do no harm', Buffer.from([0x61, 0xff, 0x00, 0x62]).toString(), 'a\uFFFDb'],
];

for (const [title, given, shown] of lines) {
	test(title, () => {
		expect(plainOf(spansOf(given))).toBe(shown);
	});
}

test('colours are kept, and end where they ended', () => {
	expect(spansOf('a\u001B[1;31mb\u001B[39mc\u001B[0md').map(({text, look}) => [text, look])).toEqual([
		['a', ''],
		['b', '1;31'],
		['c', '1'],
		['d', ''],
	]);
});

test('what was looked for is marked, also over colours', () => {
	const found = (text: string, sought: string) =>
		spansOf(text, soughtOf(sought)).flatMap(span => (span.isFound ? [span.text] : []));

	expect(found('see it, See\u001B[1m It', 'see it')).toEqual(['see it', 'See', ' It']);
	expect(found('see it, See It', 'See')).toEqual(['See']);
	expect(found('a+b', 'a+b')).toEqual(['a+b']);
});
