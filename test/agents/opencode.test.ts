import {expect, test} from 'vitest';
import {frameMessages} from '../../source/agents/frame.js';
import {opencode} from '../../source/agents/opencode.js';
import {message} from '../helpers/builders.js';
import {told} from './recorded-opencode.js';

const observations: ReadonlyArray<[title: string, recording: string, expected: unknown]> = [
	['a client that has started is idle', 'client.started', {state: 'idle'}],
	['a prompt alone is no turn: other plugins put in such as are only shown', 'chat.message', undefined],
	['a turn that begins means that it works', 'session.status.busy', {state: 'working'}],
	['a tool that is done means that it works', 'tool.execute.after', {state: 'working'}],
	[
		'a tool that asks for leave needs a person',
		'permission.asked',
		{state: 'needs-input', detail: 'bash: touch /home/user/project/x2'},
	],
	['a question to the person is the detail', 'question.asked', {state: 'needs-input', detail: 'Which colour?'}],
	['an answered dialog means that it goes on', 'permission.replied', {state: 'working'}],
	['an answered question means that it goes on', 'question.replied', {state: 'working'}],
	['the end of a turn is idle', 'session.idle', {state: 'idle'}],
];

for (const [title, recording, expected] of observations) {
	test(title, () => {
		expect(opencode.observe(told(recording))).toEqual(expected);
	});
}

test('a client that was started with a prompt is not idle before it took that', () => {
	expect(opencode.observe({...told('client.started'), prompted: true})).toBeUndefined();
});

test('a tool that is done says nothing while another one asks for leave', () => {
	expect(opencode.observe({...told('tool.execute.after'), dialogs: 1})).toBeUndefined();
});

test('a turn that failed is idle, and says why', () => {
	expect(opencode.observe({...told('session.idle'), failure: 'rate\nlimit'})).toEqual({
		state: 'idle',
		detail: 'its last turn failed: rate limit',
	});
});

test('a model that is asked again is at work, and says why', () => {
	expect(opencode.observe({...told('session.status.busy'), status: 'retry', message: 'Overloaded'})).toEqual({
		state: 'working',
		detail: 'tries again: Overloaded',
	});
});

test('a dialog without words is a dialog', () => {
	expect(opencode.observe({hook_event_name: 'permission.asked'})?.detail).toBe('a dialog is open');
	expect(opencode.observe({hook_event_name: 'permission.asked', permission: 'edit', pattern: 'a.ts'})?.detail).toBe(
		'edit: a.ts',
	);
});

test('messages go with a prompt and with the result of a tool, and with nothing else', () => {
	const taking = ['chat.message', 'tool.execute.after'];

	for (const name of [...observations.map(([, recording]) => recording), ...taking]) {
		expect([name, opencode.takesAt(told(name))]).toEqual([name, taking.includes(name)]);
	}
});

test('a turn begins when the client gets to work, not with each prompt', () => {
	expect(opencode.beginsTurn(told('session.status.busy'))).toBe(true);
	expect(opencode.beginsTurn({...told('session.status.busy'), status: 'retry'})).toBe(false);
	expect(opencode.beginsTurn(told('chat.message'))).toBe(false);
	expect(opencode.joinsTurn(told('tool.execute.after'))).toBe(true);
});

test('the answer is an object, so that one that was cut short is none', () => {
	expect(opencode.answer(told('chat.message'), 'Hi\n"you"')).toEqual({
		stdout: '{"text":"Hi\\n\\"you\\""}',
		stderr: '',
		exitCode: 0,
	});
});

test('a prompt that was pushed proves which messages are in it', () => {
	const messages = ['m-1', 'm-2'].map(id => message({id, message: '[maestro message m-9 from nobody]'}));
	const {text} = frameMessages(messages, {nonce: 'abc123', nameOf: () => undefined});

	expect(opencode.evidence({...told('chat.message'), prompt: text})).toEqual(['m-1', 'm-2']);
	expect(opencode.evidence(told('chat.message'))).toEqual([]);
	expect(opencode.evidence({...told('session.idle'), prompt: text})).toEqual([]);
});

test('the conversation is the one that a person or a message spoke in last', () => {
	expect(opencode.conversationOf(told('chat.message'))).toBe('ses_e0165c8d2ffeCc7G3lmxGaqgmc');
	expect(opencode.conversationOf(told('session.idle'))).toBeUndefined();
});

test('a text is pushed to the client by its own listener, with the password in a header alone', () => {
	const push = opencode.push?.(
		{conversation: 'ses_1/../x', listener: {port: 4711, password: 's3cret'}},
		'[maestro message m-1 x]\n"Hi"',
	);

	expect(push).toEqual({
		kind: 'request',
		url: 'http://127.0.0.1:4711/session/ses_1%2F..%2Fx/prompt_async',
		headers: {authorization: `Basic ${btoa('opencode:s3cret')}`, 'content-type': 'application/json'},
		body: '{"parts":[{"type":"text","text":"[maestro message m-1 x]\\n\\"Hi\\""}]}',
	});
});

test('nothing is pushed to a client whose conversation or listener is not known', () => {
	expect(opencode.push?.({conversation: 'ses_1'}, 'Hi')).toBeUndefined();
	expect(opencode.push?.({listener: {port: 4711, password: 's3cret'}}, 'Hi')).toBeUndefined();
});

test('what is no event of the plugin says nothing', () => {
	for (const input of [undefined, null, 7, 'session.idle', [], {}, {hook_event_name: 7}]) {
		expect(opencode.observe(input)).toBeUndefined();
		expect(opencode.takesAt(input)).toBe(false);
		expect(opencode.evidence(input)).toEqual([]);
		expect(opencode.conversationOf(input)).toBeUndefined();
	}
});
