import fc from 'fast-check';
import {expect, test} from 'vitest';
import {commandLine} from '../../source/domain/shell.js';
import {splitWords} from '../../source/domain/split-words.js';

const lines: ReadonlyArray<[line: string, words: readonly string[]]> = [
	['', []],
	['   ', []],
	['--model opus', ['--model', 'opus']],
	['  a \t b  ', ['a', 'b']],
	[`'a b' "c d"`, ['a b', 'c d']],
	[`a'b c'd"e f"g`, ['ab cde fg']],
	[`'' ""`, ['', '']],
	[String.raw`a\ b \'c`, ['a b', "'c"]],
	[String.raw`"say \"yes\" \$HOME \n"`, [String.raw`say "yes" $HOME \n`]],
	[String.raw`'a\b'`, [String.raw`a\b`]],
	['$(date) *.ts ~ ; | > & #', ['$(date)', '*.ts', '~', ';', '|', '>', '&', '#']],
	[`"it's" 'a "b"'`, ["it's", 'a "b"']],
];

for (const [line, words] of lines) {
	test(`${line === '' ? 'nothing' : line} is ${words.length} words`, () => {
		expect(splitWords(line)).toEqual({words});
	});
}

for (const line of ["'", '"', "a 'b", 'a "b', String.raw`"a\"`, String.raw`a\ `.trim(), 'a"']) {
	test(`what does not end is a problem: ${line}`, () => {
		expect(splitWords(line)).toEqual({problem: expect.stringMatching(/not closed|at the end/)});
	});
}

test('words that were written as a command line are the same words again', () => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: fc.constantFrom(...`ab '"\\$\`*~#=\n\té日`)})), words => {
			expect(splitWords(commandLine(words))).toEqual({words});
		}),
	);
});
