import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Team} from '../../../source/domain/team.js';
import {project, session, task} from '../../helpers/builders.js';
import {type OpenServer, openServer} from '../../helpers/server.js';

const member = {...session({id: 's-member'}), teamMemberIds: ['tm_p-1_simple_worker']};

const open = async () =>
	openServer({
		projects: [project(), project({id: 'p-2', workingDir: '/var'})],
		tasks: [task(), task({id: 'T-far', projectId: 'p-2'})],
		sessions: [session(), session({id: 's-boss', metadata: {mode: 'coordinator'}}), member],
	});

const ofOne = {projectId: 'p-1'};

const makeTeam = async (ask: OpenServer['ask'], name: string): Promise<string> =>
	(await ask('POST', '/api/teams', {...ofOne, name, leaderId: 'tm_p-1_coordinator'})).body.id;

const lead = {...ofOne, name: 'Front End', role: 'frontend', identity: 'You like CSS', mode: 'worker'};

test('the members of all projects come in one list, each once', async () => {
	const {ask} = await open();
	const {body} = await ask('POST', '/api/team-members', {...lead, scope: 'global'});
	await ask('PATCH', '/api/team-members/tm_p-2_coordinator', {projectId: 'p-2', name: 'Chief'});

	const all = (await ask('GET', '/api/team-members')).body.map(({id}: {id: string}) => id);

	expect(all.sort()).toEqual(
		[...['p-1', 'p-2'].flatMap(id => [`tm_${id}_coordinator`, `tm_${id}_simple_worker`]), body.id].sort(),
	);
});

test('every project has a worker and a coordinator, without a file until somebody changes one', async () => {
	const {ask, paths} = await open();
	const list = async () => (await ask('GET', '/api/team-members?projectId=p-1', undefined, {as: 's-1'})).body;

	expect(await list()).toMatchObject([
		{
			id: 'tm_p-1_simple_worker',
			mode: 'worker',
			isDefault: true,
			status: 'active',
			createdAt: expect.stringMatching(/Z$/),
		},
		{id: 'tm_p-1_coordinator', mode: 'coordinator', isDefault: true},
	]);
	await expect(readdir(paths.teamMembers)).rejects.toThrow('ENOENT');
	await ask('PATCH', '/api/team-members/tm_p-1_coordinator', {...ofOne, name: 'Lead'});
	expect(await list()).toContainEqual(
		expect.objectContaining({id: 'tm_p-1_coordinator', name: 'Lead', mode: 'coordinator'}),
	);
	expect(await readdir(path.join(paths.teamMembers, 'p-1'))).toEqual(['tm_p-1_coordinator.json']);
	await ask('POST', '/api/team-members/tm_p-1_coordinator/reset', ofOne);
	expect(await list()).toContainEqual(expect.objectContaining({id: 'tm_p-1_coordinator', name: 'Coordinator'}));
});

test('one that was made is changed, archived, brought back, and deleted only when it was archived', async () => {
	const {ask, events} = await open();
	const {status, body} = await ask('POST', '/api/team-members', lead);
	const at = `/api/team-members/${body.id}`;

	expect({status, body}).toMatchObject({
		status: 201,
		body: {...lead, isDefault: false, status: 'active', skillIds: []},
	});
	expect((await ask('PATCH', at, {...ofOne, role: 'backend'})).body).toMatchObject({
		role: 'backend',
		name: 'Front End',
	});
	expect((await ask('DELETE', `${at}?projectId=p-1`)).status).toBe(422);
	expect((await ask('POST', `${at}/archive`, ofOne)).body.status).toBe('archived');
	expect((await ask('POST', `${at}/unarchive`, ofOne)).body.status).toBe('active');
	await ask('POST', `${at}/archive`, ofOne);
	expect((await ask('DELETE', `${at}?projectId=p-1`)).body).toEqual({success: true, id: body.id});
	expect((await ask('GET', at)).status).toBe(404);
	expect(events.map(({event}) => event)).toEqual([
		...['team_member:created', 'team_member:updated', 'team_member:archived', 'team_member:updated'],
		...['team_member:archived', 'team_member:deleted'],
	]);
});

test('a global one is there in every project, and its file is where the real product has it', async () => {
	const {ask, paths} = await open();
	const {body} = await ask('POST', '/api/team-members', lead);

	await ask('POST', `/api/team-members/${body.id}/scope`, {...ofOne, scope: 'global'});

	const file = path.join(paths.teamMembers, '__global__', `${body.id}.json`);
	expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({name: 'Front End', scope: 'global'});
	expect(await readdir(path.join(paths.teamMembers, 'p-1'))).toEqual([]);
	expect((await ask('GET', '/api/team-members?projectId=p-2&scope=global')).body).toMatchObject([{id: body.id}]);
	expect((await ask('GET', '/api/team-members?projectId=p-2&scope=project')).body).toHaveLength(2);
});

