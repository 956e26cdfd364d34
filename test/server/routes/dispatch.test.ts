import {expect, test} from 'vitest';
import {MaestroError} from '../../../source/domain/errors.js';
import {project, session, task} from '../../helpers/builders.js';
import {createFakeMultiplexer} from '../../helpers/fake-multiplexer.js';
import {openServer} from '../../helpers/server.js';

const open = async (more: Parameters<typeof openServer>[0] = {}) =>
	openServer({projects: [project()], tasks: [task()], ...more});

test('a task that is dispatched is in progress, and knows its session', async () => {
	const {ask, time, fake} = await open();

	const {status, body} = await ask('POST', '/dispatch/interactive/T-1', {extras: ['--model', 'opus']});

	expect({status, body}).toEqual({
		status: 200,
		body: {session: expect.stringMatching(/^sess_/), window: 'T-1-interactive', headless: false, isReused: false},
	});
	expect((await ask('GET', '/api/tasks/T-1')).body).toMatchObject({
		...{status: 'in_progress', startedAt: time.now, sessionIds: [body.session]},
	});
	const [window] = await fake.listWindows();
	expect(fake.wanted(window?.key ?? '')?.command.join(' ')).toContain('--model opus');
	expect(await ask('GET', '/status/interactive/T-1')).toEqual({
		status: 200,
		body: {running: true, headless: false, startedAt: time.now, session: body.session},
	});
});

test('a task that is done is not begun again by a dispatch', async () => {
	const {ask} = await open({tasks: [task({status: 'in_review'})]});

	await ask('POST', '/dispatch/none/T-1');
	await ask('POST', '/dispatch/none/T-1');

	const {body} = await ask('GET', '/api/tasks/T-1');
	expect(body.status).toBe('in_review');
	expect(body.sessionIds).toHaveLength(1);
});

for (const method of ['POST', 'GET']) {
	test(`a run is stopped by ${method}, and the same again stops nothing`, async () => {
		const {ask} = await open();
		const {body: run} = await ask('POST', '/dispatch/none/T-1');

		const first = await ask(method, '/stop/none/T-1');
		const second = await ask(method, '/stop/none/T-1');

		expect(first).toEqual({status: 200, body: {stopped: true, session: run.session}});
		expect(second).toEqual({status: 200, body: {stopped: false, session: run.session}});
		expect((await ask('GET', `/api/sessions/${run.session}`)).body).toMatchObject({
			status: 'stopped',
			run: {reason: 'stopped by operator', signal: 15},
		});
		expect((await ask('GET', '/status/none/T-1')).body).toMatchObject({running: false, signal: 15});
	});
}

const missing: ReadonlyArray<[method: string, path: string, reason: string]> = [
	['POST', '/dispatch/dance/T-1', 'mode-not-found'],
	['POST', '/dispatch/none/T-9', 'task-not-found'],
	['GET', '/status/none/T-1', 'run-not-found'],
	['POST', '/stop/none/T-1', 'run-not-found'],
	['GET', '/stop/none/T-1', 'run-not-found'],
	['POST', '/api/dispatch/dance/T-1/preview', 'mode-not-found'],
];

for (const [method, path, reason] of missing) {
	test(`${method} ${path} is refused as ${reason}`, async () => {
		const {ask, fake} = await open();

		expect(await ask(method, path)).toMatchObject({status: 404, body: {reason}});
		expect(await fake.listWindows()).toEqual([]);
	});
}

test('a worker dispatches and stops nothing; an orchestrator does', async () => {
	const {ask} = await open({
		sessions: [session({taskIds: []}), session({id: 's-boss', taskIds: [], metadata: {mode: 'coordinator'}})],
	});

	expect((await ask('POST', '/dispatch/none/T-1', undefined, {as: 's-1'})).status).toBe(403);
	expect((await ask('POST', '/dispatch/none/T-1', undefined, {as: 's-boss'})).status).toBe(200);
	expect((await ask('POST', '/stop/none/T-1', undefined, {as: 's-1'})).status).toBe(403);
	expect((await ask('GET', '/stop/none/T-1', undefined, {as: 's-1'})).status).toBe(403);
	expect((await ask('GET', '/status/none/T-1', undefined, {as: 's-1'})).body.running).toBe(true);
	expect((await ask('POST', '/stop/none/T-1', undefined, {as: 's-boss'})).body.stopped).toBe(true);
});

