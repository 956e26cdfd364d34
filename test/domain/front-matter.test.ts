import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readFrontMatter} from '../../source/domain/front-matter.js';
import {anyLine} from '../helpers/any-line.js';

const read = (...lines: readonly string[]) => readFrontMatter(['---', ...lines, '---', 'Text'].join('\n'));

const good: ReadonlyArray<[title: string, line: string, value: string | readonly string[]]> = [
	['words', 'a: some words ', 'some words'],
	['words with a colon', 'a: review: all of it', 'review: all of it'],
	['words with a number sign', 'a: mend issue #3', 'mend issue #3'],
	['words in quotes', 'a: "say \\"hi\\" \\\\ twice"', 'say "hi" \\ twice'],
	['words in single quotes', "a: 'it''s'", "it's"],
	['no words in quotes', 'a: ""', ''],
	['a list', 'a: [--model, opus]', ['--model', 'opus']],
	['a list of quoted words', "a: [\"x, y\", 'it''s' , z]", ['x, y', "it's", 'z']],
	['an empty list', 'a: []', []],
	['a word in brackets and others', 'a: [WIP] label', '[WIP] label'],
	['a list in lines', 'a:\n  - one\n# between\n  - "t w o"', ['one', 't w o']],
	['a list in lines at the margin', 'a:\n- one\n-\ttwo', ['one', 'two']],
];

for (const [title, line, value] of good) {
	test(`a value may be ${title}`, () => {
		expect(read(line)).toMatchObject({members: [{name: 'a', value, line: 2}], problems: []});
	});
}

const bad: ReadonlyArray<[title: string, lines: readonly string[], line: number, text: RegExp]> = [
	['no value', ['# why', 'a:'], 3, /a: expected a value/],
	['no name', ['a: b', '', 'what is this'], 4, /"what is this"/],
	['no blank behind the colon', ['a:b'], 2, /"a:b"/],
	['a list item of nothing', ['a: b', '- c'], 3, /"- c"/],
	['quotes that do not end', ['a: "b'], 2, /in quotes that end/],
	['something behind the quotes', ["a: 'b' c"], 2, /in quotes that end/],
	['a list with a gap', ['a: [b,,c]'], 2, /list/],
	['a list with quotes that do not end', ['a: [b, "c]'], 2, /list/],
	['a text over several lines', ['a: |', '  b'], 2, /on one line/],
	['the same name twice', ['a: b', 'a: c'], 3, /a is there twice/],
	['an item that does not end', ['a:', '  - b', "  - 'c"], 4, /in quotes/],
];

for (const [title, lines, line, text] of bad) {
	test(`${title} is a problem of its line`, () => {
		expect(read(...lines).problems[0]).toEqual({line, text: expect.stringMatching(text)});
	});
}

test('the text begins on the line below, whatever the ends of lines are', () => {
	expect(readFrontMatter('\uFEFF---\r\na: b\r\n--- \r\n\r\nText\r\n---\r\n')).toEqual({
		members: [{name: 'a', value: 'b', line: 2}],
		...{body: '\nText\n---\n', bodyLine: 4, problems: []},
	});
});

test('without front matter all is text, and a rule in the middle is a part of it', () => {
	expect(readFrontMatter('Text\n---\na: b\n---\n')).toEqual({
		...{members: [], body: 'Text\n---\na: b\n---\n', bodyLine: 1, problems: []},
	});
});

test('front matter that does not end is a problem', () => {
	expect(readFrontMatter('---\na: b\nText')).toMatchObject({
		members: [],
		problems: [{line: 1, text: expect.stringMatching('no line "---" ends it')}],
	});
});

test('what a terminal would obey is taken away, and no line is lost by it', () => {
	const {members, body, bodyLine} = readFrontMatter('---\na: b\u001B]0;title\n---\n\u001B[31mred\u0000\n');

	expect({members, body, bodyLine}).toEqual({members: [{name: 'a', value: 'b', line: 2}], body: 'red\n', bodyLine: 4});
});

test('reading any text never throws, and every line that is named is there', () => {
	const lines = fc.array(fc.oneof(fc.constantFrom('---', 'a:', '- x', 'a: [', 'b: "', '#', '  - ', 'c: |'), anyLine));
	fc.assert(
		fc.property(lines, some => {
			const content = some.join('\n');
			const count = content.split(/\r\n|\r|\n/).length;
			const {members, problems, bodyLine} = readFrontMatter(content);

			for (const {line} of [...members, ...problems]) {
				expect(line).toBeGreaterThan(0);
				expect(line).toBeLessThanOrEqual(count);
			}

			expect(bodyLine).toBeLessThanOrEqual(count + 1);
		}),
	);
});
