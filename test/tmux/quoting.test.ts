import fc from 'fast-check';
import {expect, test} from 'vitest';
import {run} from '../../source/system/run.js';
import {escapeArgument, escapeFormat, toArguments, toCommandLine} from '../../source/tmux/quoting.js';

const asArgument: ReadonlyArray<[meant: string, written: string]> = [
	['x', 'x'],
	['', ''],
	[';', '\\;'],
	['x;', 'x\\;'],
	['x\\;', 'x\\\\;'],
	['x;;', 'x;\\;'],
	['a;b', 'a;b'],
	['\\', '\\'],
];

for (const [meant, written] of asArgument) {
	test(`the argument ${JSON.stringify(meant)} is written ${JSON.stringify(written)}`, () => {
		expect(escapeArgument(meant)).toBe(written);
	});
}

const asFormat: ReadonlyArray<[meant: string, written: string]> = [
	['x', 'x'],
	['#', '##'],
	['##', '####'],
	['#{version}', '##{version}'],
	['#(touch pwned)', '##(touch pwned)'],
	['#[fg=red]', '#[fg=red]'],
	['##[x', '##[x'],
	['a##b#', 'a####b##'],
];

for (const [meant, written] of asFormat) {
	test(`the text ${JSON.stringify(meant)} in a format is written ${JSON.stringify(written)}`, () => {
		expect(escapeFormat(meant)).toBe(written);
	});
}

test('commands are separated by a ; of its own, and end nowhere else', () => {
	const args = toArguments([
		['set-option', '@a', 'x;'],
		['kill-window', '-t', ';'],
	]);

	expect(args).toEqual(['set-option', '@a', 'x\\;', ';', 'kill-window', '-t', '\\;']);
});

test('a command line that a person types gives a shell the words that were meant', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.string({unit: 'grapheme'}), {minLength: 1, maxLength: 8}), async texts => {
			const words = texts.map(text => text.replaceAll('\0', ''));

			const {stdout} = await run('sh', ['-c', `for word in ${toCommandLine(words)}; do printf '%s\\0' "$word"; done`]);

			expect(stdout.split('\0').slice(0, -1)).toEqual(words);
		}),
		{numRuns: 50},
	);
});

test('a word that begins with = is quoted, as zsh would look for a program of that name', () => {
	expect(toCommandLine(['tmux', '-S', '/tmp/a b', 'attach-session', '-t', '=maestro'])).toBe(
		"tmux -S '/tmp/a b' attach-session -t '=maestro'",
	);
});