const overreaching: ReadonlyArray<readonly [what: string, body: object]> = [
	['a permission', {permission: 'all'}],
	['a permission to edit', {permission: 'edit'}],
	['an argument', {extras: ['--dangerously-skip-permissions']}],
	['an argument with its value', {extras: ['--permission-mode', 'bypassPermissions']}],
	['an argument of Codex', {agent: 'codex', extras: ['--dangerously-bypass-approvals-and-sandbox']}],
	['an argument of Gemini', {agent: 'gemini', extras: ['--yolo']}],
];

for (const [what, body] of overreaching) {
	test(`a session lets no agent do more without asking, by ${what}; the operator may`, async () => {
		const {ask, fake} = await open({sessions: [session({id: 's-boss', taskIds: [], metadata: {mode: 'coordinator'}})]});

		const {status} = await ask('POST', '/dispatch/none/T-1', body, {as: 's-boss'});

		expect([400, 403]).toContain(status);
		expect(await fake.listWindows()).toEqual([]);
		expect((await ask('POST', '/dispatch/none/T-1', {extras: ['--model', 'opus']}, {as: 's-boss'})).status).toBe(200);
		expect((await ask('POST', '/dispatch/interactive/T-1', body)).status).toBe(200);
	});
}

test('a preview shows the very command that is run then', async () => {
	const {ask, fake} = await open({tasks: [task({title: 'Mend $(it)', description: "it's broken"})]});

	const {body} = await ask('POST', '/api/dispatch/interactive/T-1/preview');

	expect(body).toMatchObject({directory: '/tmp', window: 'T-1-interactive'});
	expect(await fake.listWindows()).toEqual([]);
	await ask('POST', '/dispatch/interactive/T-1');
	const [window] = await fake.listWindows();
	const {sessionId = '', runId = ''} = window?.meta ?? {};
	const run = fake.wanted(window?.key ?? '')?.command.slice(2) ?? [];
	const shown = body.command.map((word: string) =>
		word.replaceAll('SESSION', sessionId).replace('/RUN/', `/${runId}/`),
	);
	expect(shown).toEqual([...run, "Work on task T-1: Mend $(it)\n\nit's broken"]);
});

test('what is missing is told in words: by the preview, by the lists, and by a dispatch as its refusal', async () => {
	const words = 'tmux 3.2 or newer is needed, and none was found on PATH';
	const multiplexer = {
		...createFakeMultiplexer(),
		find: async () => {
			throw new MaestroError('multiplexer-missing', words);
		},
	};
	const {ask} = await open({multiplexer});

	expect(await ask('GET', '/api/multiplexer')).toMatchObject({
		status: 200,
		body: {name: 'fake', session: 'maestro', problem: words},
	});
	expect((await ask('POST', '/api/dispatch/none/T-1/preview')).body.problem).toBe(words);
	expect(await ask('POST', '/dispatch/none/T-1')).toMatchObject({status: 503, body: {reason: 'multiplexer-missing'}});
	expect((await ask('GET', '/api/sessions')).body).toEqual([]);
	expect((await ask('POST', '/api/tasks', {projectId: 'p-1', title: 'Without it'})).status).toBe(201);
});

test('an agent that is not installed is listed with what to do', async () => {
	const {ask} = await open({isAgentMissing: true});

	expect((await ask('GET', '/api/agents')).body).toContainEqual({
		...{id: 'claude', label: 'Claude Code', problem: 'Claude Code is not installed'},
		...{canRunHeadless: true, permissions: ['ask', 'plan', 'edit', 'all']},
	});
	expect(await ask('POST', '/dispatch/none/T-1')).toMatchObject({status: 503, body: {reason: 'agent-missing'}});
});

test('modes, agents and the multiplexer are listed', async () => {
	const {ask} = await open();

	expect((await ask('GET', '/api/modes')).body).toMatchObject({
		modes: [
			{id: 'interactive', isHeadless: false, source: 'built in', label: expect.any(String), shadows: []},
			{id: 'code-review', isHeadless: true},
			{id: 'documentation'},
			{id: 'none', isHeadless: false},
		],
		problems: [],
	});
	expect((await ask('GET', '/api/agents')).body).toContainEqual({
		...{id: 'claude', label: 'Claude Code', version: '2.1.329'},
		...{canRunHeadless: true, permissions: ['ask', 'plan', 'edit', 'all']},
	});
	expect((await ask('GET', '/api/multiplexer')).body).toEqual({
		...{name: 'fake', session: 'maestro', version: '1.0', address: 'memory'},
	});
});
