import {expect, test} from 'vitest';
import type {Launch} from '../../source/agents/agent.js';
import {opencode} from '../../source/agents/opencode.js';
import {MaestroError} from '../../source/domain/errors.js';

const hooks = {hookProgram: "/home/user/it's a home/bin/maestro-hook"};
const plugin = "file:///home/user/it's%20a%20home/bin/opencode-plugin.js";
const listener = {port: 4711, password: 's3cret'};
const launch = (more: Partial<Launch>) => opencode.launch({folder: '/run', hooks, ...more});

test('the version is the number that the program prints', () => {
	expect(opencode.readVersion('1.18.33\n')).toBe('1.18.33');
});

test('port, conversation and extras come before the prompt', () => {
	expect(launch({prompt: 'Work on T-1', listener, resume: 'ses_1', extras: ['--model', 'a/b']}).args).toEqual([
		...['--port', '4711', '--session', 'ses_1', '--model', 'a/b', '--prompt', 'Work on T-1'],
	]);
});

test('the password is in no argument, and asked for under a name that is known', () => {
	const {args, environment} = launch({prompt: 'x', listener});

	expect(args.join(' ')).not.toContain(listener.password);
	expect(environment).toMatchObject({OPENCODE_SERVER_USERNAME: 'opencode', OPENCODE_SERVER_PASSWORD: 's3cret'});
});

test('plugin and introduction are added to the configuration that there is', () => {
	const {environment, files} = launch({introduction: 'You are a session'});

	expect(JSON.parse(environment.OPENCODE_CONFIG_CONTENT ?? '')).toEqual({
		plugin: [plugin],
		instructions: ['/run/introduction.md'],
	});
	expect(files).toEqual({'introduction.md': 'You are a session\n'});
});

const prompts: ReadonlyArray<[title: string, prompt: string, expected: string]> = [
	['a prompt that looks like an option is none', '--version', ' --version'],
	['a prompt that looks like a command of the client is text', '/exit', 'Prompt: /exit'],
	['spaces before it do not make it a command', ' \n/exit', 'Prompt: /exit'],
	['a prompt keeps its newlines', 'a\n\nb\n', 'a\n\nb\n'],
];

for (const [title, prompt, expected] of prompts) {
	test(title, () => {
		expect(launch({prompt}).args).toEqual(['--prompt', expected]);
	});
}

test('the plugin is told whether a prompt comes', () => {
	expect(launch({prompt: 'x'}).environment).toMatchObject({MAESTRO_PROMPTED: '1'});
	expect(launch({resume: 'ses_1'}).environment).not.toHaveProperty('MAESTRO_PROMPTED');
});

test('a command of the client is passed on as one', () => {
	expect(launch({command: '/worker T-1'}).args).toEqual(['--prompt', '/worker T-1']);
});

for (const extras of [
	['--port', '1'],
	['--hostname=0.0.0.0'],
	['--mdns'],
	['--mdns-domain', 'x.local'],
	['--cors', 'http://x'],
	['--pure'],
	['--prompt', 'x'],
	['--', 'x'],
]) {
	test(`extras that would undo ours are refused: ${extras.join(' ')}`, () => {
		expect(() => launch({prompt: 'x', extras})).toThrow(MaestroError);
	});
}

test('by hand it is one file, which names the plugin and says that it came by hand', () => {
	const text = String(opencode.settings({...hooks, version: undefined}));

	expect(text).toContain(`import("${plugin}")`);
	expect(text).toContain('{isByHand: true}');
});