test('a session adds to the memory of the member that it is; the oldest goes where there is too much', async () => {
	const {ask} = await open();
	const at = '/api/team-members/tm_p-1_simple_worker/memory';

	for (let round = 0; round < 6; round++) {
		const entries = Array.from({length: 20}, (_, index) => `${round}-${index}`);
		await ask('POST', at, {...ofOne, entries}, {as: 's-member'});
	}

	const {memory} = (await ask('GET', '/api/team-members/tm_p-1_simple_worker')).body;
	expect([memory.length, memory[0], memory.at(-1)]).toEqual([100, '1-0', '5-19']);
	expect((await ask('POST', at, {...ofOne, entries: ['x']}, {as: 's-1'})).status).toBe(403);
});

test('teams have members and teams below them, and no ring', async () => {
	const {ask} = await open();
	const [one, two] = [await makeTeam(ask, 'One'), await makeTeam(ask, 'Two')];

	await ask('POST', `/api/teams/${one}/members`, {...ofOne, memberIds: ['tm_p-1_simple_worker']});
	await ask('POST', `/api/teams/${one}/sub-teams`, {...ofOne, subTeamId: two});

	expect((await ask('GET', `/api/teams/${one}/tree`)).body).toMatchObject({
		...{memberIds: ['tm_p-1_simple_worker'], subTeams: [{id: two, parentTeamId: one, subTeams: []}]},
	});
	expect((await ask('POST', `/api/teams/${two}/sub-teams`, {...ofOne, subTeamId: one})).status).toBe(400);
	expect((await ask('POST', `/api/teams/${one}/members`, {...ofOne, memberIds: ['tm_9']})).status).toBe(404);
	await ask('DELETE', `/api/teams/${one}/sub-teams`, {...ofOne, subTeamId: two});
	await ask('DELETE', `/api/teams/${one}/members`, {...ofOne, memberIds: ['tm_p-1_simple_worker']});
	expect((await ask('GET', '/api/teams?projectId=p-1')).body).toMatchObject([
		{id: one, memberIds: [], subTeamIds: []},
		{id: two, parentTeamId: null},
	]);
	expect((await ask('DELETE', `/api/teams/${two}?projectId=p-1`)).status).toBe(422);
	await ask('POST', `/api/teams/${two}/archive`, ofOne);
	expect((await ask('DELETE', `/api/teams/${two}?projectId=p-1`)).status).toBe(200);
});

test('a team is below one other at most, and stays there when a third lets go of it', async () => {
	const {ask} = await open();
	const [one, two, sub] = [await makeTeam(ask, 'One'), await makeTeam(ask, 'Two'), await makeTeam(ask, 'Sub')];
	const nest = async (method: string, id: string) =>
		ask(method, `/api/teams/${id}/sub-teams`, {...ofOne, subTeamId: sub});
	const parents = async () =>
		(await ask('GET', '/api/teams?projectId=p-1')).body.map((team: Team) => [team.subTeamIds, team.parentTeamId]);

	await nest('POST', one);
	await nest('POST', two);
	await nest('DELETE', one);

	expect(await parents()).toEqual([
		[[], null],
		[[sub], null],
		[[], two],
	]);
});

test('a team whose member is gone can still be changed, and what comes at the same moment is all there', async () => {
	const {ask} = await open();
	const member = (await ask('POST', '/api/team-members', {...ofOne, name: 'Guest'})).body.id;
	const id = await makeTeam(ask, 'One');
	await ask('POST', `/api/teams/${id}/members`, {...ofOne, memberIds: [member]});
	await ask('POST', `/api/team-members/${member}/archive`, ofOne);
	await ask('DELETE', `/api/team-members/${member}?projectId=p-1`);

	await Promise.all([
		ask('PATCH', `/api/teams/${id}`, {...ofOne, description: 'Doors'}),
		ask('POST', `/api/teams/${id}/members`, {...ofOne, memberIds: ['tm_p-1_simple_worker']}),
		ask('POST', `/api/teams/${id}/archive`, ofOne),
	]);

	expect((await ask('GET', `/api/teams/${id}`)).body).toMatchObject({
		...{description: 'Doors', memberIds: [member, 'tm_p-1_simple_worker'], status: 'archived'},
	});
});

