import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const open = async () =>
	openServer({
		projects: [project(), project({id: 'p-2', workingDir: '/var'})],
		tasks: [task(), task({id: 'T-2', parentId: 'T-1'}), task({id: 'T-3', projectId: 'p-2'})],
		sessions: [session(), session({id: 's-2', name: 'Second'}), session({id: 's-3', name: 'Third', status: 'idle'})],
	});

test('a list comes whole, or in the part that was asked for', async () => {
	const {ask} = await open();

	expect((await ask('GET', '/api/sessions')).body).toHaveLength(3);
	expect((await ask('GET', '/api/sessions?limit=2&offset=1')).body).toMatchObject({
		...{data: [{id: 's-2'}, {id: 's-3'}], pagination: {offset: 1, limit: 2, total: 3, hasMore: false}},
	});
	expect((await ask('GET', '/api/tasks?limit=1')).body.pagination).toEqual({
		offset: 0,
		limit: 1,
		total: 3,
		hasMore: true,
	});
	expect((await ask('GET', '/api/projects?offset=5')).body).toMatchObject({data: [], pagination: {total: 2}});
	for (const wrong of ['limit=0', 'limit=501', 'limit=x', 'offset=-1']) {
		expect((await ask('GET', `/api/sessions?${wrong}`)).status).toBe(400);
	}
});

test('sessions are found by several statuses, and by their kin; a status that there is not is refused', async () => {
	const {ask, sessions} = await open();
	await sessions.add(session({id: 's-child', parentSessionId: 's-1'}));

	const ids = async (query: string) =>
		(await ask('GET', `/api/sessions?${query}`)).body.map(({id}: {id: string}) => id);
	expect(await ids('status=idle,failed')).toEqual(['s-3']);
	expect(await ids('parentSessionId=s-1&_=1')).toEqual(['s-child']);
	expect(await ids('rootSessionId=s-1')).toEqual(['s-1', 's-child']);
	expect((await ask('GET', '/api/sessions?status=idle,asleep')).status).toBe(400);
});

test('the parts of a task are those right below it', async () => {
	const {ask} = await open();

	expect((await ask('GET', '/api/tasks/T-1/children')).body).toMatchObject([{id: 'T-2'}]);
	expect((await ask('GET', '/api/tasks/T-9/children')).status).toBe(404);
});

test('a session says how its part of a task goes, which changes nothing else of it', async () => {
	const {ask, tasks, sessions, events} = await open();
	const say = async (body: object, as = 's-1') => ask('PATCH', '/api/tasks/T-2', body, {as});

	await say({
		sessionStatus: 'completed',
		updateSource: 'session',
		sessionId: 's-1',
		status: 'completed',
		title: 'Mine',
	});

	expect(tasks.get('T-2')).toMatchObject({
		status: 'todo',
		title: 'Mend the door',
		taskSessionStatuses: {'s-1': 'completed'},
	});
	expect(sessions.get('s-1').taskIds).toContain('T-2');
	expect(events.map(({event}) => event)).toContain('notify:task_session_completed');
	expect((await say({sessionStatus: 'failed', sessionId: 's-2'})).status).toBe(403);
	expect((await say({taskSessionStatuses: {'s-2': 'failed'}})).status).toBe(403);
	expect((await say({sessionIds: []})).status).toBe(403);
	expect((await say({sessionStatus: 'failed'}, 'operator')).status).toBe(400);
	expect((await say({sessionStatus: 'asleep'})).status).toBe(400);
});

test('what a session left open of a task it has failed when it ends, unless it was done', async () => {
	const {ask, tasks} = await open();
	await ask('PATCH', '/api/tasks/T-1', {sessionStatus: 'working', updateSource: 'session'}, {as: 's-1'});
	await ask('PATCH', '/api/tasks/T-1', {sessionStatus: 'blocked', updateSource: 'session'}, {as: 's-2'});
	await ask('PATCH', '/api/tasks/T-1', {sessionStatus: 'skipped', updateSource: 'session'}, {as: 's-3'});

	await ask('PATCH', '/api/sessions/s-1', {status: 'completed'}, {as: 's-1'});
	await ask('PATCH', '/api/sessions/s-2', {status: 'stopped'});
	await ask('PATCH', '/api/sessions/s-3', {status: 'failed'});

	expect(tasks.get('T-1')?.taskSessionStatuses).toEqual({'s-1': 'completed', 's-2': 'failed', 's-3': 'skipped'});
});

