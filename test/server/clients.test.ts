import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {badgeOf} from '../../source/domain/badge.js';
import {createClients, heardOf} from '../../source/server/clients.js';
import {createClientNotes} from '../../source/system/client-notes.js';
import {project, session} from '../helpers/builders.js';
import {openServer} from '../helpers/server.js';

const conversation = '00000000-0000-4000-8000-000000000001';
const heard = {pid: 4711, born: 'b1', agent: 'claude', directory: '/srv/demo', conversation, at: 5};

const open = async (...sessions: ReadonlyArray<ReturnType<typeof session>>) => {
	const server = await openServer({projects: [project()], sessions});
	server.processes.set(4711, 'b1');
	const adopt = async (pid = 4711, more = {}) =>
		server.ask('POST', '/api/sessions/adopt', {projectId: 'p-1', client: {pid}, ...more});
	const noteOf = async (pid = 4711) =>
		readFile(path.join(server.paths.clients, String(pid)), 'utf8').catch(() => undefined);
	return {...server, adopt, noteOf};
};

test('a client that called a hook is listed until its process is gone', async () => {
	const {clients, ask, processes, noteOf} = await open();
	await clients.notice(heard);

	expect((await ask('GET', '/api/clients')).body).toEqual([
		{pid: 4711, agent: 'claude', directory: '/srv/demo', conversation, seenAt: 5},
	]);
	processes.delete(4711);
	await clients.look();

	expect((await ask('GET', '/api/clients')).body).toEqual([]);
	expect(await noteOf()).toBeUndefined();
});

test('what a client said that is gone by now, or another one by now, is passed over', async () => {
	const {clients} = await open();

	await clients.notice({...heard, pid: 4712});
	await clients.notice({...heard, born: 'b0'});

	expect(clients.list()).toEqual([]);
});

test('which clients there are is for the operator alone', async () => {
	const {ask, adopt} = await open(session());

	expect((await ask('GET', '/api/clients', undefined, {as: 's-1'})).status).toBe(403);
	expect((await ask('POST', '/api/sessions/adopt', {projectId: 'p-1'}, {as: 's-1'})).status).toBe(403);
	expect((await adopt()).status).toBe(201);
});

test('a client becomes a session, is no client without one any more, and its hooks find that', async () => {
	const {clients, adopt, noteOf, secrets, bells} = await open();
	await clients.notice(heard);

	const {status, body} = await adopt(4711, {name: 'Mine', version: '2.1.329'});

	expect([status, body.token]).toEqual([201, secrets.forSession(body.session.id)]);
	expect(body.session).toMatchObject({
		...{name: 'Mine', status: 'idle', projectId: 'p-1'},
		metadata: {adopted: true, agentTool: 'claude', agentVersion: '2.1.329', clientPid: 4711},
	});
	expect(body.session.activity).toBeUndefined();
	expect((await noteOf())?.split('\n')[0]).toBe(`${body.session.id} b1 ${conversation}`);
	expect(clients.list()).toEqual([]);
	expect(bells.hung.has(body.session.id)).toBe(true);
});

test('of many that adopt a client at once one does, and the others are told whose it is', async () => {
	const {adopt, sessions} = await open();

	const answers = await Promise.all(Array.from({length: 10}, async () => adopt()));

	const [made, ...others] = answers.sort((a, b) => a.status - b.status);
	expect(made?.status).toBe(201);
	for (const {status, body} of others) {
		expect([status, body.reason, body.message]).toEqual([
			...[409, 'already-there', expect.stringContaining(made?.body.session.id)],
		]);
	}
	expect(sessions.all()).toHaveLength(1);
});

test('the client of a session that was dispatched is not made another one', async () => {
	const {adopt, paths, sessions} = await open(session());
	await writeFile(path.join(paths.owners, 's-1'), '4711 b1 1\n');

	expect((await adopt()).body.reason).toBe('already-there');

	expect(sessions.all()).toHaveLength(1);
});

test('what is wrong with an adoption leaves no session behind', async () => {
	const {adopt, sessions} = await open();

	expect((await adopt(1234)).body).toMatchObject({reason: 'not-found', message: expect.stringContaining('1234')});
	expect((await adopt(4711, {projectId: 'p-9'})).body.reason).toBe('project-not-found');
	expect((await adopt(4711, {taskIds: ['T-9']})).body.reason).toBe('task-not-found');
	expect((await adopt(4711, {agent: 'nobody'})).body.reason).toBe('malformed');

	expect(sessions.all()).toEqual([]);
	expect((await adopt()).status).toBe(201);
});

test('a message for it rings the doorbell that all such clients watch; one for another session does not', async () => {
	const {adopt, inbox, bells} = await open(session({id: 's-2'}));
	const {body} = await adopt();

	await inbox.send({from: 'operator', to: body.session.id, text: 'Hello'});
	await inbox.send({from: 'operator', to: 's-2', text: 'Hello'});

	expect(bells.rung).toEqual([body.session.id, 'adopted', 's-2']);
});

