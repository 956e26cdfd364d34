import {expect, test} from 'vitest';
import {project, session, task} from '../../helpers/builders.js';
import {createRepository, type GitRepository} from '../../helpers/repository.js';
import {whereInstalled} from '../../helpers/require.js';
import {openServer} from '../../helpers/server.js';

/** A server with a project in a repository, a task, a part of it, and three sessions on another task. */
const open = async ({root}: Pick<GitRepository, 'root'>) => {
	const server = await openServer({
		projects: [project({workingDir: root})],
		tasks: [task(), task({id: 'T-2', parentId: 'T-1'}), task({id: 'T-3'})],
		sessions: [
			session({taskIds: ['T-3']}),
			session({id: 's-2', taskIds: ['T-3'], metadata: {mode: 'coordinator'}}),
			session({id: 's-3', taskIds: ['T-2'], status: 'stopped'}),
		],
	});
	return {...server, place: `${root}.worktrees/T-1`};
};

const url = (id = 'T-1') => `/api/tasks/${id}/work-tree`;

whereInstalled('git')('work trees over HTTP', () => {
	test('one is made, shown for the parts of its task as well, and removed; everyone is told of the task', async () => {
		const {ask, events, place} = await open(await createRepository());

		const made = await ask('POST', url());
		const seen = await ask('GET', url('T-2'));
		const removed = await ask('DELETE', url());

		expect(made).toMatchObject({
			status: 200,
			body: {taskId: 'T-1', workTree: {path: place, branch: 'maestro/T-1'}, isThere: true, changes: [], sessions: []},
		});
		expect(seen.body).toEqual(made.body);
		expect(removed).toMatchObject({status: 200, body: {path: place, branch: 'maestro/T-1', isBranchKept: false}});
		expect(events).toMatchObject([
			{event: 'task:updated', data: {id: 'T-1', workTree: {path: place}}},
			{event: 'task:updated', data: {id: 'T-1'}},
		]);
		expect(await ask('GET', url())).toMatchObject({status: 404, body: {reason: 'work-tree-not-found'}});
	});

	test('a worker looks, an orchestrator makes, and the operator alone removes', async () => {
		const {ask} = await open(await createRepository());
		const [worker, orchestrator] = [{as: 's-1'}, {as: 's-2'}];

		expect((await ask('POST', url(), undefined, worker)).status).toBe(403);
		expect((await ask('POST', url(), undefined, orchestrator)).status).toBe(200);
		expect((await ask('GET', url(), undefined, worker)).status).toBe(200);
		expect((await ask('DELETE', url(), undefined, orchestrator)).status).toBe(403);
	});

	test('a task that has one is not deleted, nor one above it', async () => {
		const {ask, place} = await open(await createRepository());
		await ask('POST', url('T-2'));

		const refused = await ask('DELETE', '/api/tasks/T-1');

		expect(refused).toMatchObject({status: 422, body: {reason: 'not-empty'}});
		expect(refused.body.message).toContain(place.replace('T-1', 'T-2'));
		await ask('DELETE', url('T-2'));
		expect((await ask('DELETE', '/api/tasks/T-1')).status).toBe(200);
	});

	test('for a task that is not there, or a folder that is in no repository, there is none', async () => {
		const {ask, folder} = await openServer();

		expect(await ask('POST', url('T-9'))).toMatchObject({status: 404, body: {reason: 'task-not-found'}});
		const plain = await openServer({projects: [project({workingDir: folder})], tasks: [task()]});
		expect(await plain.ask('POST', url())).toMatchObject({status: 422, body: {reason: 'bad-directory'}});
	});
});
