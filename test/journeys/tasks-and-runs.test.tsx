import {expect, test} from 'vitest';
import type {Run} from '../../source/domain/run.js';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const runOf = (taskId: string, given: Partial<Run> = {}): Run => ({
	...{id: `r-${taskId}`, taskId, mode: 'code-review', agent: 'claude', isHeadless: true, startedAt: longAgo},
	...given,
});

const given = {
	projects: [project()],
	tasks: [
		task(),
		task({id: 'T-2', parentId: 'T-1', title: 'Oil it'}),
		task({id: 'T-3', parentId: 'T-2', title: 'Paint it'}),
	],
};

const open = async (more: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, ...more});
	await app.press(']');
	await eventually(() => expect(app.frame()).toContain('Mend the door'));
	return app;
};

const rowOf = (app: Awaited<ReturnType<typeof openApp>>, title: string): string =>
	app
		.frame()
		.split('\n')
		.find(line => line.includes(title)) ?? '';

test('a folded task shows the worst of what runs below it, and how many', async () => {
	const app = await open({
		sessions: [
			session({id: 's-1', taskIds: ['T-1'], run: runOf('T-1')}),
			session({id: 's-2', taskIds: ['T-2'], run: runOf('T-2', {exitCode: 1}), status: 'failed', completedAt: longAgo}),
			session({id: 's-3', taskIds: ['T-3'], run: runOf('T-3')}),
		],
	});
	expect(rowOf(app, 'Mend the door')).toMatch(/● working$/);
	expect(rowOf(app, 'Oil it')).toMatch(/✗ failed$/);

	await app.press('left');
	expect(rowOf(app, 'Mend the door')).toMatch(/▸ Mend the door.*✗ failed +×3/);
	expect(app.frame()).not.toContain('Oil it');

	app.server.put.session(
		session({id: 's-3', taskIds: ['T-3'], run: runOf('T-3'), needsInput: {active: true, since: longAgo}}),
	);
	await eventually(() => expect(rowOf(app, 'Mend the door')).toMatch(/▲ needs-input ×3/));
});

test('what failed is forgotten with the next run in that mode, and with the end of the task', async () => {
	const failed = {status: 'failed', completedAt: longAgo} as const;
	const app = await open({
		sessions: [
			session({id: 's-1', taskIds: ['T-1'], run: runOf('T-1'), ...failed}),
			session({id: 's-2', taskIds: ['T-2'], run: runOf('T-2'), ...failed}),
		],
	});
	expect(rowOf(app, 'Oil it')).toMatch(/✗ failed$/);

	app.server.put.session(
		session({id: 's-3', taskIds: ['T-1'], startedAt: longAgo + 1, status: 'completed', run: runOf('T-1')}),
	);
	app.server.put.task(task({id: 'T-2', parentId: 'T-1', title: 'Oil it', status: 'completed'}));

	await eventually(() => expect(rowOf(app, 'Mend the door')).not.toContain('failed'));
	await eventually(() => expect(rowOf(app, 'Oil it')).not.toContain('failed'));
});

test('the run of a task is stopped, resumed and started again from its row', async () => {
	const app = await open({sessions: [session({name: 'Reviewer', run: runOf('T-1')})]});
	const paths = () => app.server.asked.filter(({method}) => method === 'POST').map(({path}) => path);

	await app.press('X');
	expect(app.frame()).toContain('Type "Reviewer" to stop it at once');
	await app.press('Reviewer', 'enter');
	await eventually(() => expect(app.server.data.sessions.get('s-1')?.status).toBe('stopped'));
	await eventually(() => expect(app.frame()).toContain('Stopped Reviewer'));
	await app.press('u');
	await eventually(() => expect(rowOf(app, 'Mend the door')).toMatch(/● working$/));
	await app.press('U', 'y');

	await eventually(() =>
		expect(paths()).toEqual([
			...['/stop/code-review/T-1', '/api/sessions/s-1/resume'],
			...['/stop/code-review/T-1', '/dispatch/code-review/T-1'],
		]),
	);
});

test('a task gets a work tree, those below it share it, and it is removed after a yes', async () => {
	const app = await open();

	await app.press('Y');
	await eventually(() => expect(app.frame()).toContain('T-1 has a work tree at /srv/demo.worktrees/T-1'));
	await app.press('Y');
	expect(app.frame()).toContain('It has one already, on maestro/T-1');
	expect(app.frame()).toContain('Work tree /srv/demo.worktrees/T-1 on maestro/T-1');

	await app.press('j', 'Z');
	expect(app.frame()).toContain('Its work tree is that of T-1; remove it there');
	await app.press('k', 'Z');
	expect(app.frame()).toContain('Remove the work tree of T-1 at /srv/demo.worktrees/T-1?');
	await app.press('y');

	await eventually(() => expect(app.frame()).toContain('Removed /srv/demo.worktrees/T-1 and its branch'));
});

test('why a work tree cannot be removed is said in words', async () => {
	const workTree = {path: '/srv/t', branch: 'dirty', base: 'main', baseCommit: 'c0ffee', createdAt: 1};
	const app = await open({tasks: [task({workTree})]});

	await app.press('Z', 'y');

	await eventually(() => expect(app.frame()).toContain('Not everything is committed in /srv/t: M door.ts'));
});

test('a task that never ran says so', async () => {
	const app = await open();

	await app.press('X');

	expect(app.frame()).toContain('It was never dispatched; there is no run');
});
