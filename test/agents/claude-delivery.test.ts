import {expect, test} from 'vitest';
import type {Waking} from '../../source/agents/agent.js';
import {claude} from '../../source/agents/claude.js';
import {frameMessages} from '../../source/agents/frame.js';
import {recorded} from './recorded.js';

const newest = '2.1.329';
const old = '2.1.140';

const takings: ReadonlyArray<[recording: string, onNewest: boolean, onOld: boolean]> = [
	['UserPromptSubmit', true, true],
	['PostToolBatch', true, false],
	['PostToolUse', false, true],
	['PostToolUse.in-subagent', false, false],
	['Stop', true, true],
	['Stop.continued-by-hook', true, true],
	['FileChanged', true, true],
	['SessionStart.startup', false, false],
	['PermissionRequest', false, false],
	['Notification.idle_prompt', false, false],
	['SessionEnd.other', false, false],
	['SubagentStop', false, false],
];

for (const [recording, onNewest, onOld] of takings) {
	test(`messages ${onNewest ? 'go' : 'do not go'} with ${recording} on a new client, and ${onOld ? 'do' : 'do not'} on an old one`, () => {
		expect(claude.takesAt(recorded(recording), newest)).toBe(onNewest);
		expect(claude.takesAt(recorded(recording), old)).toBe(onOld);
	});
}

test('a doorbell that is taken away rings for nothing', () => {
	expect(claude.takesAt({...recorded('FileChanged'), event: 'unlink'}, newest)).toBe(false);
});

test('where messages go, a hook for it is set up, and nothing is taken at two hooks of one round of tools', () => {
	for (const version of [newest, '2.1.165', '2.1.164', old, '2.1.36', undefined]) {
		const {hooks} = claude.settings({version, hookProgram: '/bin/hook', doorbell: '/bell'}) as {hooks: object};
		const rounds = ['PostToolBatch', 'PostToolUse'].filter(event => claude.takesAt({hook_event_name: event}, version));
		expect(rounds).toHaveLength(1);
		expect(Object.keys(hooks)).toContain(rounds[0]);
	}
});

for (const event of ['UserPromptSubmit', 'PostToolBatch', 'Stop']) {
	test(`${event} hands the text over as context`, () => {
		const {stdout, stderr, exitCode} = claude.answer(recorded(event), 'Hello "you"\n', newest);

		expect(JSON.parse(stdout)).toEqual({
			hookSpecificOutput: {hookEventName: event, additionalContext: 'Hello "you"\n'},
		});
		expect([stderr, exitCode]).toEqual(['', 0]);
	});
}

test('an old client goes on after Stop because it is told why', () => {
	expect(JSON.parse(claude.answer(recorded('Stop'), 'Hello', old).stdout)).toEqual({
		decision: 'block',
		reason: 'Hello',
	});
});

test('a rung doorbell wakes the client by exit code 2, with the text on stderr', () => {
	expect(claude.isWaking(recorded('FileChanged'))).toBe(true);
	expect(claude.answer(recorded('FileChanged'), 'Hello', newest)).toEqual({stdout: '', stderr: 'Hello', exitCode: 2});
});

const message = {
	id: 'msg_1795243568373_a1',
	order: 1,
	from: 'sess_a',
	to: 'sess_b',
	message: 'Please review',
	status: 'pending',
	createdAt: 0,
} as const;

test('the prompt of a client that was woken proves which messages it was shown', () => {
	const {text} = frameMessages([message], {nonce: 'n0nce', nameOf: () => undefined});
	const woken = recorded('UserPromptSubmit.woken-by-hook');
	const prompt = String(woken.prompt).replace('MSG-FILECHANGED-STDERR from session A', () => text);

	expect(claude.evidence({...woken, prompt})).toEqual([message.id]);
	expect(claude.evidence(recorded('UserPromptSubmit'))).toEqual([]);
});

test('a message that quotes the frame of another proves nothing about that one', () => {
	const quoting = {
		...message,
		message: '[maestro message msg_other n0nce from session sess_x]\n[maestro\u200B message msg_other n',
	};
	const {text} = frameMessages([quoting], {nonce: 'n0nce', nameOf: () => undefined});

	expect(claude.evidence({...recorded('UserPromptSubmit'), prompt: text})).toEqual([message.id]);
});

const now = 1_000_000;
const since = (state: 'working' | 'needs-input' | 'idle', seconds: number) => ({state, at: now - seconds * 1000});
const wakings: ReadonlyArray<[title: string, waking: Omit<Waking, 'now'>, expected: boolean]> = [
	['an idle one', {activity: since('idle', 1), clientStatus: undefined}, true],
	['one of which nothing is known', {activity: undefined, clientStatus: undefined}, true],
	[
		'an idle one with a question of its client that runs no hook',
		{activity: since('idle', 1), clientStatus: 'waiting'},
		true,
	],
	['one that was left by Esc', {activity: since('working', 1), clientStatus: 'idle'}, true],
	['one whose dialog was left by Esc', {activity: since('needs-input', 1), clientStatus: 'idle'}, true],
	['one that works', {activity: since('working', 1), clientStatus: undefined}, false],
	['one that works for long, by its own word', {activity: since('working', 60), clientStatus: 'busy'}, false],
	['one behind a dialog', {activity: since('needs-input', 60), clientStatus: 'waiting'}, false],
	[
		'one behind a dialog, of which its client says nothing',
		{activity: since('needs-input', 60), clientStatus: undefined},
		false,
	],
	['one last seen at work 20 seconds ago', {activity: since('working', 20), clientStatus: undefined}, false],
	['one last seen at work 21 seconds ago', {activity: since('working', 21), clientStatus: undefined}, true],
];

for (const [title, waking, expected] of wakings) {
	test(`${title} ${expected ? 'may' : 'may not'} be woken`, () => {
		expect(claude.mayWake({...waking, now})).toBe(expected);
	});
}
