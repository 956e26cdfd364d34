import {expect, test} from 'vitest';
import {operatorId} from '../../../source/domain/session.js';
import {callTo} from '../../../source/protocol/desktop/call-to.js';
import {dispatchTask, listAgents, listModes, previewDispatch, stopRun} from '../../../source/protocol/dispatch.js';
import {
	awaitReply,
	broadcastMessage,
	getThread,
	listHolds,
	listMessages,
	readMessage,
	searchMessages,
	sendMessage,
} from '../../../source/protocol/messages.js';
import {resumeSession} from '../../../source/protocol/session-agents.js';
import {getSession, getTimeline, listSessions, renameSession} from '../../../source/protocol/sessions.js';
import {createTask} from '../../../source/protocol/tasks.js';
import {fetchText} from '../../../source/system/fetch-text.js';
import {longAgo} from '../../helpers/builders.js';
import {
	desktopMember,
	desktopProject,
	desktopPrompt,
	desktopSession,
	desktopTask,
} from '../../helpers/desktop/builders.js';
import {startDesktopServer} from '../../helpers/desktop/server.js';

const door = desktopSession({id: 'sess_door', name: 'Door'});
const wall = desktopSession({id: 'sess_wall', name: 'Wall', taskIds: []});

const open = async (...[given, options]: Parameters<typeof startDesktopServer>) => {
	const server = await startDesktopServer(
		{
			projects: [desktopProject(), desktopProject({id: 'proj_2', name: 'Side'})],
			tasks: [desktopTask()],
			sessions: [door, wall],
			...given,
		},
		options,
	);
	return {server, call: callTo({kind: 'desktop', baseUrl: server.url(), secret: undefined, fetch: fetchText})};
};

const inbox = {params: {id: operatorId}, query: {box: 'all', limit: 100}} as const;
const helpersOf = (server: Awaited<ReturnType<typeof open>>['server']) =>
	[...server.world.sessions.values()].filter(({metadata}) => metadata?.isOperator === true);

test('what the operator sends is a prompt of the session that stands for them, and comes back as theirs', async () => {
	const {server, call} = await open();

	const sent = await call(sendMessage, {params: {id: door.id}, body: {message: 'Have a look'}});

	expect(sent).toMatchObject({from: operatorId, to: door.id, message: 'Have a look', status: 'unknown'});
	expect(await call(listMessages, inbox)).toEqual([sent]);
	expect(helpersOf(server)).toMatchObject([{name: 'Operator', projectId: 'proj_1', taskIds: []}]);
});

test('one session stands for the operator in a project, however often they write, and none is shown', async () => {
	const {server, call} = await open();

	await call(sendMessage, {params: {id: door.id}, body: {message: 'One'}});
	await call(sendMessage, {params: {id: wall.id}, body: {message: 'Two'}});

	expect(helpersOf(server)).toHaveLength(1);
	expect((await call(listSessions, {query: {fields: 'full'}})).map(({id}) => id)).toEqual([door.id, wall.id]);
});

test('who stands for the operator is found by name, with a look at those alone who are called so', async () => {
	const namesake = desktopSession({id: 'sess_namesake', name: 'Operator'});
	const {server, call} = await open({sessions: [door, wall, namesake]});

	const sent = await call(sendMessage, {params: {id: door.id}, body: {message: 'One'}});
	await server.agent(namesake.id).prompts(door.id, 'Not me');
	const [helper] = helpersOf(server);
	await server.ask({method: 'DELETE', path: `/api/sessions/${helper?.id}`});
	const listed = await call(listMessages, {...inbox, params: {id: door.id}});

	expect(sent.from).toBe(operatorId);
	expect(listed.map(({from}) => from)).toEqual([helper?.id, namesake.id]);
	const asked = server.wiretap.asked().map(({method, path}) => `${method} ${path}`);
	expect(asked.filter(one => one.includes('fields'))).toEqual([]);
	expect(asked.filter(one => one === `GET /api/sessions/${namesake.id}`)).toHaveLength(1);
	expect(asked.filter(one => one === `GET /api/sessions/${wall.id}`)).toEqual([]);
});

test('what an agent writes to that session is written to the operator, in the thread of the two', async () => {
	const {server, call} = await open();
	const sent = await call(sendMessage, {params: {id: door.id}, body: {message: 'How far?'}});
	const [helper] = helpersOf(server);

	await server.agent(door.id).prompts(helper?.id ?? '', 'Half way');

	expect(await call(listMessages, inbox)).toMatchObject([
		{id: sent.id},
		{from: door.id, to: operatorId, message: 'Half way', metadata: {threadId: sent.id}},
	]);
	expect(await call(getThread, {params: {id: sent.id}})).toHaveLength(2);
	expect(await call(awaitReply, {params: {id: sent.id}})).toMatchObject({message: 'Half way'});
});

