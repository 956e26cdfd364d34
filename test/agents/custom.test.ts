import {expect, test} from 'vitest';
import type {Launch} from '../../source/agents/agent.js';
import {customAgent} from '../../source/agents/custom.js';
import type {CustomSettings} from '../../source/agents/custom-settings.js';
import {agentsOf} from '../../source/agents/index.js';

const hooks = {hookProgram: '/home/user/.maestro/bin/maestro-hook'};
const aider: CustomSettings = {
	label: 'Aider',
	command: ['aider', '--yes'],
	prompt: ['--message', '{prompt}'],
	headless: ['aider', '--no-pretty', '{extras}', '--message', '{prompt}'],
	environment: {AIDER_DARK_MODE: 'true'},
	without: ['EDITOR'],
};
const launch = (settings: CustomSettings, more: Partial<Launch>) =>
	customAgent('aider', settings).launch({folder: '/run', hooks, ...more});

test('the agents of the settings stand behind those that are known', () => {
	const agents = agentsOf({agents: {aider, other: {command: ['other']}}});

	expect(agents.map(({id}) => id)).toEqual(['claude', 'codex', 'gemini', 'opencode', 'aider', 'other']);
	expect(agents.at(-2)).toMatchObject({label: 'Aider', program: 'aider', isHeadlessToo: true, without: ['EDITOR']});
	expect(agents.at(-1)).toMatchObject({label: 'other', program: 'other', isHeadlessToo: false, permissions: []});
});

const command: CustomSettings = {command: ['agent', 'chat', '{extras}', '--tui']};
const rows: ReadonlyArray<[title: string, settings: CustomSettings, more: Partial<Launch>, args: readonly string[]]> = [
	['a prompt is given as the settings say', aider, {prompt: 'Go on'}, ['--yes', '--message', 'Go on']],
	['without a prompt there is no option for one', aider, {}, ['--yes']],
	['a prompt is the last argument unless they say how', {command: ['agent', '-q']}, {prompt: 'Go'}, ['-q', 'Go']],
	['more arguments stand before the prompt', aider, {prompt: 'Go', extras: ['-x']}, ['--yes', '-x', '--message', 'Go']],
	['or where the settings say', command, {prompt: 'Go', extras: ['-x', 'y']}, ['chat', '-x', 'y', '--tui', 'Go']],
	[
		'without a window it has a command line of its own',
		aider,
		{isHeadless: true, prompt: 'Go', extras: ['-x']},
		['--no-pretty', '-x', '--message', 'Go'],
	],
	['a prompt may be part of an argument', {...aider, prompt: ['-m={prompt}']}, {prompt: 'Go'}, ['--yes', '-m=Go']],
	[
		'what stands in a prompt is not filled in again',
		aider,
		{prompt: 'Say {prompt} $& {extras}'},
		['--yes', '--message', 'Say {prompt} $& {extras}'],
	],
	['nor what stands in more arguments', command, {extras: ['{extras}']}, ['chat', '{extras}', '--tui']],
	['a prompt that may be an option is none', aider, {prompt: '--help'}, ['--yes', '--message', 'Prompt: --help']],
	['nor is it a command of the client', aider, {prompt: '!ls'}, ['--yes', '--message', 'Prompt: !ls']],
];

for (const [title, settings, more, args] of rows) {
	test(title, () => {
		expect(launch(settings, more).args).toEqual(args);
	});
}

test('it is given its variables', () => {
	expect(launch(aider, {}).environment).toEqual({AIDER_DARK_MODE: 'true'});
});

const refused: ReadonlyArray<[title: string, settings: CustomSettings, more: Partial<Launch>, words: RegExp]> = [
	['it does not go on with a conversation', aider, {resume: 'c-1'}, /start it anew/],
	['it is not told what it may do', aider, {permission: 'plan'}, /leave it away/],
	['without such a command line it needs a window', {command: ['a']}, {isHeadless: true, prompt: 'x'}, /window/],
	[
		'more arguments need a place',
		{command: ['a'], headless: ['a', '{prompt}']},
		{isHeadless: true, prompt: 'x', extras: ['-v']},
		/put \{extras\} into its headless command line/,
	],
];

for (const [title, settings, more, words] of refused) {
	test(`${title}, and says so`, () => {
		expect(() => launch(settings, more)).toThrow(words);
	});
}

test('nothing is known of what it does, and nothing is handed to it', () => {
	const agent = customAgent('aider', aider);
	const hook = {hook_event_name: 'Stop', session_id: 'c-1', prompt: '[maestro message msg_1 abc]'};

	expect(agent.observe(hook)).toBeUndefined();
	expect(agent.takesAt(hook)).toBe(false);
	expect(agent.evidence(hook)).toEqual([]);
	expect(agent.conversationOf(hook)).toBeUndefined();
	expect(agent.answer(hook, 'text')).toEqual({stdout: '', stderr: '', exitCode: 0});
	expect(agent.isSilent).toBe(true);
	expect(() => agent.settings({version: undefined, ...hooks})).toThrow(/has no hooks/);
});
