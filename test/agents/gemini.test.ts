import {expect, test} from 'vitest';
import type {Observation} from '../../source/agents/agent.js';
import {frameMessages} from '../../source/agents/frame.js';
import {gemini} from '../../source/agents/gemini.js';
import {message} from '../helpers/builders.js';
import {recordedHook} from './recorded-gemini.js';

const observations: ReadonlyArray<[recording: string, expected: Observation | undefined]> = [
	['SessionStart', {state: 'idle'}],
	['SessionStart.clear', {state: 'idle'}],
	['SessionStart.resume', {state: 'idle'}],
	['BeforeAgent', {state: 'working'}],
	['BeforeAgent.continued-by-hook', {state: 'working'}],
	['BeforeTool', {state: 'working'}],
	['BeforeTool.invoke_agent', {state: 'working'}],
	['BeforeTool.ask_user', {state: 'needs-input', detail: 'Which colour?'}],
	['AfterTool', {state: 'working'}],
	['AfterAgent', {state: 'idle'}],
	['AfterAgent.continued-by-hook', {state: 'idle'}],
	['Notification', {state: 'needs-input', detail: 'Confirm Shell Command: touch /home/user/project/x1'}],
	['Notification.ask_user', {state: 'needs-input', detail: 'Ask User', isVague: true}],
	['SessionEnd', {state: 'ended'}],
	['SessionEnd.clear', undefined],
];

for (const [recording, expected] of observations) {
	test(`${recording} ${expected === undefined ? 'says nothing of the session' : `says that it is ${expected.state}`}`, () => {
		expect(gemini.observe(recordedHook(recording))).toEqual(expected);
	});
}

const permission = (details: unknown, more: object = {}) =>
	gemini.observe({hook_event_name: 'Notification', notification_type: 'ToolPermission', details, ...more});

const dialogs: ReadonlyArray<[title: string, details: unknown, detail: string]> = [
	['a file', {type: 'edit', title: 'Confirm Edit', filePath: '/a/b.ts', fileDiff: 'x'}, 'Confirm Edit: /a/b.ts'],
	['a tool of a server', {type: 'mcp', title: 'Confirm MCP', toolName: 'search'}, 'Confirm MCP: search'],
	['an address', {type: 'info', title: 'Confirm Web Fetch', prompt: 'read it'}, 'Confirm Web Fetch: read it'],
	['more than fits', {title: 'T', command: 'x'.repeat(500)}, `T: ${'x'.repeat(196)}…`],
	['several lines', {title: 'T', command: 'a\nb\u001B[31m'}, 'T: a b'],
	['nothing that is known', {type: 'new'}, 'a dialog is open'],
	['nothing at all', undefined, 'a dialog is open'],
];

for (const [title, details, detail] of dialogs) {
	test(`a dialog about ${title} is told in words`, () => {
		expect(permission(details)).toMatchObject({state: 'needs-input', detail});
	});
}

test('a hook without the members that were recorded says nothing, or as much as it can', () => {
	for (const hook of [undefined, null, 'text', [], {}, {hook_event_name: 1}, {hook_event_name: 'Notification'}]) {
		expect(gemini.observe(hook)).toBeUndefined();
		expect(gemini.takesAt(hook)).toBe(false);
		expect(gemini.evidence(hook)).toEqual([]);
		expect(gemini.conversationOf(hook)).toBeUndefined();
	}
});

const takings: ReadonlyArray<[recording: string, takes: boolean]> = [
	['BeforeAgent', true],
	['AfterTool', true],
	['AfterAgent', true],
	['AfterAgent.continued-by-hook', true],
	['SessionStart', false],
	['BeforeTool', false],
	['Notification', false],
	['SessionEnd', false],
];

for (const [recording, takes] of takings) {
	test(`messages ${takes ? 'go' : 'do not go'} with ${recording}`, () => {
		expect(gemini.takesAt(recordedHook(recording))).toBe(takes);
	});
}

for (const event of ['BeforeAgent', 'AfterTool']) {
	test(`${event} hands the text over as context`, () => {
		const {stdout, stderr, exitCode} = gemini.answer(recordedHook(event), 'Hello "you"\n');

		expect(JSON.parse(stdout)).toEqual({
			hookSpecificOutput: {hookEventName: event, additionalContext: 'Hello "you"\n'},
		});
		expect([stderr, exitCode]).toEqual(['', 0]);
	});
}

test('an agent that is about to stop goes on because it is told why', () => {
	const {stdout, stderr, exitCode} = gemini.answer(recordedHook('AfterAgent'), 'Hello');

	expect(JSON.parse(stdout)).toEqual({decision: 'block', reason: 'Hello'});
	expect([stderr, exitCode]).toEqual(['', 0]);
});

test('the turn that a message began proves which messages the model was shown', () => {
	const sent = message({id: 'msg_1_a', to: 's-1', from: 's-2'});
	const {text} = frameMessages([sent], {nonce: 'n0nce', nameOf: () => undefined});

	expect(gemini.evidence({...recordedHook('BeforeAgent.continued-by-hook'), prompt: text})).toEqual(['msg_1_a']);
	expect(gemini.evidence({...recordedHook('AfterAgent'), prompt: text})).toEqual([]);
	expect(gemini.evidence(recordedHook('BeforeAgent'))).toEqual([]);
});

test('turns begin with a prompt, and tools join them', () => {
	expect(gemini.beginsTurn(recordedHook('BeforeAgent'))).toBe(true);
	expect(gemini.beginsTurn(recordedHook('AfterTool'))).toBe(false);
	expect(gemini.joinsTurn(recordedHook('AfterTool'))).toBe(true);
	expect(gemini.joinsTurn(recordedHook('AfterAgent'))).toBe(false);
});

test('the conversation is known by the id of the client', () => {
	expect(gemini.conversationOf(recordedHook('SessionStart'))).toBe('00000000-0000-4000-8000-000000000030');
});
