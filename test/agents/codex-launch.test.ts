import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Launch} from '../../source/agents/agent.js';
import {codex} from '../../source/agents/codex.js';
import {toToml} from '../../source/agents/toml.js';
import {MaestroError} from '../../source/domain/errors.js';

const hooks = {
	hookProgram: '/home/user/.maestro/bin/maestro-hook',
	doorbell: '/home/user/.maestro/run/doorbell/sess_b',
};
const launch = (more: Partial<Launch> = {}) => codex.launch({folder: '/run', hooks, ...more});

/** All arguments but those of the hooks. */
const argsOf = (more: Partial<Launch>): readonly string[] => {
	const args = launch(more).args.join('\0');
	return launch()
		.args.slice(1)
		.reduce((rest, hook) => rest.replace(`\0${hook}`, ''), args)
		.split('\0');
};

test('the version is the number that the program prints', () => {
	expect(codex.readVersion('codex-cli 0.169.0\n')).toBe('0.169.0');
});

test('its hooks are the same for every session, so that trust given once stays', () => {
	const one = launch({hooks: {...hooks, doorbell: '/a/sess_1'}, folder: '/a'}).args;
	const other = launch({hooks: {...hooks, doorbell: '/b/sess_2'}, folder: '/b', version: '0.170.0'}).args;

	expect(one).toEqual(other);
	expect(one.filter(arg => arg.startsWith('hooks.'))).toHaveLength(7);
	expect(one).toContain(
		`hooks.Stop=[{hooks=[{type="command",command="'/home/user/.maestro/bin/maestro-hook'",timeout=10}]}]`,
	);
	expect(one.join(' ')).not.toContain('bypass');
});

test('it runs without the server that all clients share, and only once says so', () => {
	expect(argsOf({})).toEqual(['--no-daemon']);
	expect(argsOf({extras: ['--no-daemon', '--search']})).toEqual(['--no-daemon', '--search']);
});

test('introduction and extras come before the prompt', () => {
	expect(argsOf({prompt: 'Work on T-1', introduction: 'You are "s"\nof maestro', extras: ['-m', 'o3']})).toEqual([
		...['--no-daemon', '-c', 'developer_instructions="You are \\"s\\"\\nof maestro"', '-m', 'o3', '--', 'Work on T-1'],
	]);
});

test('a conversation goes on where it left off', () => {
	expect(argsOf({resume: 'c-1'})).toEqual(['resume', '--no-daemon', '--', 'c-1']);
	expect(argsOf({resume: 'c-1', prompt: 'Go on'})).toEqual(['resume', '--no-daemon', '--', 'c-1', 'Go on']);
});

const prompts: ReadonlyArray<[title: string, prompt: string, expected: string]> = [
	['a prompt that looks like an option stays as it is', '--version', '--version'],
	['a prompt that the client would run in a shell is text', '!rm -rf .', 'Prompt: !rm -rf .'],
	['spaces and newlines before it do not make it run', ' \n!ls', 'Prompt: !ls'],
	['a prompt keeps its newlines', 'a\n!b\n', 'a\n!b\n'],
];

for (const [title, prompt, expected] of prompts) {
	test(title, () => {
		expect(argsOf({prompt}).slice(-2)).toEqual(['--', expected]);
	});
}

const refused: ReadonlyArray<readonly string[]> = [
	['--'],
	['--remote', 'ws://127.0.0.1:1'],
	['--remote=unix://'],
	['-c', 'hooks.Stop=[]'],
	['-c', 'hooks={}'],
	['-chooks.Stop=[]'],
	['-c=hooks.Stop=[]'],
	['--config', '"hooks".Stop = []'],
	['--config=hooks.Stop=[]'],
	['-c', 'developer_instructions="mine"'],
	['-c', 'features.hooks=false'],
	['-c', 'features={ hooks = false }'],
	['--disable', 'hooks'],
	['--disable=hooks'],
];

for (const extras of refused) {
	test(`what would undo what maestro gives is refused: ${extras.join(' ')}`, () => {
		expect(() => launch({extras})).toThrow(MaestroError);
	});
}

for (const extras of [
	['-c', 'model="hooks"'],
	['--disable', 'apps'],
	['-c', 'features.apps=false'],
	['--cd', '/x'],
	['--dangerously-bypass-hook-trust'],
]) {
	test(`other options of the client are the operator's to give: ${extras.join(' ')}`, () => {
		expect(argsOf({extras})).toEqual(['--no-daemon', ...extras]);
	});
}

const plain = /^"(?:[^"\\\u0000-\u001F\u007F]|\\(?:["\\bfnrt]|u[0-9A-Fa-f]{4}))*"$/;

const anyText = fc.array(fc.oneof(fc.nat(0xff), fc.nat(0xffff))).map(codes => String.fromCharCode(...codes));

test('text as TOML is one line, and has nothing in it that ends it', () => {
	fc.assert(
		fc.property(anyText, text => {
			const toml = toToml(text);
			return plain.test(toml) && JSON.parse(toml) === text.toWellFormed();
		}),
	);
	expect(toToml('a\u007Fb')).toBe('"a\\u007Fb"');
	expect(toToml({a: [1, {b: 'c'}], d: []})).toBe('{a=[1,{b="c"}],d=[]}');
});
