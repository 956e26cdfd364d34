import {expect, test} from 'vitest';
import type {Agent, Launch} from '../../source/agents/agent.js';
import {claude} from '../../source/agents/claude.js';
import {codex} from '../../source/agents/codex.js';
import {gemini} from '../../source/agents/gemini.js';
import {agents} from '../../source/agents/index.js';
import {opencode} from '../../source/agents/opencode.js';
import {MaestroError} from '../../source/domain/errors.js';
import {type Permission, permissions} from '../../source/domain/permission.js';

const hooks = {hookProgram: '/home/user/.maestro/bin/maestro-hook'};
const launch = (agent: Agent, more: Partial<Launch>) => agent.launch({folder: '/run', hooks, ...more});

/** The arguments without those that every launch has: hooks and their settings. */
const argsOf = (agent: Agent, more: Partial<Launch>): readonly string[] => {
	const always = ['-c', '--settings', '/run/settings.json'];
	const {args} = launch(agent, {isHeadless: true, prompt: 'Go', ...more});
	const own = args.filter(arg => !arg.startsWith('hooks.') && !always.includes(arg));
	return own;
};

const headless: ReadonlyArray<[agent: Agent, fresh: readonly string[], resumed: readonly string[]]> = [
	[
		claude,
		['-p', '--output-format', 'stream-json', '--verbose', '-x', '--', 'Go'],
		['-p', '--output-format', 'stream-json', '--verbose', '--resume', 'id-1', '-x', '--', 'Go'],
	],
	[
		codex,
		['exec', '--json', '--skip-git-repo-check', '-x', '--', 'Go'],
		['exec', '--json', '--skip-git-repo-check', '-x', 'resume', '--', 'id-1', 'Go'],
	],
	[
		gemini,
		['--output-format', 'stream-json', '-x', '--prompt=Go'],
		['--output-format', 'stream-json', '--resume', 'id-1', '-x', '--prompt=Go'],
	],
	[
		opencode,
		['run', '--format', 'json', '-x', '--', 'Go'],
		['run', '--format', 'json', '--session', 'id-1', '-x', '--', 'Go'],
	],
];

for (const [agent, fresh, resumed] of headless) {
	test(`${agent.label} runs without a window, begun or going on`, () => {
		expect(argsOf(agent, {extras: ['-x']})).toEqual(fresh);
		expect(argsOf(agent, {extras: ['-x'], resume: 'id-1'})).toEqual(resumed);
	});
}

const given: ReadonlyArray<[agent: Agent, permission: Permission, args: readonly string[]]> = [
	[claude, 'ask', ['--permission-mode', 'manual']],
	[claude, 'plan', ['--permission-mode', 'plan']],
	[claude, 'edit', ['--permission-mode', 'acceptEdits']],
	[claude, 'all', ['--permission-mode', 'bypassPermissions']],
	[codex, 'ask', ['sandbox_mode="read-only"', 'approval_policy="on-request"']],
	[codex, 'plan', ['sandbox_mode="read-only"', 'approval_policy="never"']],
	[codex, 'edit', ['sandbox_mode="workspace-write"', 'approval_policy="on-request"']],
	[codex, 'all', ['sandbox_mode="danger-full-access"', 'approval_policy="never"']],
	[gemini, 'ask', ['--approval-mode', 'default']],
	[gemini, 'plan', ['--approval-mode', 'plan']],
	[gemini, 'edit', ['--approval-mode', 'auto_edit']],
	[gemini, 'all', ['--approval-mode', 'yolo']],
	[opencode, 'ask', []],
	[opencode, 'plan', ['--agent', 'plan']],
	[opencode, 'edit', []],
	[opencode, 'all', ['--auto']],
];

for (const [agent, permission, expected] of given) {
	test(`${agent.label} is told that it may ${permission}, in a window and without one`, () => {
		for (const isHeadless of [true, false]) {
			const version = agent === claude ? '2.1.329' : agent.oldest;
			const before = argsOf(agent, {isHeadless, version});
			const after = argsOf(agent, {isHeadless, version, permission});
			expect(after.filter(arg => !before.includes(arg))).toEqual(expected);
		}
	});
}

test('an older Claude Code is told to ask by the name that it knows', () => {
	expect(argsOf(claude, {permission: 'ask', version: '2.1.120'})).toContain('default');
});

const rules: ReadonlyArray<[permission: Permission, rules: unknown]> = [
	['ask', {edit: 'ask', bash: 'ask', webfetch: 'ask'}],
	['plan', {edit: 'deny', bash: 'ask', webfetch: 'ask'}],
	['edit', {edit: 'allow', bash: 'ask', webfetch: 'ask'}],
	['all', undefined],
];