test('profiles are made, changed and deleted', async () => {
	const {ask, events} = await open();
	const wanted = {name: 'Fast', launchConfig: {provider: 'claude', model: 'haiku'}};
	const {body} = await ask('POST', '/api/model-profiles', wanted);

	expect(body).toMatchObject(wanted);
	expect((await ask('PUT', `/api/model-profiles/${body.id}`, {name: 'Quick'})).body).toMatchObject({
		...wanted,
		name: 'Quick',
	});
	expect((await ask('GET', '/api/model-profiles', undefined, {as: 's-1'})).body).toHaveLength(1);
	await ask('DELETE', `/api/model-profiles/${body.id}`);
	expect((await ask('GET', `/api/model-profiles/${body.id}`)).status).toBe(404);
	expect(events.map(({event}) => event)).toEqual([
		...['model_profile:created', 'model_profile:updated', 'model_profile:deleted'],
	]);
});

test('task lists keep an order, of tasks of their project', async () => {
	const {ask, events} = await open();
	const {status, body} = await ask('POST', '/api/task-lists', {...ofOne, name: 'Sprint', orderedTaskIds: []});
	const at = `/api/task-lists/${body.id}`;

	expect(status).toBe(201);
	expect((await ask('POST', `${at}/tasks/T-1`)).body.orderedTaskIds).toEqual(['T-1']);
	expect((await ask('POST', `${at}/tasks/T-far`)).status).toBe(404);
	expect((await ask('PUT', `${at}/reorder`, {orderedTaskIds: ['T-far']})).status).toBe(404);
	expect((await ask('DELETE', `${at}/tasks/T-1`)).body.orderedTaskIds).toEqual([]);
	expect((await ask('PATCH', at, {name: 'Next'})).body).toMatchObject({name: 'Next'});
	await ask('DELETE', at);
	expect((await ask('GET', '/api/task-lists?projectId=p-1')).body).toEqual([]);
	expect(events.map(({event}) => event)).toEqual([
		...['task_list:created', 'task_list:updated', 'task_list:updated', 'task_list:updated', 'task_list:deleted'],
	]);
});

test('an order that a person gave is kept, by kind and project', async () => {
	const {ask, paths} = await open();
	const at = '/api/ordering/session/p-1';

	expect((await ask('GET', at)).body).toEqual({projectId: 'p-1', entityType: 'session', orderedIds: [], updatedAt: 0});
	await ask('PUT', at, {orderedIds: ['s-boss', 's-1']});
	expect((await ask('GET', at)).body).toMatchObject({orderedIds: ['s-boss', 's-1']});
	expect(await readdir(path.join(paths.ordering, 'session'))).toEqual(['p-1.json']);
	expect((await ask('GET', '/api/ordering/colour/p-1')).status).toBe(400);
	expect((await ask('GET', '/api/ordering/task/p-9')).status).toBe(404);
});

/** Everything that changes what people have set, or what agents may do. */
const forOperator: ReadonlyArray<[method: string, url: string, body?: object]> = [
	['POST', '/api/team-members', lead],
	['PATCH', '/api/team-members/tm_p-1_simple_worker', {...ofOne, permissionMode: 'bypassPermissions'}],
	['POST', '/api/team-members/tm_p-1_simple_worker/archive', ofOne],
	['POST', '/api/team-members/tm_p-1_simple_worker/unarchive', ofOne],
	['POST', '/api/team-members/tm_p-1_simple_worker/reset', ofOne],
	['POST', '/api/team-members/tm_p-1_simple_worker/scope', {...ofOne, scope: 'global'}],
	['DELETE', '/api/team-members/tm_p-1_simple_worker?projectId=p-1'],
	['POST', '/api/teams', {...ofOne, name: 'x', leaderId: 'tm_p-1_coordinator'}],
	['POST', '/api/model-profiles', {name: 'x', launchConfig: {provider: 'claude', accessMode: 'fullAccess'}}],
	['POST', '/api/task-lists', {...ofOne, name: 'x'}],
	['PUT', '/api/ordering/task/p-1', {orderedIds: []}],
	['PUT', '/api/projects/p-1/master', {isMaster: true}],
	['POST', '/api/sessions', {projectId: 'p-1', taskIds: [], metadata: {mode: 'coordinator'}}],
];

for (const [method, url, body] of forOperator) {
	test(`${method} ${url.split('?')[0]} is for the operator, and for no session`, async () => {
		const {ask, events} = await open();

		for (const as of ['s-1', 's-boss', 's-member']) {
			expect((await ask(method, url, body, {as})).status).toBe(403);
		}

		expect(events).toEqual([]);
	});
}
