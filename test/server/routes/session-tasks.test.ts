import {expect, test} from 'vitest';
import type {Session} from '../../../source/domain/session.js';
import {project, session, task} from '../../helpers/builders.js';
import {createMemoryCollection} from '../../helpers/memory-collection.js';
import {openServer} from '../../helpers/server.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: 1};

const open = async () =>
	openServer({
		projects: [project(), project({id: 'p-2', workingDir: '/var'})],
		tasks: [task({sessionIds: ['s-1']}), task({id: 'T-2'}), task({id: 'T-far', projectId: 'p-2'})],
		sessions: [
			session(),
			session({id: 's-2', taskIds: []}),
			session({id: 's-run', run}),
			session({id: 's-boss', metadata: {mode: 'coordinated-coordinator'}, parentSessionId: 's-1'}),
		],
	});

test('a session takes up a task, and lets go of it: both of them know, and everyone is told', async () => {
	const {ask, events, tasks} = await open();

	const linked = await ask('POST', '/api/sessions/s-1/tasks/T-2', undefined, {as: 's-1'});
	expect(linked.body).toMatchObject({taskIds: ['T-1', 'T-2'], timeline: [{type: 'task_started', taskId: 'T-2'}]});
	expect(tasks.get('T-2')?.sessionIds).toEqual(['s-1']);
	await ask('POST', '/api/sessions/s-1/tasks/T-2', undefined, {as: 's-1'});
	const unlinked = await ask('DELETE', '/api/sessions/s-1/tasks/T-2', undefined, {as: 's-1'});

	expect(unlinked.body.taskIds).toEqual(['T-1']);
	expect(tasks.get('T-2')?.sessionIds).toEqual([]);
	const links = events.map(({event}) => event).filter(event => /task_|session_(?:added|removed)/.test(event));
	expect(links).toEqual([
		...['task:session_added', 'session:task_added', 'task:session_removed', 'session:task_removed'],
	]);
});

test('a session works on what it is said to work on, and on nothing else', async () => {
	const {ask, tasks} = await open();

	const {body} = await ask('PATCH', '/api/sessions/s-1', {taskIds: ['T-2', 'T-far']});

	expect(body.taskIds).toEqual(['T-2', 'T-far']);
	expect(['T-1', 'T-2', 'T-far'].map(id => tasks.get(id)?.sessionIds)).toEqual([[], ['s-1'], ['s-1']]);
});

const refusals: ReadonlyArray<[title: string, as: string, method: string, url: string, body: unknown, status: number]> =
	[
		['a session takes no task of another project', 's-1', 'POST', '/api/sessions/s-1/tasks/T-far', undefined, 403],
		['nor by changing itself', 's-1', 'PATCH', '/api/sessions/s-1', {taskIds: ['T-far']}, 403],
		['a task that is not there is not taken', 's-1', 'POST', '/api/sessions/s-1/tasks/T-9', undefined, 404],
		['a session gives no task to another', 's-1', 'POST', '/api/sessions/s-2/tasks/T-2', undefined, 403],
		['nor takes one from it', 's-2', 'DELETE', '/api/sessions/s-1/tasks/T-1', undefined, 403],
		[
			'the task of a run that goes on is not let go of',
			'operator',
			'DELETE',
			'/api/sessions/s-run/tasks/T-1',
			undefined,
			422,
		],
		[
			'a worker does not make itself a coordinator',
			's-1',
			'POST',
			'/api/sessions/s-1/mode',
			{role: 'coordinator'},
			403,
		],
		['nor another session', 's-boss', 'POST', '/api/sessions/s-1/mode', {role: 'coordinator'}, 403],
		['there is no third role', 'operator', 'POST', '/api/sessions/s-1/mode', {role: 'boss'}, 400],
	];

for (const [title, as, method, url, body, status] of refusals) {
	test(title, async () => {
		const {ask, events, sessions} = await open();
		const before = JSON.stringify(sessions.all());

		const answer = await ask(method, url, body, {as});

		expect(answer.status, JSON.stringify(answer.body)).toBe(status);
		expect(events).toEqual([]);
		expect(JSON.stringify(sessions.all())).toBe(before);
	});
}

test('a session that asks to be a coordinator while the operator takes that from it is none', async () => {
	const disk = Promise.withResolvers<void>();
	const kept = createMemoryCollection([session({id: 's-boss', metadata: {mode: 'coordinator'}})]);
	const collection = {...kept, put: async (item: Session) => disk.promise.then(async () => kept.put(item))};
	const {ask, sessions} = await openServer({projects: [project()], tasks: [task()], collection});
	const at = '/api/sessions/s-boss/mode';

	const asked = [
		ask('POST', '/api/sessions/s-boss/timeline', {message: 'Busy'}, {as: 's-boss'}),
		ask('POST', at, {role: 'worker'}),
		ask('POST', at, {role: 'coordinator'}, {as: 's-boss'}),
	];
	await new Promise(setImmediate);
	disk.resolve();

	expect((await Promise.all(asked)).map(({status}) => status)).toEqual([200, 200, 403]);
	expect(sessions.get('s-boss').metadata).toMatchObject({mode: 'worker'});
});

test('the operator makes a session a coordinator, and a coordinator steps back by itself', async () => {
	const {ask, events} = await open();

	const up = await ask('POST', '/api/sessions/s-1/mode', {role: 'coordinator'});
	const down = await ask('POST', '/api/sessions/s-boss/mode', {role: 'worker'}, {as: 's-boss'});
	const again = await ask('POST', '/api/sessions/s-boss/mode', {role: 'worker'}, {as: 's-boss'});

	expect(up.body).toMatchObject({mode: 'coordinator', previousMode: 'worker', changed: true});
	expect(down.body).toMatchObject({mode: 'coordinated-worker', previousMode: 'coordinated-coordinator', changed: true});
	expect(again.body).toMatchObject({mode: 'coordinated-worker', changed: false});
	expect((await ask('GET', '/api/sessions/s-boss/mode', undefined, {as: 's-2'})).body).toEqual({
		...{id: 's-boss', mode: 'coordinated-worker', relation: 'coordinated', role: 'worker'},
	});
	expect(events.filter(({event}) => event === 'session:mode_changed')).toHaveLength(2);
});
