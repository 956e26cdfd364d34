import {expect, test} from 'vitest';
import {longAgo, project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const open = async (more: Parameters<typeof openServer>[0] = {}) =>
	openServer({projects: [project(), project({id: 'p-2', workingDir: '/'})], ...more});

test('a task has a number of its own, and is told to everyone', async () => {
	const {ask, events} = await open();

	const first = await ask('POST', '/api/tasks', {projectId: 'p-1', title: 'Mend\tthe door\n'});
	const second = await ask('POST', '/api/tasks', {projectId: 'p-2', priority: 'high', description: 'All of it\n'});

	expect(first).toMatchObject({status: 201, body: {id: 'T-1', title: 'Mend the door', status: 'todo', parentId: null}});
	expect(second).toMatchObject({
		status: 201,
		body: {id: 'T-2', title: '', description: 'All of it\n', priority: 'high'},
	});
	expect(events.map(({event}) => event)).toEqual(['task:created', 'task:created']);
});

test('a request that comes again makes no second task, not even while the first is made', async () => {
	const {ask, events} = await open();
	const body = {projectId: 'p-1', title: 'Once', clientRequestId: 'req-1'};

	const answers = await Promise.all([1, 2, 3].map(async () => ask('POST', '/api/tasks', body)));
	const later = await ask('POST', '/api/tasks', {...body, title: 'Once more'});
	const elsewhere = await ask('POST', '/api/tasks', {...body, projectId: 'p-2'});

	expect(new Set([...answers, later].map(({body: {id}}) => id)).size).toBe(1);
	expect(later.body.title).toBe('Once');
	expect(elsewhere.body.id).not.toBe(later.body.id);
	expect(events).toHaveLength(2);
});

const refused: ReadonlyArray<[title: string, body: Record<string, unknown>, status: number, reason: string]> = [
	['a project that is not there', {projectId: 'p-9'}, 404, 'project-not-found'],
	['a parent that is not there', {projectId: 'p-1', parentId: 'T-9'}, 404, 'task-not-found'],
	['a parent of another project', {projectId: 'p-2', parentId: 'T-1'}, 400, 'malformed'],
	['an id that climbs', {projectId: '../p-1'}, 400, 'malformed'],
	['a title that is too long', {projectId: 'p-1', title: 'x'.repeat(501)}, 400, 'malformed'],
	['a description above 100 KB', {projectId: 'p-1', description: 'x'.repeat(102_401)}, 400, 'malformed'],
	['a status at the start', {projectId: 'p-1', status: 'completed'}, 400, 'malformed'],
	['a day that is none', {projectId: 'p-1', dueDate: '2026-02-31'}, 400, 'malformed'],
];

for (const [title, body, status, reason] of refused) {
	test(`${title} makes no task`, async () => {
		const {ask, events} = await open({tasks: [task()]});

		expect(await ask('POST', '/api/tasks', body)).toMatchObject({status, body: {reason}});
		expect(events).toEqual([]);
		expect((await ask('GET', '/api/tasks')).body).toHaveLength(1);
	});
}

const lists: ReadonlyArray<[query: string, ids: readonly string[]]> = [
	['', ['T-1', 'T-2', 'T-3']],
	['?projectId=p-2', ['T-3']],
	['?status=completed', ['T-2']],
	['?parentId=T-1', ['T-2']],
	['?parentId=null', ['T-1', 'T-3']],
	['?projectId=p-1&parentId=null', ['T-1']],
];

for (const [query, ids] of lists) {
	test(`GET /api/tasks${query} lists ${ids.join(', ')}`, async () => {
		const {ask} = await open({
			tasks: [task(), task({id: 'T-2', parentId: 'T-1', status: 'completed'}), task({id: 'T-3', projectId: 'p-2'})],
		});

		expect((await ask('GET', `/api/tasks${query}`)).body.map(({id}: {id: string}) => id)).toEqual(ids);
	});
}

test('when a task was begun and done is said once, and stays', async () => {
	const {ask, time} = await open({tasks: [task()]});
	const set = async (status: string) => {
		time.now += 1000;
		return (await ask('PATCH', '/api/tasks/T-1', {status})).body;
	};

	const begun = await set('in_progress');
	const done = await set('completed');
	const again = await set('todo');

	expect(begun).toMatchObject({startedAt: time.now - 2000, completedAt: null});
	expect(done).toMatchObject({startedAt: begun.startedAt, completedAt: time.now - 1000});
	expect(again).toMatchObject({status: 'todo', startedAt: begun.startedAt, completedAt: done.completedAt});
});

test('a change touches what it names, and leaves what is not known here as it was', async () => {
	const {ask} = await open({tasks: [{...task({description: 'All'}), ...{pinned: true, dueDate: '2026-01-01'}}]});

	const {body} = await ask('PATCH', '/api/tasks/T-1', {title: 'New', dueDate: null});

	expect(body).toMatchObject({title: 'New', description: 'All', pinned: true, dueDate: null});
});

test('a task goes with its parts, parts first', async () => {
	const {ask, events} = await open({
		tasks: [task(), task({id: 'T-2', parentId: 'T-1'}), task({id: 'T-3', parentId: 'T-2'}), task({id: 'T-4'})],
	});

	expect(await ask('DELETE', '/api/tasks/T-1')).toEqual({status: 200, body: {success: true, id: 'T-1'}});

	expect(events).toEqual(['T-3', 'T-2', 'T-1'].map(id => ({event: 'task:deleted', data: {id}})));
	expect((await ask('GET', '/api/tasks')).body).toMatchObject([{id: 'T-4'}]);
});

test('nothing of a task goes while a session works on a part of it', async () => {
	const {ask, events} = await open({
		tasks: [task(), task({id: 'T-2', parentId: 'T-1'}), task({id: 'T-3', parentId: 'T-1'})],
		sessions: [
			session({taskIds: ['T-3']}),
			session({id: 's-2', taskIds: ['T-2'], status: 'failed', completedAt: longAgo}),
		],
	});

	const {status, body} = await ask('DELETE', '/api/tasks/T-1');

	expect({status, reason: body.reason}).toEqual({status: 422, reason: 'not-empty'});
	expect(body.message).toContain('s-1');
	expect(events).toEqual([]);
	expect((await ask('GET', '/api/tasks')).body).toHaveLength(3);
});

test('a session makes and changes tasks of its own project, and removes none', async () => {
	const {ask} = await open({tasks: [task(), task({id: 'T-2', projectId: 'p-2'})], sessions: [session()]});
	const as = {as: 's-1'};

	expect((await ask('POST', '/api/tasks', {projectId: 'p-1', title: 'Found'}, as)).status).toBe(201);
	expect((await ask('PATCH', '/api/tasks/T-1', {status: 'in_review'}, as)).status).toBe(200);
	expect((await ask('POST', '/api/tasks', {projectId: 'p-2', title: 'Found'}, as)).status).toBe(403);
	expect((await ask('PATCH', '/api/tasks/T-2', {status: 'in_review'}, as)).status).toBe(403);
	expect((await ask('DELETE', '/api/tasks/T-1', undefined, as)).status).toBe(403);
});