test('the operator says who works on a task', async () => {
	const {ask, sessions, tasks} = await open();
	await tasks.put(task({id: 'T-2', sessionIds: ['s-gone']}));

	await ask('PATCH', '/api/tasks/T-2', {sessionIds: ['s-1', 's-2']});
	const {body} = await ask('PATCH', '/api/tasks/T-2', {sessionIds: ['s-2']});

	expect(body.sessionIds).toEqual(['s-2']);
	expect([sessions.get('s-1').taskIds, sessions.get('s-2').taskIds]).toEqual([['T-1'], ['T-1', 'T-2']]);
});

test('everyone is told what becomes of a task', async () => {
	const {ask, events} = await open();

	for (const status of ['in_review', 'in_review', 'blocked', 'cancelled', 'completed', 'todo']) {
		await ask('PATCH', '/api/tasks/T-1', {status});
	}

	expect(events.map(({event}) => event).filter(event => event.startsWith('notify:'))).toEqual([
		...['notify:task_in_review', 'notify:task_blocked', 'notify:task_failed', 'notify:task_completed'],
	]);
});

test('a hook of the real product puts its entry behind those there are, and no other in its place', async () => {
	const {ask, time} = await open();
	const entry = {id: 'evt-1', type: 'needs_input', timestamp: time.now + 60_000, message: 'Waits'};
	const say = async (timeline: object[]) =>
		ask('PATCH', '/api/sessions/s-1', {needsInput: {active: true}, timeline}, {as: 's-1'});

	const first = await say([entry]);
	const second = await say([entry, entry]);

	expect(first.body.timeline).toMatchObject([{id: 'evt-1', timestamp: time.now}]);
	expect(new Set(second.body.timeline.map(({id}: {id: string}) => id)).size).toBe(3);
	expect((await say([{...entry, type: 'message_sent'}])).status).toBe(400);
	expect((await say([{...entry, id: '../x'}])).status).toBe(400);
});

test('a person puts a session away, and a session does not hide itself', async () => {
	const {ask, sessions} = await open();
	const put = async (body: object, as: string) => (await ask('PATCH', '/api/sessions/s-1', body, {as})).status;

	expect(await put({archivedAt: 1}, 's-1')).toBe(403);
	expect(await put({humanCompletedAt: 1}, 's-1')).toBe(403);
	expect(sessions.get('s-1').archivedAt).toBeUndefined();
	expect(await put({archivedAt: 1, humanCompletedAt: 2}, 'operator')).toBe(200);
	expect(sessions.get('s-1')).toMatchObject({archivedAt: 1, humanCompletedAt: 2});
	expect(await put({archivedAt: null}, 's-1')).toBe(403);
});

test('what programs noted of a session is kept, the newest hundred', async () => {
	const {ask} = await open();
	const note = async (data: unknown, as = 's-1') =>
		ask('POST', '/api/sessions/s-1/events', {type: 'file_modified', data}, {as});

	for (let number = 1; number <= 101; number++) {
		await note({file: `${number}.ts`});
	}

	const {events} = (await ask('GET', '/api/sessions/s-1')).body;
	expect([events.length, events[0].data.file, events.at(-1).data.file]).toEqual([100, '2.ts', '101.ts']);
	expect((await note({}, 's-2')).status).toBe(403);
	expect((await note('x'.repeat(2001))).status).toBe(400);
	const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
	expect((await ask('POST', '/api/sessions/s-1/events', `{"type": "x", "data": ${deep}}`)).status).toBe(400);
});

test('progress is told each time, by way of a session and of a task', async () => {
	const {ask, events} = await open();

	await ask('POST', '/api/sessions/s-1/timeline', {message: 'Half'}, {as: 's-1'});
	await ask('POST', '/api/tasks/T-1/timeline', {message: 'Most', sessionId: 's-1'}, {as: 's-1'});

	expect(events.filter(({event}) => event === 'notify:progress').map(({data}) => data)).toEqual([
		{sessionId: 's-1', taskId: undefined, message: 'Half'},
		{sessionId: 's-1', taskId: 'T-1', message: 'Most'},
	]);
	expect((await ask('POST', '/api/tasks/T-1/timeline', {message: 'x', sessionId: 's-2'}, {as: 's-1'})).status).toBe(
		403,
	);
});

