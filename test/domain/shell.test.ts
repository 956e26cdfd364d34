import fc from 'fast-check';
import {expect, test} from 'vitest';
import {commandLine} from '../../source/domain/shell.js';
import {run} from '../../source/system/run.js';

test('a command line that a person types gives a shell the words that were meant', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.string({unit: 'grapheme'}), {minLength: 1, maxLength: 8}), async texts => {
			const words = texts.map(text => text.replaceAll('\0', ''));

			const {stdout} = await run('sh', ['-c', `for word in ${commandLine(words)}; do printf '%s\\0' "$word"; done`]);

			expect(stdout.split('\0').slice(0, -1)).toEqual(words);
		}),
		{numRuns: 50},
	);
});

test('a word that begins with = is quoted, as zsh would look for a program of that name', () => {
	expect(commandLine(['tmux', '-S', '/tmp/a b', 'attach-session', '-t', '=maestro'])).toBe(
		"tmux -S '/tmp/a b' attach-session -t '=maestro'",
	);
});
