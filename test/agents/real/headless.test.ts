import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Agent, Launch} from '../../../source/agents/agent.js';
import {claude} from '../../../source/agents/claude.js';
import {codex} from '../../../source/agents/codex.js';
import {gemini} from '../../../source/agents/gemini.js';
import {opencode} from '../../../source/agents/opencode.js';
import {type Step, startFakeAnthropic} from '../../helpers/fake-anthropic.js';
import {startFakeChat} from '../../helpers/fake-chat.js';
import {startFakeGemini} from '../../helpers/fake-gemini.js';
import {startFakeResponses} from '../../helpers/fake-responses.js';
import {type ClientHome, whereGiven} from '../../helpers/real-client.js';
import {claudeHome} from './claude.js';
import {codexHome} from './codex.js';
import {geminiHome} from './gemini.js';
import {openHeadless} from './headless.js';
import {opencodeHome} from './opencode.js';

type Model = {
	readonly url: string;
	readonly script: (...steps: readonly Step[]) => void;
	readonly conversations: () => readonly string[];
};

type Client = {
	readonly agent: Agent;
	readonly variable: string;
	readonly startModel: () => Promise<Model>;
	readonly homeAt: (url: string) => ClientHome;
	/** What writes a file, with the client's own tool. */
	readonly writes: (file: string) => Step;
	/** The events that its hooks are told of a turn. */
	readonly events: readonly string[];
	/** What it needs for its hooks to run, where nobody has trusted them. */
	readonly extras?: readonly string[];
	/** How it ends when its model fails. */
	readonly failure: number;
};

const clients: readonly Client[] = [
	{
		...{agent: claude, variable: 'MAESTRO_CLAUDE', startModel: startFakeAnthropic, homeAt: claudeHome},
		writes: file => ({tool: {name: 'Write', input: {file_path: file, content: 'x'}}}),
		events: ['SessionStart', 'UserPromptSubmit', 'Stop', 'SessionEnd'],
		failure: 1,
	},
	{
		...{agent: codex, variable: 'MAESTRO_CODEX', startModel: startFakeResponses, homeAt: codexHome},
		writes: file => ({tool: {name: 'exec_command', input: {cmd: `touch ${file}`}}}),
		events: ['SessionStart', 'UserPromptSubmit', 'Stop'],
		extras: ['--dangerously-bypass-hook-trust'],
		failure: 1,
	},
	{
		...{agent: gemini, variable: 'MAESTRO_GEMINI', startModel: startFakeGemini, homeAt: geminiHome},
		writes: file => ({tool: {name: 'write_file', input: {file_path: file, content: 'x'}}}),
		events: ['SessionStart', 'BeforeAgent', 'AfterAgent', 'SessionEnd'],
		// The status of its server, as far as an exit code can hold it.
		failure: 400 % 256,
	},
	{
		...{agent: opencode, variable: 'MAESTRO_OPENCODE', startModel: startFakeChat, homeAt: opencodeHome},
		writes: file => ({tool: {name: 'write', input: {filePath: file, content: 'x'}}}),
		events: ['client.started', 'chat.message', 'session.status'],
		failure: 1,
	},
];

/** What a client could take for something else than a prompt. */
const hostile = '--help "it\'s" $(date) `x` \\" \n/quit  MARK-PROMPT';

for (const {agent, variable, startModel, homeAt, writes, events, extras = [], failure} of clients) {
	const open = async (program: string) => {
		const model = await startModel();
		const place = await openHeadless(agent, program, homeAt(model.url));
		const go = async (launch: Partial<Launch>) => place.runOnce({extras, ...launch});
		return {...place, model, go};
	};

	whereGiven(variable)(`real ${agent.label} without a window`, program => {
		test('it says its answer, ends well, calls its hooks, and goes on later where it left off', async () => {
			const {model, go} = await open(program);
			model.script({text: 'MARK-FIRST is my answer.'}, {text: 'MARK-SECOND is another.'});

			const first = await go({prompt: hostile});

			expect(first.exitCode).toBe(0);
			expect(first.said).toContain('MARK-FIRST is my answer.');
			expect(first.said.at(-1)).toMatch(/^= Done/);
			expect(model.conversations().at(-1)).toContain(JSON.stringify(hostile));
			expect(first.heard.map(agent.eventOf)).toEqual(expect.arrayContaining([...events]));

			const resume = first.heard.map(agent.conversationOf).find(id => id !== undefined);
			const second = await go({prompt: 'Go on where you left off.', resume});

			expect(second.exitCode).toBe(0);
			expect(second.said).toContain('MARK-SECOND is another.');
			expect(model.conversations().at(-1)).toContain('MARK-FIRST is my answer.');
			expect(model.conversations().at(-1)).toContain('Go on where you left off.');
		}, 600_000);

		for (const [permission, isMade] of [
			['plan', false],
			['ask', false],
			['edit', true],
		] as const) {
			test(`it ends, and ${isMade ? 'has' : 'has not'} made a file, when it may ${permission}`, async () => {
				const {model, go, checkout} = await open(program);
				const file = path.join(checkout, 'made');
				model.script(writes(file), {text: 'As you like.'});

				const {exitCode} = await go({prompt: 'Make a file', permission});

				expect([exitCode, existsSync(file)]).toEqual([0, isMade]);
			}, 300_000);
		}

		test('it ends with an exit code when its model fails, and says why', async () => {
			const {model, go} = await open(program);
			model.script(...Array.from({length: 12}, () => ({refuses: 400})));

			const {exitCode, said} = await go({prompt: 'Go'});

			expect(exitCode).toBe(failure);
			expect(said).toContainEqual(expect.stringMatching(/^! .*the model says no/));
		}, 300_000);
	});
}
