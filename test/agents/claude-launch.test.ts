import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {MaestroError} from '../../source/domain/errors.js';

test('the version is the number that the program prints', () => {
	expect(claude.readVersion('2.1.329 (Claude Code)\n')).toBe('2.1.329');
	expect(claude.readVersion('command not found')).toBeUndefined();
});

test('settings, introduction, name and extras come before the prompt', () => {
	expect(
		claude.launch({
			prompt: 'Work on T-1',
			settingsFile: '/run/settings.json',
			introduction: 'You are a session',
			name: 'T-1-interactive',
			extras: ['--model', 'opus'],
			version: '2.1.329',
		}),
	).toEqual([
		...['--settings', '/run/settings.json', '--append-system-prompt', 'You are a session', '--name', 'T-1-interactive'],
		...['--model', 'opus', '--', 'Work on T-1'],
	]);
});

test('an option that an older client may not know is left out', () => {
	expect(claude.launch({name: 'T-1', version: '2.1.140'})).toEqual([]);
	expect(claude.launch({name: 'T-1'})).toEqual([]);
});

const prompts: ReadonlyArray<[title: string, prompt: string, expected: string]> = [
	['a prompt that looks like an option stays as it is', '--version', '--version'],
	['a prompt that looks like a command of the client is text', '/clear the cache', 'Prompt: /clear the cache'],
	['spaces and newlines before it do not make it a command', ' \n/clear', 'Prompt: /clear'],
	['a prompt keeps its newlines', 'a\n\nb\n', 'a\n\nb\n'],
];

for (const [title, prompt, expected] of prompts) {
	test(title, () => {
		expect(claude.launch({prompt})).toEqual(['--', expected]);
	});
}

test('a command of the client is passed on as one', () => {
	expect(claude.launch({command: '/worker T-1'})).toEqual(['--', '/worker T-1']);
});

for (const extras of [['--settings', 'mine.json'], ['--settings={}'], ['--', 'x']]) {
	test(`extras that would undo ours are refused: ${extras.join(' ')}`, () => {
		expect(() => claude.launch({prompt: 'x', extras})).toThrow(MaestroError);
	});
}
