import {expect, test} from 'vitest';
import {operatorId} from '../../source/domain/session.js';
import {project, session} from '../helpers/builders.js';
import {openServer} from '../helpers/server.js';

const open = async () => {
	const metadata = {agentTool: 'claude', agentVersion: '2.1.329'};
	const server = await openServer({projects: [project()], sessions: [session({metadata}), session({id: 's-2'})]});
	const {delivery, inbox, sessions, time, ask} = server;
	const send = async (text: string, from: string = operatorId) => inbox.send({from, to: 's-1', text});
	/** A hook that found its flag up, and printed what it was given. */
	const take = async (event: string, more: Record<string, unknown> = {}) => {
		time.now += 10;
		const took = await delivery.take('s-1', {hook: {hook_event_name: event, ...more}});
		await delivery.confirm('s-1', took.taking ?? '');
		return took.count;
	};
	const observe = async (event: string, more: Record<string, unknown> = {}) => {
		time.now += 10;
		await delivery.observe('s-1', {hook_event_name: event, ...more}, time.now);
	};
	const report = async (message: string) => {
		time.now += 10;
		await ask('POST', '/api/sessions/s-1/timeline', {type: 'needs_input', message}, {as: 's-1'});
	};
	const need = () => {
		const {needsInput} = sessions.get('s-1');
		return needsInput?.active === true ? needsInput.message : undefined;
	};
	return {...server, send, take, observe, report, need};
};

test('the answer of the operator that comes in the middle of a turn ends a reported need once the agent goes on', async () => {
	const {send, take, observe, report, need} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await report('Which one?');
	await send('The small one');

	await take('PostToolBatch');
	expect(need()).toBe('Which one?');
	await observe('PostToolBatch');

	expect(need()).toBeUndefined();
});

test('an answer that was handed over and not shown ends nothing', async () => {
	const {send, delivery, observe, report, need} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await report('Which one?');
	await send('The small one');

	await delivery.take('s-1', {hook: {hook_event_name: 'PostToolBatch'}});
	await observe('PostToolBatch');

	expect(need()).toBe('Which one?');
});

test('what a colleague writes in the middle of a turn answers nothing', async () => {
	const {send, take, observe, report, need} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await report('Which one?');
	await send('The small one', 's-2');

	await take('PostToolBatch');
	await observe('PostToolBatch');

	expect(need()).toBe('Which one?');
});

test('an agent that read the answer in its inbox goes on', async () => {
	const {send, delivery, observe, report, need} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await report('Which one?');
	await send('The small one');

	const {taking = ''} = await delivery.take('s-1', {});
	await delivery.confirm('s-1', taking);
	await observe('PostToolBatch');

	expect(need()).toBeUndefined();
});

test('a need that is reported anew after the answer is open again', async () => {
	const {send, take, observe, report, need} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await report('Which one?');
	await send('The small one');
	await take('PostToolBatch');

	await report('And which colour?');
	await observe('PostToolBatch');

	expect(need()).toBe('And which colour?');
});

test('a reported need keeps its words while dialogs come and go', async () => {
	const {observe, report, need} = await open();
	await observe('UserPromptSubmit', {prompt: 'Go'});
	await report('Which one?');

	for (const event of ['PermissionRequest', 'PostToolBatch', 'Stop']) {
		await observe(event, {tool_name: 'Bash', tool_input: {command: 'ls'}});
		expect(need()).toBe('Which one?');
	}
});

test('a dialog keeps its words while it is open, and ends when the agent was seen doing anything else', async () => {
	const {observe, need} = await open();
	await observe('PermissionRequest', {tool_name: 'Bash', tool_input: {command: 'ls'}});

	await observe('Notification', {notification_type: 'permission_prompt', message: 'Claude needs your permission'});
	expect(need()).toBe('Bash: ls');
	await observe('PostToolBatch');

	expect(need()).toBeUndefined();
});
