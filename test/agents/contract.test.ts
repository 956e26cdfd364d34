import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Launch, Start} from '../../source/agents/agent.js';
import {agentsOf} from '../../source/agents/index.js';
import {MaestroError} from '../../source/domain/errors.js';
import {permissions} from '../../source/domain/permission.js';

const agents = agentsOf({
	agents: {
		plain: {command: ['plain', '--yes'], headless: ['plain', 'run', '{extras}', '{prompt}']},
		aider: {
			command: ['aider', '--yes'],
			prompt: ['--message={prompt}'],
			headless: ['aider', '--exit', '{extras}', '--message={prompt}'],
			environment: {AIDER_DARK_MODE: 'true'},
		},
		windows: {command: ['only-windows']},
	},
});

const hooks = {hookProgram: '/home/user/.maestro/bin/maestro-hook', doorbell: '/home/user/.maestro/run/doorbell/s-1'};
const folder = '/home/user/.maestro/data/runs/run_1';

const mark = 'MARK-OF-THE-PROMPT';
const prompts = [
	...[
		'--help',
		'-rf',
		'/quit',
		'/quit now',
		'!ls',
		' \n!ls',
		'@/etc/passwd',
		'#memo',
		'-',
		'--',
		"it's",
		'"q"',
		'$(date)',
	],
	...['`date`', '; rm -rf .', 'two\nlines\n', '{prompt}', '{extras}', '%s', '$&', 'ü 😀', 'x'.repeat(100_000)],
].map(text => `${text} ${mark}`);

/** Everything that a start is made of, and that somebody reads. */
const placesOf = ({args, environment, files}: Start): readonly string[] => [
	...args,
	...Object.values(environment),
	...Object.values(files),
];

/** Whether no client takes it for an option of its own. What each takes for a command is said in the tests of each. */
const isNoOption = (args: readonly string[], last: string): boolean =>
	args.at(-2) === '--' || /^--[a-z-]+=/.test(last) || !last.startsWith('-');

for (const agent of agents) {
	const forms: ReadonlyArray<Partial<Launch>> = [{}, ...(agent.isHeadlessToo ? [{isHeadless: true}] : [])];
	const launch = (more: Partial<Launch>) => agent.launch({folder, hooks, introduction: 'You are a session', ...more});

	test(`${agent.label}: whatever a prompt is, it comes as a prompt: last, once and whole`, () => {
		for (const form of forms) {
			for (const prompt of prompts) {
				const start = launch({...form, prompt, extras: agent.isHeadlessToo ? ['-x'] : []});
				const last = start.args.at(-1) ?? '';
				expect(last.endsWith(prompt.trimStart()), prompt.slice(0, 50)).toBe(true);
				expect(placesOf(start).filter(place => place.includes(mark))).toHaveLength(1);
				expect(isNoOption(start.args, last), prompt.slice(0, 50)).toBe(true);
			}
		}
	});

	test(`${agent.label}: a prompt of any length leaves room for what the system takes in one argument`, () => {
		for (const form of forms) {
			const {args, files} = launch({...form, prompt: `${mark} ${'long '.repeat(100_000)}`});
			const last = args.at(-1) ?? '';
			// What is the prompt and nothing else is made short by who writes the run's folder.
			const isPromptAlone = last.startsWith(mark);
			const written = Object.entries(files).find(([, content]) => content.includes(mark));
			expect(isPromptAlone || last.includes(path.join(folder, written?.[0] ?? '?'))).toBe(true);
		}
	});

	test(`${agent.label}: with nothing to do it is given no prompt`, () => {
		expect(launch({}).args.join('\0')).not.toMatch(/--prompt|\{prompt\}|\{extras\}/);
	});

	test(`${agent.label}: files have plain names, and variables can stand on a line`, () => {
		for (const form of forms) {
			const {environment, files} = launch({...form, prompt: 'a\nb'});
			expect(Object.keys(files).filter(name => !/^[a-z-]+\.[a-z]+$/.test(name))).toEqual([]);
			for (const [name, value] of Object.entries(environment)) {
				expect(`${name}=${value}`).toMatch(/^[A-Z_][A-Z0-9_]*=.*$/);
			}
		}
	});

	test(`${agent.label}: what it may do is one of those that it knows, or refused with them`, () => {
		for (const permission of permissions) {
			const told = () => launch({permission});
			if (agent.permissions.includes(permission)) {
				expect(told).not.toThrow();
			} else {
				expect(told).toThrow(MaestroError);
			}
		}
	});

	test(`${agent.label}: it says itself whether it runs without a window`, () => {
		const started = () => launch({isHeadless: true, prompt: 'Go'});
		if (agent.isHeadlessToo) {
			expect(started).not.toThrow();
		} else {
			expect(started).toThrow(/without a window/);
		}
	});

	test(`${agent.label}: a hook of any shape says something or nothing, and throws nothing`, () => {
		fc.assert(
			fc.property(fc.jsonValue(), input => {
				agent.eventOf(input);
				agent.observe(input);
				agent.evidence(input);
				agent.conversationOf(input);
				return typeof agent.takesAt(input) === 'boolean' && typeof agent.beginsTurn(input) === 'boolean';
			}),
		);
	});
}
