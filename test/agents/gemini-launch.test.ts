import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Launch} from '../../source/agents/agent.js';
import {gemini} from '../../source/agents/gemini.js';
import {MaestroError} from '../../source/domain/errors.js';
import {temporaryFolder} from '../helpers/temporary.js';

const hooks = {hookProgram: '/home/user/.maestro/bin/maestro-hook', doorbell: '/home/user/.maestro/run/doorbell/s-1'};
const launch = (more: Partial<Launch>) => gemini.launch({folder: '/run', hooks, ...more});

test('the version is the number that the program prints', () => {
	expect(gemini.readVersion('0.61.0\n')).toBe('0.61.0');
});

test('what it goes on with and extras come before the prompt', () => {
	expect(launch({resume: 'some-id', extras: ['--model', 'pro'], prompt: 'Work on T-1'}).args).toEqual([
		...['--resume', 'some-id', '--model', 'pro', '--prompt-interactive=Work on T-1'],
	]);
	expect(launch({}).args).toEqual([]);
});

const prompts: ReadonlyArray<[title: string, prompt: string, expected: string]> = [
	['a prompt that looks like an option stays as it is', '--version', '--version'],
	['a prompt that looks like a command of the client is text', '/clear the cache', 'Prompt: /clear the cache'],
	['spaces and newlines before it do not make it a command', ' \n/clear', 'Prompt: /clear'],
	['a prompt keeps its newlines and quotes', '"a=b"\n\nb\n', '"a=b"\n\nb\n'],
];

for (const [title, prompt, expected] of prompts) {
	test(title, () => {
		expect(launch({prompt}).args).toEqual([`--prompt-interactive=${expected}`]);
	});
}

test('a command of the client is passed on as one', () => {
	expect(launch({command: '/worker T-1'}).args).toEqual(['--prompt-interactive=/worker T-1']);
});

test('what it is told about maestro goes by a file that its first hook reads', () => {
	const {environment, files} = launch({introduction: 'You are "s-1"\n'});

	expect(environment).toEqual({MAESTRO_INTRODUCTION: '/run/introduction.json'});
	expect(JSON.parse(files['introduction.json'] ?? '')).toEqual({
		hookSpecificOutput: {hookEventName: 'SessionStart', additionalContext: 'You are "s-1"\n'},
	});
});

test('a folder that the client would make a command of is not named to it', () => {
	expect(launch({introduction: 'x', folder: '/home/$(date)'})).toMatchObject({environment: {}, files: {}});
});

for (const extras of [['-p', 'x'], ['--prompt=x'], ['-i', 'x'], ['--prompt-interactive=x'], ['--', 'x']]) {
	test(`extras that would undo ours are refused: ${extras.join(' ')}`, () => {
		expect(() => launch({prompt: 'x', extras})).toThrow(MaestroError);
	});
}

type Settings = {
	readonly hooks: Readonly<
		Record<
			string,
			ReadonlyArray<{
				readonly matcher?: string;
				readonly hooks: ReadonlyArray<{readonly command: string; readonly timeout: number}>;
			}>
		>
	>;
};
const settingsFor = (hookProgram: string) => gemini.settings({version: '0.61.0', hookProgram}) as Settings;

test('there is a hook for every event at which messages go, and for each that tells a state', () => {
	expect(Object.keys(settingsFor('/hook').hooks).sort()).toEqual([
		...['AfterAgent', 'AfterTool', 'BeforeAgent', 'BeforeTool', 'Notification', 'SessionEnd', 'SessionStart'],
	]);
});

test('before a tool a hook runs only for those that ask something or begin a subagent', () => {
	const [before] = settingsFor('/hook').hooks.BeforeTool ?? [];
	const isFor = (tool: string) => new RegExp(before?.matcher ?? '').test(tool);

	expect(['invoke_agent', 'ask_user', 'exit_plan_mode'].every(isFor)).toBe(true);
	expect(['run_shell_command', 'mcp_x_ask_user', 'ask_user_2'].some(isFor)).toBe(false);
});

test('times are in milliseconds', () => {
	const times = Object.values(settingsFor('/hook').hooks).flatMap(entries =>
		entries.flatMap(({hooks}) => hooks.map(({timeout}) => timeout)),
	);
	expect(Math.min(...times)).toBeGreaterThanOrEqual(1000);
});

/** Runs the commands of an event as the client does, and answers what they print. */
const runHooks = async (event: string, environment: Readonly<Record<string, string>>) => {
	const folder = await temporaryFolder();
	const program = path.join(folder, "o'neil hook");
	writeFileSync(program, '#!/bin/sh\necho ran\n', {mode: 0o755});
	const commands = (settingsFor(program).hooks[event] ?? []).flatMap(({hooks}) => hooks.map(({command}) => command));
	const introduction = path.join(folder, 'introduction.json');
	writeFileSync(introduction, '{"hello":1}');
	return commands.map(command =>
		execFileSync('bash', ['-c', command], {
			env: {PATH: process.env.PATH ?? '', MAESTRO_INTRODUCTION: introduction, ...environment},
			stdio: ['ignore', 'pipe', 'inherit'],
		}).toString(),
	);
};

test('at its start the client is introduced to maestro', async () => {
	expect(await runHooks('SessionStart', {})).toEqual(['ran\n', '{"hello":1}']);
});

test('a client without an introduction prints nothing where a client would show it', async () => {
	expect(await runHooks('SessionStart', {MAESTRO_INTRODUCTION: '/missing'})).toEqual(['ran\n', '']);
	expect(await runHooks('SessionStart', {MAESTRO_INTRODUCTION: ''})).toEqual(['ran\n', '']);
});

for (const variable of ['GEMINI_CLI', 'CLAUDECODE', 'CODEX_THREAD_ID', 'OPENCODE']) {
	test(`a client in the shell of an agent, which has set ${variable}, does not speak for that agent's session`, async () => {
		expect(await runHooks('SessionStart', {[variable]: '1'})).toEqual(['', '']);
		expect(await runHooks('BeforeAgent', {[variable]: '1'})).toEqual(['']);
		expect(gemini.without).toContain(variable);
	});
}