for (const [permission, expected] of rules) {
	test(`the configuration of OpenCode says what it may: ${permission}`, () => {
		const {environment} = launch(opencode, {permission});
		expect(JSON.parse(environment.OPENCODE_CONFIG_CONTENT ?? '').permission).toEqual(expected);
	});
}

test('an agent may do all without asking only when that was asked for', () => {
	const dangerous = /bypass|yolo|danger-full|--auto$/;
	for (const agent of agents) {
		for (const permission of [undefined, 'ask', 'plan', 'edit'] as const) {
			for (const isHeadless of [true, false]) {
				const {args, environment} = launch(agent, {isHeadless, permission, prompt: 'Go'});
				expect([...args, ...Object.values(environment)].filter(arg => dangerous.test(arg))).toEqual([]);
			}
		}
	}
});

const headlessOnly: ReadonlyArray<[agent: Agent, extras: readonly string[]]> = [
	[claude, ['--output-format', 'text']],
	[claude, ['--output-format=json']],
	[claude, ['--input-format', 'stream-json']],
	[claude, ['--bg']],
	[gemini, ['-o', 'text']],
	[gemini, ['-otext']],
	[gemini, ['--outputFormat=text']],
	[opencode, ['--format=default']],
	[opencode, ['--attach', 'http://x']],
	[opencode, ['--command', 'x']],
	[opencode, ['-i']],
];

for (const [agent, extras] of headlessOnly) {
	test(`${agent.label} is not given ${extras.join(' ')} where nobody sees it`, () => {
		expect(() => launch(agent, {isHeadless: true, prompt: 'Go', extras})).toThrow(MaestroError);
		expect(() => launch(agent, {prompt: 'Go', extras})).not.toThrow();
	});
}

const besides: ReadonlyArray<[agent: Agent, extras: readonly string[]]> = [
	[claude, ['--permission-mode=plan']],
	[claude, ['--dangerously-skip-permissions']],
	[codex, ['-s', 'danger-full-access']],
	[codex, ['-sdanger-full-access']],
	[codex, ['--ask-for-approval=never']],
	[codex, ['--dangerously-bypass-approvals-and-sandbox']],
	[codex, ['-c', 'sandbox_mode="danger-full-access"']],
	[codex, ['--config=approval_policy = "never"']],
	[gemini, ['--yolo']],
	[gemini, ['--approvalMode', 'yolo']],
	[opencode, ['--auto']],
	[opencode, ['--agent', 'build']],
];

for (const [agent, extras] of besides) {
	test(`what ${agent.label} may do is said in one way: plan and ${extras.join(' ')}`, () => {
		expect(() => launch(agent, {permission: 'plan', extras})).toThrow(/in one way/);
		expect(() => launch(agent, {extras})).not.toThrow();
	});
}

test('what Codex is given twice comes once, and what only a window takes not at all', () => {
	expect(argsOf(codex, {extras: ['--json', '--no-daemon', '--skip-git-repo-check']})).toEqual(argsOf(codex, {}));
});

test('OpenCode without a window listens to nobody, and its plugin takes the quotes away', () => {
	const listener = {port: 4711, password: 's3cret'};
	const {args, environment} = launch(opencode, {isHeadless: true, prompt: 'Go on', listener});

	expect(args).not.toContain('--port');
	expect(environment).toMatchObject({MAESTRO_QUOTED: '1', MAESTRO_PROMPTED: '1'});
	expect(environment).not.toHaveProperty('OPENCODE_SERVER_PASSWORD');
	expect(launch(opencode, {prompt: 'Go on', listener}).environment).not.toHaveProperty('MAESTRO_QUOTED');
});

test('a command of the project runs without a window, too', () => {
	expect(claude.knowsCommands).toBe(true);
	expect(argsOf(claude, {prompt: undefined, command: '/sub:deep T-1'}).slice(-2)).toEqual(['--', '/sub:deep T-1']);
});

for (const agent of agents) {
	test(`${agent.label} without a window and with nothing to do is refused`, () => {
		for (const prompt of [undefined, '', ' \n']) {
			expect(() => launch(agent, {isHeadless: true, prompt, resume: 'id-1'})).toThrow(/something to do/);
		}
	});

	test(`a ${agent.label} that is too old is refused, with both versions`, () => {
		for (const more of [{isHeadless: true}, {permission: 'plan'}] as const) {
			expect(() => launch(agent, {prompt: 'Go', version: '0.0.9', ...more})).toThrow(
				new RegExp(`${agent.oldest} or newer is needed .*; this is 0\\.0\\.9`),
			);
		}

		expect(() => launch(agent, {prompt: 'Go', version: '0.0.9'})).not.toThrow();
		expect(() => launch(agent, {prompt: 'Go', isHeadless: true})).not.toThrow();
	});

	test(`${agent.label} knows all that can be said of what an agent may do`, () => {
		expect(agent.permissions).toEqual(permissions);
	});
}