test('an answer that was lost on the way is not asked for by prompting twice', async () => {
	const {server} = await open();
	let isLost = true;
	const call = callTo({
		...{kind: 'desktop', baseUrl: server.url(), secret: undefined},
		async fetch(url, request) {
			const answer = await fetchText(url, request);
			if (isLost && url.pathname.endsWith('/prompt')) {
				isLost = false;
				throw new Error('cut');
			}

			return answer;
		},
	});
	const words = {params: {id: door.id}, body: {message: 'Once'}, headers: {'idempotency-key': 'k1'}};

	await expect(call(sendMessage, words)).rejects.toMatchObject({code: 'server-missing'});
	const sent = await call(sendMessage, words);

	expect(await call(listMessages, inbox)).toEqual([sent]);
});

test('the same words said again on purpose are another prompt', async () => {
	const {call} = await open();

	for (const key of ['k1', 'k2']) {
		await call(sendMessage, {params: {id: door.id}, body: {message: 'Go on'}, headers: {'idempotency-key': key}});
	}

	expect(await call(listMessages, inbox)).toHaveLength(2);
});

test('a prompt to a session that has ended would be lost, and is refused', async () => {
	const {call} = await open({sessions: [desktopSession({id: 'sess_door', status: 'stopped'})]});

	await expect(call(sendMessage, {params: {id: 'sess_door'}, body: {message: 'x', queue: true}})).rejects.toMatchObject(
		{
			code: 'session-ended',
		},
	);
	expect(await call(listMessages, inbox)).toEqual([]);
});

test('what a prompt cannot carry is refused, and not left out in silence', async () => {
	const {call} = await open();
	const body = {message: 'x', metadata: {priority: 'high', requiresAck: true}} as const;

	await expect(call(sendMessage, {params: {id: door.id}, body})).rejects.toThrow(
		'send it without a priority and asking for an acknowledgement',
	);
});

test('what sessions say to each other is everyone’s, and found by its words', async () => {
	const between = desktopPrompt({fromSessionId: door.id, toSessionId: wall.id, content: 'Mind the plaster'});
	const {call} = await open({prompts: [between]});

	expect(await call(listMessages, inbox)).toEqual([]);
	expect(await call(searchMessages, {query: {text: 'plaster mind'}})).toMatchObject({
		messages: [{id: between.id, from: door.id, to: wall.id, createdAt: longAgo}],
		hasMore: false,
	});
	expect(await call(searchMessages, {query: {text: 'paint'}})).toMatchObject({messages: []});
	expect(await call(searchMessages, {query: {taskId: 'task_1'}})).toMatchObject({messages: [{id: between.id}]});
	expect(await call(searchMessages, {query: {projectId: 'proj_2'}})).toMatchObject({messages: []});
});

test('a broadcast reaches the live sessions that are meant, each once', async () => {
	const {call} = await open({sessions: [door, wall, desktopSession({id: 'sess_old', status: 'completed'})]});

	const {messages} = await call(broadcastMessage, {body: {to: ['project:proj_1', door.id], message: 'Stop'}});

	expect(messages.map(({to}) => to).sort()).toEqual([door.id, wall.id]);
});

test('who stands for the operator is no receiver of a broadcast, whoever made it', async () => {
	const helper = desktopSession({id: 'sess_me', name: 'Operator', status: 'idle', metadata: {isOperator: true}});
	const {call} = await open({sessions: [door, helper]});

	const {messages} = await call(broadcastMessage, {body: {to: ['project:proj_1'], message: 'Stop'}});

	expect(messages.map(({to}) => to)).toEqual([door.id]);
});

test('nothing of a session goes further that nobody may have', async () => {
	const {call} = await open({sessions: [desktopSession({env: {ANTHROPIC_API_KEY: 'sk-secret'}})]});

	const shown = [
		await call(listSessions, {query: {fields: 'full'}}),
		await call(getSession, {params: {id: 'sess_1'}}),
		await call(getTimeline, {params: {id: 'sess_1'}}),
	];

	expect(JSON.stringify(shown)).not.toContain('sk-secret');
});

test('its modes are worker, coordinator, and the team members of the project', async () => {
	const retired = desktopMember({id: 'tm_old', name: 'Retired', status: 'archived'});
	const {call} = await open({teamMembers: [desktopMember(), retired]});

	const {modes} = await call(listModes, {query: {task: 'task_1'}});

	expect(modes.map(({id}) => id).slice(0, 3)).toEqual(['worker', 'coordinator', 'carpenter']);
	expect(modes.map(({label}) => label)).not.toContain('Retired');
	expect((await call(listAgents)).map(({id}) => id)).toContain('claude-code');
});