test('what sessions wrote to each other is there as prompts and huddles, for those who may see it', async () => {
	const {ask} = await open();
	await ask('POST', '/api/sessions/s-2/messages', {message: 'Hello'}, {as: 's-1'});
	await ask('POST', '/api/sessions/s-3/messages', {message: 'For you'});
	const all = async (url: string, as: string) => (await ask('GET', url, undefined, {as})).body;

	expect(await all('/api/session-prompts', 'operator')).toHaveLength(2);
	expect(await all('/api/session-prompts', 's-3')).toMatchObject([{fromSessionId: 'operator', content: 'For you'}]);
	expect(await all('/api/sessions/s-1/prompts', 's-1')).toMatchObject([
		{toSessionId: 's-2', content: 'Hello', fromSessionName: 'Mend the door', toSessionName: 'Second', mode: 'send'},
	]);
	expect((await ask('GET', '/api/sessions/s-1/prompts', undefined, {as: 's-3'})).status).toBe(403);
	expect(await all('/api/huddles', 's-2')).toMatchObject([{sessionIds: ['s-1', 's-2'], promptCount: 1}]);
	expect(await all('/api/huddles', 's-3')).toEqual([]);
});

test('whoever looks after all projects sees how much there is in each', async () => {
	const {ask} = await open();
	await ask('PUT', '/api/projects/p-2/master', {isMaster: true});

	expect((await ask('GET', '/api/master/context', undefined, {as: 's-1'})).body).toMatchObject({
		...{taskCounts: {'p-1': 2, 'p-2': 1}, sessionCounts: {'p-1': 3, 'p-2': 0}},
		projects: [{id: 'p-1'}, {id: 'p-2', isMaster: true}],
	});
	expect((await ask('GET', '/api/master/tasks?projectId=p-2')).body).toMatchObject([{id: 'T-3'}]);
	expect((await ask('GET', '/api/master/sessions')).body).toHaveLength(3);
});

test('a client without a secret learns that it needs one, and nothing else', async () => {
	const {ask} = await open();
	const status = async (authorization?: string) =>
		ask('GET', '/api/auth/status', undefined, authorization === undefined ? {} : {headers: {authorization}});

	expect((await status()).body).toEqual({authEnabled: true, authenticated: true});
	expect((await status('')).body).toEqual({authEnabled: true, authenticated: false});
	expect((await status('Bearer wrong')).body).toEqual({authEnabled: true, authenticated: false});
	expect((await ask('GET', '/ws-status')).body).toMatchObject({connectedClients: 2, clients: [{readyState: 1}, {}]});
	expect((await ask('GET', '/ws-status', undefined, {headers: {authorization: ''}})).status).toBe(401);
});

test('skills are told of the user and of projects, and of no other folder', async () => {
	const {ask, folder, projects} = await open();
	const write = async (...at: readonly string[]) => {
		const skill = path.join(folder, ...at, '.claude', 'skills', 'oil');
		await mkdir(skill, {recursive: true});
		await writeFile(path.join(skill, 'SKILL.md'), '---\nname: Oil\ndescription: Oils hinges\n---\nUse oil.\n');
	};
	await write('user');
	// What is none keeps no other away.
	await mkdir(path.join(folder, 'user', '.claude', 'skills', 'odd', 'SKILL.md'), {recursive: true});
	await write('door');
	await write('private');
	await projects.put(project({id: 'p-3', workingDir: path.join(folder, 'door')}));
	const scopes = async (...at: readonly string[]) =>
		(await ask('GET', `/api/skills?projectPath=${encodeURIComponent(path.join(folder, ...at))}`)).body.map(
			({skillScope}: {skillScope: string}) => skillScope,
		);

	expect(await scopes('door')).toEqual(['global', 'project']);
	expect(await scopes('private')).toEqual(['global']);
	expect((await ask('GET', '/api/skills')).body).toMatchObject([{id: 'oil', name: 'Oil', description: 'Oils hinges'}]);
});
