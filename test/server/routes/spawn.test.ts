import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Session} from '../../../source/domain/session.js';
import {project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const boss = session({id: 's-boss', taskIds: ['T-1'], metadata: {mode: 'coordinator'}});
const worker = session({id: 's-worker', taskIds: [], metadata: {mode: 'worker'}});

const open = async (...more: readonly Session[]) => {
	const server = await openServer({
		projects: [project(), project({id: 'p-2', workingDir: '/var'})],
		tasks: [task(), task({id: 'T-2', title: 'Oil the hinge'}), task({id: 'T-far', projectId: 'p-2'})],
		sessions: [boss, worker, ...more],
	});
	const member = async (given: object) =>
		(await server.ask('POST', '/api/team-members', {projectId: 'p-1', name: 'Front End', ...given})).body;
	const spawn = async (body: object, as = 'operator') =>
		server.ask('POST', '/api/sessions/spawn', {taskIds: ['T-1'], ...body}, {as});
	const promptOf = async ({session: {run}}: {session: {run: {id: string}}}) =>
		readFile(path.join(server.paths.runs, run.id, 'prompt'), 'utf8');
	return {...server, member, spawn, promptOf};
};

test('a worker is spawned as it is dispatched: its window opens, and nobody is asked to open it', async () => {
	const {spawn, fake, events, tasks, promptOf} = await open();

	const {status, body} = await spawn({projectId: 'p-1', sessionName: 'Door', cols: 80, rows: 24});

	expect({status, body}).toMatchObject({
		status: 201,
		body: {success: true, session: {id: body.sessionId, name: 'Door', run: {mode: 'interactive', agent: 'claude'}}},
	});
	expect(body.session).toMatchObject({env: {}, metadata: {mode: 'worker', spawnSource: 'ui', spawnedBy: null}});
	expect(await fake.listWindows()).toMatchObject([{name: 'T-1-interactive'}]);
	expect(tasks.get('T-1')).toMatchObject({status: 'in_progress', sessionIds: [body.sessionId]});
	expect(await promptOf(body)).toContain('Mend the door');
	expect(events.map(({event}) => event)).toContain('session:created');
	expect(events.map(({event}) => String(event))).not.toContain('session:spawn');
});

test('asked twice, the one that runs is the answer', async () => {
	const {spawn, fake} = await open();

	const [first, second] = [await spawn({}), await spawn({})];

	expect(second.body.sessionId).toBe(first.body.sessionId);
	expect(second.body.message).toMatch(/already/);
	expect(await fake.listWindows()).toHaveLength(1);
});

test('a coordinator and its worker are at one task, each in a window of its own', async () => {
	const {spawn, fake, promptOf, sessions} = await open();
	const lead = await spawn({mode: 'coordinator'});

	const hand = await spawn(
		{
			mode: 'worker',
			spawnSource: 'session',
			sessionId: lead.body.sessionId,
			initialDirective: {subject: 'Do it', message: 'Now.'},
		},
		lead.body.sessionId,
	);

	expect((await fake.listWindows()).map(({name}) => name)).toEqual(['T-1-coordinator', 'T-1-interactive']);
	expect(await promptOf(lead.body)).toContain('You coordinate');
	expect(await promptOf(hand.body)).toMatch(/Mend the door[\s\S]*Do it\n\nNow\./);
	expect(sessions.get(hand.body.sessionId)).toMatchObject({
		...{parentSessionId: lead.body.sessionId, rootSessionId: lead.body.sessionId},
		metadata: {mode: 'coordinated-worker', spawnedBy: lead.body.sessionId},
	});
});

test('a team member is who its agent is told to be, with its model, what it may do and what it remembers', async () => {
	const {spawn, member, promptOf, ask} = await open();
	const {id} = await member({
		...{identity: 'You like CSS.', agentTool: 'codex', model: 'gpt-5.5', permissionMode: 'acceptEdits', mode: 'worker'},
	});
	await ask('POST', `/api/team-members/${id}/memory`, {projectId: 'p-1', entries: ['The build is slow.']});

	const {status, body} = await spawn({teamMemberId: id, taskIds: ['T-1', 'T-2']});

	expect(status, JSON.stringify(body)).toBe(201);
	expect(body.session).toMatchObject({
		...{taskIds: ['T-1', 'T-2'], teamMemberIds: [id], teamMemberSnapshot: {name: 'Front End', model: 'gpt-5.5'}},
		run: {
			agent: 'codex',
			permission: 'edit',
			extras: ['--model', 'gpt-5.5'],
			mode: expect.stringMatching(/^front-end-/),
		},
	});
	const prompt = await promptOf(body);
	expect(prompt).toMatch(/You like CSS\./);
	expect(prompt).toMatch(/T-2: Oil the hinge/);
	expect(prompt).toMatch(/The build is slow\./);
});

test('a profile says how a member is started, and the request before both', async () => {
	const {spawn, member, ask} = await open();
	const {body: profile} = await ask('POST', '/api/model-profiles', {
		...{name: 'Fast', launchConfig: {provider: 'claude', model: 'haiku', accessMode: 'plan'}},
	});
	const {id} = await member({modelProfileId: profile.id});

	const first = await spawn({teamMemberId: id});
	const second = await spawn({
		...{teamMemberId: id, taskIds: ['T-2'], launchConfig: {provider: 'claude', model: 'opus'}},
		memberOverrides: {[id]: {permissionMode: 'interactive'}},
	});

	expect(first.body.session.run).toMatchObject({agent: 'claude', permission: 'plan', extras: ['--model', 'haiku']});
	expect(second.body.session.run).toMatchObject({permission: 'ask', extras: ['--model', 'opus']});
});

const bySession = {spawnSource: 'session', sessionId: 's-boss'};

const refusals: ReadonlyArray<[title: string, as: string, body: object, status: number]> = [
	['a worker starts nobody', 's-worker', {...bySession, sessionId: 's-worker'}, 403],
	['nor as if it were the operator', 's-worker', {}, 403],
	['a coordinator does not start in the name of another', 's-boss', {...bySession, sessionId: 's-worker'}, 403],
	['a session says which it is', 's-boss', {spawnSource: 'session'}, 400],
	['the operator is no session', 'operator', bySession, 400],
	['a coordinator lets nobody do everything', 's-boss', {...bySession, permissionMode: 'bypassPermissions'}, 403],
	['nor edit', 's-boss', {...bySession, launchConfig: {provider: 'claude', accessMode: 'acceptEdits'}}, 403],
	['a coordinator starts nobody in another project', 's-boss', {...bySession, taskIds: ['T-far']}, 403],
	['a task belongs to its project', 'operator', {projectId: 'p-2'}, 404],
	['a project that is not there has no tasks', 'operator', {projectId: 'p-9'}, 404],
	['a task that is not there is not worked on', 'operator', {taskIds: ['T-9']}, 404],
	['an agent that is not known is not started', 'operator', {agentTool: 'hermes'}, 400],
	['the name of a model is no option', 'operator', {model: '--dangerously-skip-permissions'}, 400],
	['a team member that is not there is nobody', 'operator', {teamMemberId: 'tm_9'}, 404],
	['nothing is done for no task', 'operator', {taskIds: []}, 400],
	['there is no mode boss', 'operator', {mode: 'boss'}, 400],
	['a folder that is no repository has no work trees', 'operator', {useWorktree: true}, 422],
];

for (const [title, as, body, status] of refusals) {
	test(title, async () => {
		const {spawn, fake, events} = await open();

		const answer = await spawn(body, as);

		expect(answer.status, JSON.stringify(answer.body)).toBe(status);
		expect(await fake.listWindows()).toEqual([]);
		expect(events).toEqual([]);
	});
}

test('what an override does not say in words that are known is refused, and not passed over', async () => {
	const {spawn, member} = await open();
	const {id} = await member({permissionMode: 'bypassPermissions'});

	const answer = await spawn({teamMemberId: id, memberOverrides: {[id]: {permissionMode: 'nothing'}}});

	expect(answer.status).toBe(400);
});

test('a session gives an agent what the operator gave its team member, and no more', async () => {
	const {spawn, member} = await open();
	const {id} = await member({permissionMode: 'acceptEdits'});

	const given = await spawn({...bySession, teamMemberId: id}, 's-boss');
	const more = await spawn(
		{...bySession, teamMemberId: id, taskIds: ['T-2'], memberOverrides: {[id]: {permissionMode: 'bypassPermissions'}}},
		's-boss',
	);

	expect(given.body.session.run.permission).toBe('edit');
	expect(more.status).toBe(403);
});

test('a member that is archived is started no more', async () => {
	const {spawn, member, ask} = await open();
	const {id} = await member({});
	await ask('POST', `/api/team-members/${id}/archive`, {projectId: 'p-1'});

	expect((await spawn({teamMemberId: id})).status).toBe(400);
});

test('a member that was told too much to be told is refused, in words', async () => {
	const {spawn, member} = await open();
	const {id} = await member({identity: 'x'.repeat(20_000)});

	const answer = await spawn({teamMemberId: id});

	expect(answer).toMatchObject({status: 413, body: {message: expect.stringMatching(/20,?000.*shorten/)}});
});

test('a spawned session is resumed as what it was; one of the real product, too, where its conversation is known', async () => {
	const there = {claudeSessionId: '9b150baa-c3b9-4995-902f-8824f8a2afc6'};
	const old = {
		...session({id: 's-old', status: 'stopped', taskIds: ['T-2'], metadata: {agentTool: 'claude-code'}}),
		...there,
	};
	const {spawn, ask, fake, sessions, watch} = await open(old);
	const {body} = await spawn({mode: 'coordinator'});
	fake.end((await fake.listWindows())[0]?.key ?? '', {exitCode: 0});
	await watch.look();

	const again = await ask('POST', `/api/sessions/${body.sessionId}/resume`, {cols: 80, rows: 24});
	const taken = await ask('POST', '/api/sessions/s-old/resume');

	expect(again).toMatchObject({
		status: 200,
		body: {success: true, sessionId: body.sessionId, run: {mode: 'coordinator'}},
	});
	expect(taken).toMatchObject({
		status: 200,
		body: {claudeSessionId: there.claudeSessionId, run: {mode: 'interactive'}},
	});
	expect(sessions.get('s-old').timeline.at(-1)?.message).toMatch(/where it left off/);
});
