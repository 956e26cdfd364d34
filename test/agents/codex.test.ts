import {expect, test} from 'vitest';
import {codex} from '../../source/agents/codex.js';
import {quoteWord} from '../../source/domain/shell.js';
import {run} from '../../source/system/run.js';
import {recordedCodex} from './recorded-codex.js';

const hookProgram = "/home/o'neil/.maestro/bin/maestro-hook";

const observations: ReadonlyArray<[title: string, recording: string, expected: unknown]> = [
	['a client starts with its first prompt, and works', 'SessionStart', {state: 'working'}],
	['one whose conversation was cleared does the same', 'SessionStart.clear', {state: 'working'}],
	['a prompt means that it works', 'UserPromptSubmit', {state: 'working'}],
	['a tool that is done means that it works', 'PostToolUse', {state: 'working'}],
	['a tool that is about to run means that it works', 'PreToolUse', {state: 'working'}],
	[
		'a tool that asks for leave needs a person, with what it wants to run',
		'PermissionRequest',
		{state: 'needs-input', detail: 'Bash: touch /opt/x3'},
	],
	['a question to the person is the detail', 'PreToolUse.question', {state: 'needs-input', detail: 'Which colour?'}],
	['an answered question means that it goes on', 'PostToolUse.question', {state: 'working'}],
	['the end of a turn is idle', 'Stop', {state: 'idle'}],
	['the end of a turn that a hook had prolonged is idle', 'Stop.continued-by-hook', {state: 'idle'}],
	['a client that ends has ended', 'SessionEnd', {state: 'ended'}],
	['a prompt of a subagent says nothing of the session', 'UserPromptSubmit.in-subagent', undefined],
	['a tool of a subagent says nothing of the session', 'PostToolUse.in-subagent', undefined],
	['a subagent that begins says nothing of the session', 'SubagentStart', undefined],
	['a subagent that ends says nothing of the session', 'SubagentStop', undefined],
];

for (const [title, recording, expected] of observations) {
	test(title, () => {
		expect(codex.observe(recordedCodex(recording))).toEqual(expected);
	});
}

const taking = ['UserPromptSubmit', 'PostToolUse', 'PostToolUse.question', 'Stop', 'Stop.continued-by-hook'];

test('messages go with a prompt, with the result of a tool and with the end of a turn, and with nothing else', () => {
	for (const [, recording] of observations) {
		expect([recording, codex.takesAt(recordedCodex(recording))]).toEqual([recording, taking.includes(recording)]);
	}
});

test('what comes with a prompt or a tool is context, and what comes at the end of a turn makes it go on', () => {
	for (const event of ['UserPromptSubmit', 'PostToolUse']) {
		expect(JSON.parse(codex.answer(recordedCodex(event), 'the text').stdout)).toEqual({
			hookSpecificOutput: {hookEventName: event, additionalContext: 'the text'},
		});
	}

	expect(codex.answer(recordedCodex('Stop'), 'the text')).toEqual({
		stdout: JSON.stringify({decision: 'block', reason: 'the text'}),
		stderr: '',
		exitCode: 0,
	});
});

test('a conversation is known by its id, and the folder of all of them by its transcript', () => {
	const hook = recordedCodex('SessionStart');

	expect(codex.conversationOf(hook)).toBe('00000000-0000-4000-8000-000000000022');
	expect(codex.homeOf?.(hook)).toBe('/home/user/.codex');
	expect(codex.homeOf?.({...hook, transcript_path: null})).toBeUndefined();
	expect(codex.homeOf?.({...hook, transcript_path: '/home/user/notes/rollout.jsonl'})).toBeUndefined();
});

test('what is pushed into a conversation is a line that every user of the machine may read', () => {
	const text = codex.notice?.text ?? '';

	expect(text).toContain('you have a message');
	expect(codex.push?.({conversation: 'c-1', home: '/home/user/.codex'}, text)).toEqual({
		kind: 'program',
		args: ['queue', '--thread=c-1', `--message=${text}`],
		environment: {CODEX_HOME: '/home/user/.codex'},
	});
	expect(codex.push?.({}, text)).toBeUndefined();
	expect(codex.notice?.isIn({...recordedCodex('UserPromptSubmit'), prompt: text})).toBe(true);
	expect(codex.notice?.isIn(recordedCodex('UserPromptSubmit'))).toBe(false);
	expect(codex.notice?.isIn({...recordedCodex('UserPromptSubmit.in-subagent'), prompt: text})).toBe(false);
});

const byHand = (program: string) => {
	const {hooks} = codex.settings({version: '0.169.0', hookProgram: program}) as {
		readonly hooks: Readonly<
			Record<string, ReadonlyArray<{readonly hooks: ReadonlyArray<{readonly command: string}>}>>
		>;
	};
	const commands = Object.values(hooks).flatMap(entries => entries.flatMap(entry => entry.hooks));
	return {events: Object.keys(hooks), commands: [...new Set(commands.map(({command}) => command))]};
};

test('a person who starts clients by hand has the same hooks, all with one command', () => {
	const {events, commands} = byHand(hookProgram);

	expect(events).toEqual([
		...['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PermissionRequest', 'PostToolUse', 'Stop', 'SessionEnd'],
	]);
	expect(commands).toEqual([expect.stringContaining(quoteWord(hookProgram))]);
});

for (const variable of ['CODEX_THREAD_ID', 'CLAUDECODE', 'GEMINI_CLI', 'OPENCODE']) {
	test(`a client that an agent starts in its shell runs none of those hooks: ${variable}`, async () => {
		const [command = ''] = byHand('/bin/pwd').commands;
		const none = {CODEX_THREAD_ID: undefined, CLAUDECODE: undefined, GEMINI_CLI: undefined, OPENCODE: undefined};

		const own = await run('/bin/sh', ['-c', command], {environment: none});
		const nested = await run('/bin/sh', ['-c', command], {environment: {...none, [variable]: '1'}});

		expect([own.exitCode, own.stdout.length > 0, nested.exitCode, nested.stdout]).toEqual([0, true, 0, '']);
	});
}
