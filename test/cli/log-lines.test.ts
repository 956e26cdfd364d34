import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createLogLines} from '../../source/cli/log-lines.js';

const show = (text: string | Buffer, given: Partial<Parameters<typeof createLogLines>[0]> = {}): string => {
	const lines = createLogLines({beginsWithin: false, ...given});
	return lines.take(Buffer.from(text)) + lines.end();
};

const shown: ReadonlyArray<[title: string, printed: string, shown: string]> = [
	['lines as they are', 'one\n\ntwo\n', 'one\n\ntwo\n'],
	['a last line that never ended', 'one\ntwo', 'one\ntwo\n'],
	['nothing', '', ''],
	['colours stay', '\u001B[31mred\u001B[0m\n', '\u001B[31mred\u001B[0m\n'],
	['a colour that was left on is ended', '\u001B[1;31mred\nmore\n', '\u001B[1;31mred\nmore\n\u001B[0m'],
	['other sequences go', '\u001B[2J\u001B]0;title\u0007a\u001B[5Ab\u0007\n', 'ab\n'],
	['also those that hide a colour', '\u001B]0;\u001B[31mtitle\u0007a\n', '\u001B[31mtitlea\n\u001B[0m'],
	['of a progress bar its last state', '10 %\r50 %\r100 %\n', '100 %\n'],
	['line ends of other systems', 'one\r\ntwo\r\n', 'one\ntwo\n'],
	['marks that turn text around go', 'a\u202Eb\n', 'ab\n'],
];

for (const [title, printed, expected] of shown) {
	test(`shown of a log: ${title}`, () => {
		expect(show(printed)).toBe(expected);
	});
}

test('lines for programs become lines for people, and those that say nothing none', () => {
	const readOutput = (line: string) => (line === 'quiet' ? [] : [`<${line}>`, 'more']);

	expect(show('one\nquiet\ntwo\n', {readOutput})).toBe('<one>\nmore\n<two>\nmore\n');
});

test('what begins within a line begins with the next one', () => {
	expect(show('ne\ntwo\n', {beginsWithin: true})).toBe('two\n');
	expect(show('\ntwo\n', {beginsWithin: true})).toBe('two\n');
	expect(show('ne', {beginsWithin: true})).toBe('');
});

test('however it comes in pieces, the same is shown', () => {
	fc.assert(
		fc.property(
			fc.string({unit: fc.constantFrom('a', '\n', '\r', 'é', '👍', '\u001B', '[', '3', '1', 'm')}),
			fc.array(fc.integer({min: 0, max: 5})),
			(text, sizes) => {
				const bytes = Buffer.from(text);
				const lines = createLogLines({beginsWithin: false});
				let made = '';
				let start = 0;
				for (const size of sizes) {
					made += lines.take(bytes.subarray(start, start + size));
					start += size;
				}

				made += lines.take(bytes.subarray(start)) + lines.end();

				expect(made).toBe(show(text));
			},
		),
	);
});

test('a line without an end is shown in parts, and not kept', () => {
	const lines = createLogLines({beginsWithin: false});
	const megabyte = 'x'.repeat(1024 * 1024);

	expect(lines.take(Buffer.from(`${megabyte}y`))).toBe(`${megabyte}y\n`);
	expect(lines.take(Buffer.from('z\n'))).toBe('z\n');
});