test('when its process is gone the session has ended, and says so', async () => {
	const {adopt, clients, processes, sessions, noteOf} = await open();
	const {id} = (await adopt()).body.session;
	processes.set(4711, 'another');

	await clients.look();
	await clients.look();

	expect(badgeOf(sessions.get(id))).toBe('stopped');
	expect(sessions.get(id)).toMatchObject({activity: {state: 'ended', source: 'process'}});
	expect(sessions.get(id).timeline.filter(({type}) => type === 'session_stopped')).toHaveLength(1);
	expect(await noteOf()).toBeUndefined();
});

test('a client whose session was ended by somebody is one without a session again', async () => {
	const {adopt, clients, ask} = await open();
	const {id} = (await adopt()).body.session;
	await ask('PATCH', `/api/sessions/${id}`, {status: 'stopped'});

	await clients.look();

	expect(clients.list()).toMatchObject([{pid: 4711}]);
	expect((await adopt()).status).toBe(201);
});

test('its process is a sign that somebody is there', async () => {
	const {adopt, clients, ask, time} = await open();
	const {id} = (await adopt()).body.session;
	time.now += 60_000;

	await clients.look();

	expect((await ask('GET', '/api/presence')).body).toEqual([
		{sessionId: id, state: 'unknown', source: 'process', lastSeen: time.now},
	]);
});

test('a new conversation of its client is kept, for its hooks to be quick', async () => {
	const {adopt, clients, noteOf} = await open();
	const {id} = (await adopt()).body.session;

	await clients.hear(id, 'conv-2');
	expect((await noteOf())?.split('\n')[0]).toBe(`${id} b1 conv-2`);
	await clients.hear(id, 'no word of one line\n');

	expect((await noteOf())?.split('\n')[0]).toBe(`${id} b1 `);
});

test('a server that starts again knows its clients, and ends the sessions of those that are gone', async () => {
	const {adopt, clients, paths, processes, sessions, time} = await open();
	processes.set(4712, 'b2');
	processes.set(4713, 'b3');
	await clients.notice({...heard, pid: 4713, born: 'b3'});
	const [gone, there] = [(await adopt()).body.session.id, (await adopt(4712)).body.session.id];
	await writeFile(path.join(paths.clients, 'rubbish'), 'x');
	processes.delete(4711);

	const later = createClients({
		notes: createClientNotes(paths),
		sessions,
		birthOf: async pid => processes.get(pid),
		report: () => {},
		clock: () => time.now,
	});
	await later.open();
	await later.look();

	expect([badgeOf(sessions.get(gone)), badgeOf(sessions.get(there))]).toEqual(['stopped', 'idle']);
	expect([later.isAdopted(there), later.isAdopted(gone)]).toEqual([true, false]);
	expect(later.list()).toMatchObject([{pid: 4713, directory: '/srv/demo'}]);
	expect((await readdir(paths.clients)).sort()).toEqual(['4712', '4713']);
});

test('a session whose agent a person starts by hand is between runs when that is gone, and goes on with the next', async () => {
	const {clients, paths, processes, sessions, delivery, time, ask} = await open();
	const {body} = await ask('POST', '/api/sessions/adopt', {projectId: 'p-1'});
	const {id} = body.session;
	await writeFile(path.join(paths.owners, id), '4711 b1 99\n');
	await delivery.observe(id, {hook_event_name: 'SessionStart', source: 'startup'}, time.now);
	await clients.look();
	expect(badgeOf(sessions.get(id))).toBe('idle');

	processes.delete(4711);
	time.now += 10;
	await clients.look();
	expect([badgeOf(sessions.get(id)), sessions.get(id).status]).toEqual(['ended', 'idle']);
	expect((await ask('POST', `/api/sessions/${id}/messages`, {message: 'For later'})).status).toBe(201);

	time.now += 10;
	await delivery.observe(id, {hook_event_name: 'SessionStart', source: 'startup'}, time.now);
	expect(badgeOf(sessions.get(id))).toBe('idle');
});

test('a session that was dispatched ends with its window, whatever its process says', async () => {
	const run = {id: 'r', taskId: 'T-1', mode: 'none', agent: 'claude', isHeadless: false, startedAt: 0};
	const {clients, paths, sessions} = await open(session({run}));
	await writeFile(path.join(paths.owners, 's-1'), '1234 b9 99\n');

	await clients.look();

	expect(sessions.get('s-1')).toEqual(session({run}));
});

test('what a first hook says is read with care', () => {
	const words = ['4711', 'Sat-Nov-21-14:21:13-2026'];

	expect(heardOf(claude, 4711, {input: {cwd: '/srv', session_id: conversation}, at: 5, words})).toEqual({
		...{pid: 4711, at: 5, agent: 'claude', born: 'Sat-Nov-21-14:21:13-2026', directory: '/srv', conversation},
	});
	expect(heardOf(claude, 4711, {input: {cwd: 'srv', session_id: 'x y'}, at: 5, words})).toMatchObject({
		...{directory: '/', conversation: undefined},
	});
});
