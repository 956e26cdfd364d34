import {expect, test} from 'vitest';
import {agentsOf} from '../../source/agents/index.js';
import {readSettings} from '../../source/server/settings.js';

const read = (agents: unknown) => readSettings(JSON.stringify({agents}), '/home/user/.maestro/settings.json');

test('a command line in the settings is an agent', () => {
	const settings = read({aider: {command: ['aider', '--yes'], headless: ['aider', '--message', '{prompt}']}});

	expect(agentsOf(settings).at(-1)).toMatchObject({id: 'aider', program: 'aider', isHeadlessToo: true});
	expect(settings.agents.aider?.command).toEqual(['aider', '--yes']);
});

const wrong: ReadonlyArray<[agents: unknown, words: string]> = [
	[{claude: {command: ['x']}}, 'agents.claude: claude is the name of an agent that maestro knows'],
	[{'a b': {command: ['x']}}, 'agents.a b: its name may have letters'],
	[{a: {}}, 'agents.a.command:'],
	[{a: {command: []}}, 'agents.a.command:'],
	[{a: {command: ['x\ny']}}, 'agents.a.command.0: one line'],
	[{a: {command: ['x'], resume: ['x']}}, 'resume'],
	[{a: {command: ['x', '{prompt}']}}, 'agents.a.command: {prompt} has no place here'],
	[{a: {command: ['']}}, 'agents.a.command: it has to begin with a program'],
	[{a: {command: ['{extras}']}}, 'agents.a.command: it has to begin with a program'],
	[
		{a: {command: ['x', '-o={extras}']}},
		'agents.a: {extras} has to be an argument of its own, and is part of -o={extras}',
	],
	[{a: {command: ['x'], prompt: ['{extras}', '{prompt}']}}, 'agents.a.prompt: {extras} has its place in command'],
	[{a: {command: ['x'], prompt: ['-m']}}, 'agents.a.prompt: {prompt} has to stand in the last argument'],
	[{a: {command: ['x'], prompt: ['{prompt}', '-m']}}, 'agents.a.prompt: {prompt} has to stand in the last argument'],
	[{a: {command: ['x'], prompt: ['{prompt}{prompt}']}}, 'agents.a.prompt:'],
	[{a: {command: ['x'], headless: ['x', '{prompt}', '{prompt}']}}, 'agents.a.headless:'],
	[
		{a: {command: ['x'], headless: ['y', '{prompt}']}},
		'agents.a.headless: it has to begin with the program of command',
	],
	[{a: {command: ['x'], environment: {lower: '1'}}}, 'agents.a.environment.lower: expected a variable'],
	[{a: {command: ['x'], environment: {A: 'x\ny'}}}, 'agents.a.environment.A: one line'],
	[{a: {command: ['x'], environment: {MAESTRO_SESSION_ID: 's'}}}, 'is given by maestro itself'],
	[{a: {command: ['x'], without: ['a=b']}}, 'agents.a.without: expected a variable'],
];

for (const [agents, words] of wrong) {
	test(`an agent that cannot be one is named, with what is wrong: ${JSON.stringify(agents)}`, () => {
		expect(() => read(agents)).toThrow(words);
	});
}
