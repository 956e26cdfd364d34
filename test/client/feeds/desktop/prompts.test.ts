import {expect, test} from 'vitest';
import {sendMessage} from '../../../../source/protocol/messages.js';
import {longAgo} from '../../../helpers/builders.js';
import {desktopPrompt, desktopSession} from '../../../helpers/desktop/builders.js';
import {eventually} from '../../../helpers/eventually.js';
import {followDesktop} from './follow-desktop.js';
import {startOf} from './start.js';

const operator = desktopSession({id: 'sess_op', name: 'Operator', taskIds: [], metadata: {isOperator: true}});

const given = {
	...startOf(2),
	sessions: [...(startOf(2).sessions ?? []), operator],
	prompts: [desktopPrompt({toSessionId: 'sess_op', content: 'Ready for review'})],
};

const words = (messages: ReadonlyMap<string, {readonly message: string}>) =>
	[...messages.values()].map(({message}) => message);

test('what the operator was told by prompts is there with the first picture, and who stands for them is no session', async () => {
	const {store} = await followDesktop(given);

	expect(words(store.get().messages)).toEqual(['Ready for review']);
	expect(store.get().sessions.has('sess_op')).toBe(false);
});

test('a prompt that comes is a message, told of or not', async () => {
	const {server, store} = await followDesktop(given);
	await server.agent('sess_1').prompts('sess_op', 'One question');
	await eventually(() => expect(words(store.get().messages)).toContain('One question'));

	server.dropFrames('all');
	await server.agent('sess_2').prompts('sess_op', 'Another one');

	await eventually(() => expect(words(store.get().messages)).toContain('Another one'));
});

test('what the operator sends from here is shown as theirs, in a project in which nobody stood for them', async () => {
	const {server, store, feed} = await followDesktop(startOf(2));

	await feed.call(sendMessage, {params: {id: 'sess_1'}, body: {message: 'Go on'}});

	await eventually(() => expect(words(store.get().messages)).toEqual(['Go on']));
	expect([...store.get().messages.values()][0]).toMatchObject({from: 'operator', to: 'sess_1', status: 'unknown'});
	expect(server.world.sessions.size).toBe(3);
	expect(store.get().sessions.size).toBe(2);
});

test('somebody else who stands for the operator is noticed, and what they said before is the operator’s', async () => {
	const {server, store} = await followDesktop(startOf(2));

	const made = (await server.ask({
		method: 'POST',
		path: '/api/sessions',
		body: {projectId: 'proj_1', taskIds: [], name: 'Operator', metadata: {isOperator: true}},
	})) as {readonly id: string};
	await server.agent(made.id).prompts('sess_1', 'From another screen');

	await eventually(() => expect(words(store.get().messages)).toEqual(['From another screen']));
	expect(store.get().sessions.has(made.id)).toBe(false);
});

test('a prompt that cannot be read is told of, and takes nothing else along', async () => {
	const {server, store} = await followDesktop(given);
	server.world.prompts.push({...desktopPrompt({id: 'sp_bad'}), timestamp: 'yesterday'} as never);
	await server.agent('sess_1').prompts('sess_op', 'Still there');

	await eventually(() => expect(words(store.get().messages)).toEqual(['Ready for review', 'Still there']));
	expect(store.get().notice?.text).toMatch(/cannot be read, and is not shown: 1 of its prompts, the first sp_bad/);
});

test('what the operator said stays theirs when somebody deletes who stood for them', async () => {
	const {server, store, feed} = await followDesktop(startOf(2));
	await feed.call(sendMessage, {params: {id: 'sess_1'}, body: {message: 'Go on'}});
	await eventually(() => expect(store.get().messages.size).toBe(1));
	const [helper = ''] = [...server.world.sessions.keys()].filter(id => !store.get().sessions.has(id));

	await server.ask({method: 'DELETE', path: `/api/sessions/${helper}`});
	await feed.call(sendMessage, {params: {id: 'sess_1'}, body: {message: 'And on'}});

	await eventually(() => expect(words(store.get().messages)).toEqual(['Go on', 'And on']));
	expect([...store.get().messages.values()].map(({from, metadata}) => [from, metadata?.threadId])).toEqual([
		['operator', undefined],
		['operator', [...store.get().messages.keys()][0]],
	]);
});

test('the same prompts are not fetched again', async () => {
	const {server} = await followDesktop({...given, prompts: [desktopPrompt({timestamp: longAgo})]});
	const looks = () => server.wiretap.asked().filter(({path}) => path === '/api/session-prompts?limit=1');
	const before = looks().length;

	await eventually(() => expect(looks().length).toBeGreaterThan(before + 2));

	expect(
		looks()
			.slice(before)
			.every(({status}) => status === 304),
	).toBe(true);
	expect(server.wiretap.asked().filter(({path}) => path === '/api/session-prompts')).toHaveLength(1);
});
