import {expect, test} from 'vitest';
import type {Launch} from '../../source/agents/agent.js';
import {claude} from '../../source/agents/claude.js';
import {claudeSettings} from '../../source/agents/claude-hooks.js';
import {MaestroError} from '../../source/domain/errors.js';

const hooks = {
	hookProgram: '/home/user/.maestro/bin/maestro-hook',
	doorbell: '/home/user/.maestro/run/doorbell/sess_b',
};
const settings = ['--settings', '/run/settings.json'];
const launch = (more: Partial<Launch>) => claude.launch({folder: '/run', hooks, ...more});

test('the version is the number that the program prints', () => {
	expect(claude.readVersion('2.1.329 (Claude Code)\n')).toBe('2.1.329');
	expect(claude.readVersion('command not found')).toBeUndefined();
});

test('settings, introduction, name and extras come before the prompt', () => {
	expect(
		launch({
			prompt: 'Work on T-1',
			introduction: 'You are a session',
			name: 'T-1-interactive',
			extras: ['--model', 'opus'],
			version: '2.1.329',
		}).args,
	).toEqual([
		...['--settings', '/run/settings.json', '--append-system-prompt', 'You are a session', '--name', 'T-1-interactive'],
		...['--model', 'opus', '--', 'Work on T-1'],
	]);
});

test('an option that an older client may not know is left out', () => {
	expect(launch({name: 'T-1', version: '2.1.140'}).args).toEqual(settings);
	expect(launch({name: 'T-1'}).args).toEqual(settings);
});

const prompts: ReadonlyArray<[title: string, prompt: string, expected: string]> = [
	['a prompt that looks like an option stays as it is', '--version', '--version'],
	['a prompt that looks like a command of the client is text', '/clear the cache', 'Prompt: /clear the cache'],
	['spaces and newlines before it do not make it a command', ' \n/clear', 'Prompt: /clear'],
	['a prompt keeps its newlines', 'a\n\nb\n', 'a\n\nb\n'],
];

for (const [title, prompt, expected] of prompts) {
	test(title, () => {
		expect(launch({prompt}).args).toEqual([...settings, '--', expected]);
	});
}

test('a command of the client is passed on as one', () => {
	expect(launch({command: '/worker T-1'}).args).toEqual([...settings, '--', '/worker T-1']);
});

test('a conversation goes on where it left off', () => {
	const id = '0b5d2bb6-8a3c-4b7a-9a43-0d5d4a5f0c11';
	expect(launch({resume: id}).args).toEqual([...settings, '--resume', id]);
});

test('the hooks of its version are in the file that the arguments name', () => {
	const {files, environment} = launch({version: '2.1.329'});
	expect(JSON.parse(files['settings.json'] ?? '')).toEqual(claudeSettings({...hooks, version: '2.1.329'}));
	expect(environment).toEqual({});
});

for (const extras of [['--settings', 'mine.json'], ['--settings={}'], ['--', 'x']]) {
	test(`extras that would undo ours are refused: ${extras.join(' ')}`, () => {
		expect(() => launch({prompt: 'x', extras})).toThrow(MaestroError);
	});
}
