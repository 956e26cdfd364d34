import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const openWithFolder = async () => {
	const server = await openServer({sessions: [session()]});
	const workingDir = path.join(server.folder, 'demo');
	await mkdir(workingDir);
	return {...server, workingDir};
};

test('a project is made of a folder, is told to everyone, and is listed', async () => {
	const {ask, events, workingDir} = await openWithFolder();

	const {status, body} = await ask('POST', '/api/projects', {name: ' Demo\n', workingDir});

	expect({status, body}).toMatchObject({status: 201, body: {name: 'Demo', workingDir, description: ''}});
	expect(events).toEqual([{event: 'project:created', data: body}]);
	expect((await ask('GET', '/api/projects')).body).toEqual([body]);
	expect((await ask('GET', `/api/projects/${body.id}`)).body).toEqual(body);
});

const refused: ReadonlyArray<[title: string, more: Record<string, unknown>, status: number, reason: string]> = [
	['a folder that is not there', {workingDir: '/nowhere/at/all'}, 422, 'bad-directory'],
	['a file instead of a folder', {workingDir: '/etc/hostname'}, 422, 'bad-directory'],
	['a path that is not absolute', {workingDir: 'demo'}, 400, 'malformed'],
	['a path with a NUL in it', {workingDir: '/tmp/\0'}, 400, 'malformed'],
	['no name', {name: undefined}, 400, 'malformed'],
	['a name of spaces', {name: '  \n '}, 400, 'malformed'],
	['a name of terminal sequences alone', {name: '\u001B[2J\u0007'}, 400, 'malformed'],
	['a description that is too long', {description: 'x'.repeat(10_001)}, 400, 'malformed'],
];

for (const [title, more, status, reason] of refused) {
	test(`${title} makes no project`, async () => {
		const {ask, events, workingDir} = await openWithFolder();

		const answer = await ask('POST', '/api/projects', {name: 'Demo', workingDir, ...more});

		expect(answer).toMatchObject({status, body: {reason}});
		expect(events).toEqual([]);
		expect((await ask('GET', '/api/projects')).body).toEqual([]);
	});
}

test('one folder is one project, however its path is written and whoever asks at once', async () => {
	const {ask, workingDir} = await openWithFolder();

	const answers = await Promise.all(
		[workingDir, `${workingDir}/`, `${workingDir}/../demo`].map(async dir =>
			ask('POST', '/api/projects', {name: 'Demo', workingDir: dir}),
		),
	);

	expect(answers.map(({status}) => status).sort()).toEqual([201, 409, 409]);
	expect((await ask('GET', '/api/projects')).body).toHaveLength(1);
});

test('a project can be renamed and moved, but not onto another', async () => {
	const {ask, workingDir} = await openWithFolder();
	const {body: first} = await ask('POST', '/api/projects', {name: 'Demo', workingDir});
	const {body: other} = await ask('POST', '/api/projects', {name: 'Other', workingDir: path.dirname(workingDir)});

	const renamed = await ask('PUT', `/api/projects/${first.id}`, {name: 'New'});
	const moved = await ask('PUT', `/api/projects/${first.id}`, {workingDir: other.workingDir});
	const lost = await ask('PUT', `/api/projects/${first.id}`, {workingDir: '/nowhere/at/all'});

	expect(renamed).toMatchObject({status: 200, body: {id: first.id, name: 'New', workingDir}});
	expect(moved).toMatchObject({status: 409, body: {reason: 'already-there'}});
	expect(lost).toMatchObject({status: 422, body: {reason: 'bad-directory'}});
	expect((await ask('GET', `/api/projects/${first.id}`)).body).toEqual(renamed.body);
});

test('two changes at once both count', async () => {
	const {ask, workingDir} = await openWithFolder();
	const {body} = await ask('POST', '/api/projects', {name: 'Demo', workingDir});

	await Promise.all([
		ask('PUT', `/api/projects/${body.id}`, {name: 'New', workingDir: `${workingDir}/../demo`}),
		ask('PUT', `/api/projects/${body.id}`, {description: 'Told'}),
	]);

	expect((await ask('GET', `/api/projects/${body.id}`)).body).toMatchObject({name: 'New', description: 'Told'});
});

test('a project goes when nothing is in it any more', async () => {
	const server = await openServer({projects: [project(), project({id: 'p-2', workingDir: '/'})], tasks: [task()]});

	expect(await server.ask('DELETE', '/api/projects/p-1')).toMatchObject({status: 422, body: {reason: 'not-empty'}});
	await server.ask('DELETE', '/api/tasks/T-1');
	expect(await server.ask('DELETE', '/api/projects/p-1')).toEqual({status: 200, body: {success: true, id: 'p-1'}});

	expect(server.events.at(-1)).toEqual({event: 'project:deleted', data: {id: 'p-1'}});
	expect((await server.ask('GET', '/api/projects')).body).toMatchObject([{id: 'p-2'}]);
});

test('a project with a session in it stays', async () => {
	const {ask} = await openServer({projects: [project()], sessions: [session({status: 'completed', taskIds: []})]});

	expect(await ask('DELETE', '/api/projects/p-1')).toMatchObject({status: 422, body: {reason: 'not-empty'}});
});

test('a session reads projects, and changes none', async () => {
	const {ask, workingDir} = await openWithFolder();
	const as = {as: 's-1'};

	expect((await ask('GET', '/api/projects', undefined, as)).status).toBe(200);
	expect((await ask('POST', '/api/projects', {name: 'Demo', workingDir}, as)).status).toBe(403);
	expect((await ask('PUT', '/api/projects/p-1', {name: 'Mine'}, as)).status).toBe(403);
	expect((await ask('DELETE', '/api/projects/p-1', undefined, as)).status).toBe(403);
});
