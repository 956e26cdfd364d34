import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {recorded} from './recorded.js';

const observations: ReadonlyArray<[title: string, recording: string, expected: unknown]> = [
	['a client that has started is idle', 'SessionStart.startup', {state: 'idle'}],
	['one that was resumed is idle', 'SessionStart.resume', {state: 'idle'}],
	['a conversation that was compacted goes on with what it did', 'SessionStart.compact', undefined],
	['a prompt makes it work', 'UserPromptSubmit', {state: 'working'}],
	['a round of tools means that it works', 'PostToolBatch', {state: 'working'}],
	['what a subagent does says nothing of the session', 'PostToolUse.in-subagent', undefined],
	['the end of a subagent says nothing', 'SubagentStop', undefined],
	[
		'a tool that asks for leave needs a person',
		'PermissionRequest',
		{state: 'needs-input', detail: 'Bash: touch /home/user/work/permfile'},
	],
	['a question to the person is the detail', 'PermissionRequest.question', {state: 'needs-input', detail: 'Which?'}],
	[
		'a notice of a dialog needs a person',
		'Notification.permission_prompt',
		{state: 'needs-input', detail: 'Claude needs your permission', isVague: true},
	],
	[
		'a notice of a choice needs a person',
		'Notification.agent_needs_input',
		{
			state: 'needs-input',
			detail: "Auto mode can't check actions in this session and needs your choice",
			isVague: true,
		},
	],
	['a notice of a wait at the prompt is idle', 'Notification.idle_prompt', {state: 'idle'}],
	['the end of a turn is idle', 'Stop', {state: 'idle'}],
	[
		'the end of a turn with a task in the background is idle, and says so',
		'Stop.background-task-running',
		{state: 'idle', detail: '1 background task of its own may wake it'},
	],
	['the end of a conversation is not the end of the session', 'SessionEnd.clear', undefined],
	['leaving ends the session', 'SessionEnd.prompt_input_exit', {state: 'ended'}],
	['a hang-up ends the session', 'SessionEnd.other', {state: 'ended'}],
	['a rung doorbell says nothing', 'FileChanged', undefined],
];

for (const [title, recording, expected] of observations) {
	test(title, () => {
		expect(claude.observe(recorded(recording))).toEqual(expected);
	});
}

test('what a dialog asks for is one clean line of bounded length', () => {
	const hook = {
		...recorded('PermissionRequest'),
		tool_input: {command: `echo \u001B[31mred\u001B[0m\nrm ${'x'.repeat(1000)}`},
	};

	const detail = claude.observe(hook)?.detail ?? '';

	expect(detail).toMatch(/^Bash: echo red rm x+…$/);
	expect(detail).toHaveLength(200);
});

test('a plan to approve is named as one', () => {
	expect(claude.observe({...recorded('PermissionRequest'), tool_name: 'ExitPlanMode'})?.detail).toBe(
		'approve its plan',
	);
});

test('what is no input of a hook says nothing', () => {
	for (const input of [undefined, null, 7, 'Stop', [], {}, {hook_event_name: 7}]) {
		expect(claude.observe(input)).toBeUndefined();
		expect(claude.takesAt(input, '2.1.329')).toBe(false);
		expect(claude.evidence(input)).toEqual([]);
	}
});

test('the status file tells the status, and nothing when it is cut short', () => {
	const text = JSON.stringify(recorded('session-file.waiting'));

	expect(claude.readStatus?.(text)).toBe('waiting');
	expect(claude.readStatus?.(JSON.stringify(recorded('session-file.idle')))).toBe('idle');
	expect(claude.readStatus?.(text.slice(0, -9))).toBeUndefined();
	expect(claude.readStatus?.('{"status":"asleep"}')).toBeUndefined();
	expect(claude.statusFile?.({folder: '/home/user/.claude', pid: 15885})).toBe(
		'/home/user/.claude/sessions/15885.json',
	);
});
