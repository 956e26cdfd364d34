import {expect, test} from 'vitest';
import {project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: 1};
const boss = session({id: 's-boss', metadata: {mode: 'coordinator'}});
const worker = session({id: 's-worker', metadata: {mode: 'worker'}});
const over = session({id: 's-over', status: 'completed', completedAt: 2, run});

const open = async (...sessions: ReadonlyArray<ReturnType<typeof session>>) =>
	openServer({projects: [project()], tasks: [task(), task({id: 'T-2'})], sessions: [boss, worker, over, ...sessions]});

const resumes: ReadonlyArray<[title: string, as: string, id: string, status: number, reason: string | undefined]> = [
	['the operator resumes a session', 'operator', 's-over', 200, undefined],
	['an orchestrator resumes a session', 's-boss', 's-over', 200, undefined],
	['a worker does not', 's-worker', 's-over', 403, 'not-allowed'],
	['a session that was not dispatched is not started from here', 'operator', 's-worker', 404, 'run-not-found'],
	['nobody resumes one that is not there', 'operator', 's-9', 404, 'session-not-found'],
	['one whose task is gone is not resumed', 'operator', 's-lost', 404, 'task-not-found'],
];

for (const [title, as, id, status, reason] of resumes) {
	test(title, async () => {
		const {ask} = await open(session({id: 's-lost', status: 'failed', run: {...run, taskId: 'T-9'}}));

		const answer = await ask('POST', `/api/sessions/${id}/resume`, undefined, {as});

		expect([answer.status, answer.body.reason]).toEqual([status, reason]);
	});
}

test('one that goes on is not resumed', async () => {
	const {ask} = await open();
	await ask('POST', '/api/sessions/s-over/resume');

	expect((await ask('POST', '/api/sessions/s-over/resume')).body).toMatchObject({
		...{
			statusCode: 409,
			reason: 'already-there',
			message: expect.stringContaining('T-1 in interactive runs already, as s-over'),
		},
	});
});

test('a session that another one starts knows it as its parent; one of the operator has none', async () => {
	const {ask, sessions} = await open();

	const {body: child} = await ask('POST', '/dispatch/none/T-1', {}, {as: 's-boss'});
	const {body: own} = await ask('POST', '/dispatch/none/T-2', {});

	expect(sessions.get(child.session).parentSessionId).toBe('s-boss');
	expect(sessions.get(own.session).parentSessionId).toBeNull();
	expect((await ask('POST', '/dispatch/none/T-1', {}, {as: 's-worker'})).status).toBe(403);
});

test('who is there is said of every session that has not ended, of one project or of all', async () => {
	const there = {state: 'working', source: 'hook Stop', at: 5} as const;
	const {ask} = await open(session({id: 's-far', projectId: 'p-2', activity: there}));

	expect((await ask('GET', '/api/presence', undefined, {as: 's-worker'})).body).toEqual([
		{sessionId: 's-boss', state: 'unknown'},
		{sessionId: 's-worker', state: 'unknown'},
		{sessionId: 's-far', state: 'online', source: 'hook Stop', lastSeen: 5},
	]);
	expect((await ask('GET', '/api/presence?projectId=p-2')).body).toMatchObject([{sessionId: 's-far'}]);
});

test('the window of a run was seen when it was looked at last', async () => {
	const {ask, watch, time} = await open();
	const {body} = await ask('POST', '/dispatch/none/T-2', {});
	time.now += 5000;

	await watch.look();

	expect((await ask('GET', '/api/presence')).body).toContainEqual({
		...{sessionId: body.session, state: 'online', source: 'window', lastSeen: time.now},
	});
});