test('a dispatch spawns a session, and another one of the same finds it there', async () => {
	const {server, call} = await open({sessions: []});
	const request = {params: {mode: 'worker', id: 'task_1'}, body: {words: 'Begin with the hinges'}};

	const plan = await call(previewDispatch, request);
	const started = await call(dispatchTask, request);
	const again = await call(dispatchTask, request);

	expect(plan).toMatchObject({command: ['maestro', 'worker', 'init'], directory: '/tmp', headless: false});
	expect(server.world.session(started.session)).toMatchObject({status: 'spawning', taskIds: ['task_1']});
	expect([started.isReused, again.isReused, again.session]).toEqual([false, true, started.session]);
});

test('members that share a name are told apart by their ids', async () => {
	const {call} = await open({teamMembers: [desktopMember(), desktopMember({id: 'tm_2', name: 'carpenter!'})]});

	const {modes} = await call(listModes, {query: {task: 'task_1'}});

	expect(modes.map(({id}) => id)).toEqual(expect.arrayContaining(['tm_1', 'tm_2']));
});

test('in a team member it runs beside the worker that is there', async () => {
	const {server, call} = await open({sessions: [], teamMembers: [desktopMember()]});

	await call(dispatchTask, {params: {mode: 'worker', id: 'task_1'}});
	const {session} = await call(dispatchTask, {params: {mode: 'carpenter', id: 'task_1'}, body: {permission: 'plan'}});

	expect(server.world.session(session)).toMatchObject({metadata: {teamMemberId: 'tm_1'}});
	expect(server.world.sessions.size).toBe(2);
});

test('arguments that it cannot pass on are refused before anything starts', async () => {
	const {server, call} = await open({sessions: []});
	const request = {params: {mode: 'worker', id: 'task_1'}, body: {extras: ['--model', 'x']}};

	expect(await call(previewDispatch, request)).toMatchObject({problem: expect.stringContaining('--model x')});
	await expect(call(dispatchTask, request)).rejects.toMatchObject({code: 'not-allowed'});
	expect(server.world.sessions.size).toBe(0);
});

test('a mode that is none is refused by name', async () => {
	const {call} = await open();

	await expect(call(dispatchTask, {params: {mode: 'tm_none', id: 'task_1'}})).rejects.toMatchObject({
		code: 'mode-not-found',
	});
});

test('a server without its program says what it may have left behind', async () => {
	const {call} = await open({sessions: []}, {hasCli: false});

	await expect(call(dispatchTask, {params: {mode: 'worker', id: 'task_1'}})).rejects.toThrow(
		'it may have left a session that stays "starting"',
	);
});

test('a session that is resumed is neither done nor put away any more', async () => {
	const ended = desktopSession({
		...{status: 'stopped', archivedAt: longAgo, humanCompletedAt: longAgo, claudeSessionId: 'c1'},
		metadata: {agentTool: 'claude-code'},
	});
	const {call} = await open({sessions: [ended]});

	const resumed = await call(resumeSession, {params: {id: ended.id}});

	expect(resumed).toMatchObject({id: ended.id, status: 'spawning'});
	expect([resumed.archivedAt ?? null, resumed.humanCompletedAt ?? null]).toEqual([null, null]);
});

test('what ours alone has is refused in words, and nothing is asked', async () => {
	const {server, call} = await open();
	const before = server.wiretap.count();

	const refused = [
		call(stopRun, {params: {mode: 'worker', id: 'task_1'}}),
		call(renameSession, {params: {id: door.id}, body: {name: 'x'}}),
		call(readMessage, {params: {id: 'sp_1'}, body: {status: 'read'}}),
	];

	for (const one of refused) {
		await expect(one).rejects.toMatchObject({code: 'not-allowed', message: expect.stringContaining('Maestro desktop')});
	}

	expect(await call(listHolds)).toEqual([]);
	expect(server.wiretap.count()).toBe(before);
});

test('a refusal of its own comes in its own words', async () => {
	const {call} = await open();

	await expect(call(getSession, {params: {id: 'sess_none'}})).rejects.toMatchObject({code: 'not-found'});
});

test('a refusal of what was asked names the members that it does not take', async () => {
	const {call} = await open();

	await expect(
		call(createTask, {body: {projectId: 'proj_1', title: 'x', priority: 'highest' as 'high'}}),
	).rejects.toThrow(/priority/);
});
