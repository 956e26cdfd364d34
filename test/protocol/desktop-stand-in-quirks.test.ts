import {once} from 'node:events';
import {expect, test} from 'vitest';
import {
	desktopMember,
	desktopProject,
	desktopSession,
	desktopTask,
	desktopTranscript,
} from '../helpers/desktop/builders.js';
import {type DesktopOptions, startDesktopServer} from '../helpers/desktop/server.js';
import {refusedUpgrade, watchDesktop} from '../helpers/desktop/watch.js';
import {eventually} from '../helpers/eventually.js';
import {createHandClock} from '../helpers/hand-clock.js';

const given = {
	projects: [desktopProject()],
	tasks: [desktopTask()],
	sessions: [desktopSession(), desktopSession({id: 'sess_2', taskIds: []})],
};

/** A server whose time only the test moves on, and a client of it. */
const openByHand = async (options: DesktopOptions = {}) => {
	const {clock, schedule, pass} = createHandClock();
	const server = await startDesktopServer(given, {...options, time: {clock: () => 1e12 + clock(), schedule}});
	return {server, pass, client: await watchDesktop(server.url())};
};

const far = {'x-forwarded-for': '203.0.113.9'};
const auth = {password: 'open sesame'};

const statusOf = async (url: string, headers: Record<string, string> = {}): Promise<number> =>
	(await fetch(url, {headers})).status;

test('a token is taken from a cookie and from the query, and not from a bearer', async () => {
	const server = await startDesktopServer(given, {auth});
	const projects = `${server.url()}/api/projects`;
	const token = server.token();

	expect(await statusOf(projects)).toBe(200);
	expect(await statusOf(projects, far)).toBe(401);
	expect(await statusOf(projects, {...far, cookie: `maestro_auth=${token}`})).toBe(200);
	expect(await statusOf(`${projects}?token=${token}`, far)).toBe(200);
	expect(await statusOf(projects, {...far, authorization: `Bearer ${token}`})).toBe(401);
	expect(await statusOf(projects, {...far, cookie: 'maestro_auth=e30.forged'})).toBe(401);
});

test('so it is for the event channel', async () => {
	const server = await startDesktopServer(given, {auth});
	const token = server.token();

	expect(await refusedUpgrade(server.url(), {headers: far})).toBe(401);
	expect(await refusedUpgrade(server.url(), {headers: far, path: '/?token=e30.forged'})).toBe(401);
	await watchDesktop(server.url());
	await watchDesktop(server.url(), {headers: far, path: `/?token=${token}`});
	await watchDesktop(server.url(), {headers: {...far, cookie: `maestro_auth=${token}`}});
	await eventually(() => expect(server.watchers()).toBe(3));
});

test('one that trusts nobody asks this machine for a token as well', async () => {
	const server = await startDesktopServer(given, {auth: {...auth, trustsLoopback: false}});

	expect(await statusOf(`${server.url()}/api/projects`)).toBe(401);
	expect(await statusOf(`${server.url()}/health`)).toBe(200);
});

test('a client too many gets no answer', async () => {
	const server = await startDesktopServer(given, {maxClients: 1});
	await watchDesktop(server.url());

	expect(await refusedUpgrade(server.url())).toBeUndefined();
});

test('a spawn is told to everyone before it is answered, but not to who filters sessions', async () => {
	const server = await startDesktopServer(given);
	const one = await watchDesktop(server.url());
	const other = await watchDesktop(server.url());
	const filtered = await watchDesktop(server.url());
	filtered.say({type: 'subscribe', sessionIds: ['sess_2']});
	await eventually(() => expect(filtered.names()).toEqual(['subscribed']));

	const body = {projectId: 'proj_1', taskIds: ['task_1']};
	const spawned = (await server.ask({method: 'POST', path: '/api/sessions/spawn', body})) as {session: {env: object}};

	for (const client of [one, other]) {
		await eventually(() => expect(client.names()).toEqual(['session:spawn', 'session:updated', 'task:session_added']));
	}

	expect(filtered.names()).toEqual(['subscribed', 'task:session_added']);
	expect(spawned.session.env).toMatchObject({MAESTRO_MODE: 'worker'});
});

test('a client with a filter gets tasks, and of sessions those that it named', async () => {
	const {server, client, pass} = await openByHand();
	client.say({type: 'subscribe', sessionIds: ['sess_1']});
	await eventually(() => expect(client.names()).toEqual(['subscribed']));

	await server.agent('sess_1').works();
	await server.agent('sess_2').works();
	await server.agent('sess_1').prompts('sess_2', 'Are you there?');
	await server.ask({method: 'PATCH', path: '/api/tasks/task_1', body: {title: 'Seen by all'}});
	pass(50);

	await eventually(() => expect(client.names()).toEqual(['subscribed', 'session:status_changed', 'task:updated']));
});

test('a frame tells how a thing is when it leaves', async () => {
	const {server, client, pass} = await openByHand();

	await server.ask({method: 'PATCH', path: '/api/tasks/task_1', body: {title: 'First'}});
	await server.ask({method: 'PATCH', path: '/api/tasks/task_1', body: {title: 'Second'}});
	pass(50);

	await eventually(() => expect(client.events()).toMatchObject([{event: 'task:updated', data: {title: 'Second'}}]));
});

test('what comes after the first of a burst has left is lost, until the window is over', async () => {
	const {server, client, pass} = await openByHand();
	const agent = server.agent('sess_1');

	await agent.needsInput('first');
	pass(60);
	await agent.needsInput('lost');
	pass(450);
	await agent.needsInput('last');
	pass(60);

	await eventually(() => expect(client.texts).toHaveLength(2));
	expect(client.texts[0]).toContain('first');
	expect(client.texts[1]).toContain('last');
	expect(server.world.session('sess_1').timeline).toHaveLength(3);
});

test('a client that does not read loses frames, and is not told', async () => {
	const {server, client, pass} = await openByHand();
	client.socket.pause();
	const description = 'x'.repeat(900_000);

	for (let index = 0; index < 24; index += 1) {
		await server.ask({method: 'PATCH', path: '/api/tasks/task_1', body: {description: `${index}${description}`}});
		pass(400);
	}

	client.socket.resume();
	await eventually(() => expect(client.texts.length).toBe(server.wiretap.frames().sent));
	expect(server.wiretap.frames().dropped).toBeGreaterThan(0);
	expect(client.texts.length).toBeLessThan(24);
});

test('without its program a spawn fails, and leaves a session behind that nobody was told of', async () => {
	const {server, client, pass} = await openByHand({hasCli: false});
	const body = {projectId: 'proj_1', taskIds: ['task_1']};

	await expect(server.ask({method: 'POST', path: '/api/sessions/spawn', body})).rejects.toMatchObject({status: 500});
	pass(100);
	const spawning = await fetch(`${server.url()}/api/sessions?status=spawning`);

	expect(await spawning.json()).toHaveLength(1);
	expect(client.texts).toEqual([]);
});

test('an answer that the client has already is not sent again', async () => {
	const server = await startDesktopServer(given);
	const url = `${server.url()}/api/sessions?fields=full`;
	const first = await fetch(url);
	const etag = first.headers.get('etag') ?? '';

	const again = await fetch(url, {headers: {'if-none-match': etag}});
	await server.agent('sess_1').works();
	const changed = await fetch(url, {headers: {'if-none-match': etag}});

	expect(etag).toMatch(/^W\/"/);
	expect([first.status, again.status, changed.status]).toEqual([200, 304, 200]);
	expect(server.wiretap.asked().map(({bytes}) => bytes > 0)).toEqual([true, false, true]);
});

test('what is large is compressed for who can read it', async () => {
	const many = Array.from({length: 50}, (_, index) => desktopSession({id: `sess_${index}`}));
	const server = await startDesktopServer({...given, sessions: many});
	const url = `${server.url()}/api/sessions?fields=full`;

	await (await fetch(url, {headers: {'accept-encoding': 'identity'}})).arrayBuffer();
	const small = await fetch(url);

	expect(small.headers.get('content-encoding')).toBe('gzip');
	expect(await small.json()).toHaveLength(50);
	const [plain, compressed] = server.wiretap.asked().map(({bytes}) => bytes);
	expect(compressed).toBeLessThan((plain ?? 0) / 5);
});

test('a summary hides what a session waits for', async () => {
	const server = await startDesktopServer(given);
	await server.agent('sess_1').needsInput('Which one?');

	const list = (query: string) => server.ask({method: 'GET', path: `/api/sessions${query}`});

	expect(JSON.stringify(await list(''))).not.toContain('Which one?');
	expect(JSON.stringify(await list('?fields=full'))).toContain('Which one?');
});

test('a body that does not say that it is JSON is not read', async () => {
	const server = await startDesktopServer(given);

	const answer = await fetch(`${server.url()}/api/tasks`, {method: 'POST', body: '{"projectId":"proj_1"}'});

	expect(answer.status).toBe(400);
});

test('what takes long keeps nothing else waiting', async () => {
	const server = await startDesktopServer(given);
	const ended: string[] = [];
	const ask = async (path: string) => {
		await (await fetch(`${server.url()}${path}`)).json();
		ended.push(path);
	};

	server.slowBodies({delayMs: 500});
	const slow = ask('/api/projects');
	await eventually(() => expect(server.wiretap.count()).toBe(1));
	server.slowBodies(undefined);
	await ask('/api/tasks');
	await slow;

	expect(ended).toEqual(['/api/tasks', '/api/projects']);
});

test('a slow line brings a body bit by bit, and whole', async () => {
	const server = await startDesktopServer(given);
	server.slowBodies({bytesPerSecond: 4000});

	const answer = await fetch(`${server.url()}/api/sessions?fields=full`);

	expect(await answer.json()).toHaveLength(2);
});

test('a storm of 503 ends after as many as were asked for', async () => {
	const server = await startDesktopServer(given);
	const url = `${server.url()}/health`;
	server.refuseWith503(2, {upgrades: true});

	expect([await statusOf(url), await refusedUpgrade(server.url()), await statusOf(url)]).toEqual([503, 503, 200]);
	await watchDesktop(server.url());
});

test('a silent server answers no ping of either kind, and loses what happens meanwhile', async () => {
	const server = await startDesktopServer(given);
	const client = await watchDesktop(server.url());
	let pongs = 0;
	client.socket.on('pong', () => {
		pongs += 1;
	});

	server.beSilent();
	client.socket.ping();
	client.say({type: 'ping'});
	await server.agent('sess_1').works();
	await eventually(() => expect(server.wiretap.frames().dropped).toBe(1));
	server.speak();
	client.socket.ping();
	await once(client.socket, 'pong');
	await server.agent('sess_2').works();

	await eventually(() => expect(client.events()).toMatchObject([{data: {id: 'sess_2'}}]));
	expect(pongs).toBe(1);
});

test('frames are lost, cut short, doubled, reordered and followed by old ones as it is asked for', async () => {
	const {server, client, pass} = await openByHand();
	const rename = async (title: string) => {
		await server.ask({method: 'PATCH', path: '/api/tasks/task_1', body: {title}});
		pass(400);
	};
	const titles = async (count: number) => {
		await eventually(() => expect(client.texts).toHaveLength(count));
		return client.texts.splice(0).map(text => /"title":"(\w+)"/.exec(text)?.[1]);
	};

	server.dropFrames(1);
	await rename('a');
	await rename('b');
	expect(await titles(1)).toEqual(['b']);

	server.dropFrames(({event}) => event === 'task:updated');
	await rename('c');
	server.dropFrames('none');
	server.truncateFrames(1);
	await rename('d');
	await eventually(() => expect(client.texts).toHaveLength(1));
	expect(() => JSON.parse(client.texts.splice(0)[0] ?? '')).toThrow(SyntaxError);

	server.duplicateFrames(true);
	await rename('e');
	expect(await titles(2)).toEqual(['e', 'e']);

	server.duplicateFrames(false);
	server.reorderFrames(true);
	await rename('f');
	await rename('g');
	expect(await titles(2)).toEqual(['g', 'f']);

	server.reorderFrames(false);
	server.staleFrames(true);
	await rename('h');
	await rename('i');
	expect(await titles(4)).toEqual(['h', 'g', 'i', 'h']);
});

test('it comes back at the same port with what it has then, and its clients are cut off', async () => {
	const server = await startDesktopServer(given);
	const client = await watchDesktop(server.url());

	const closed = once(client.socket, 'close');
	await server.restart({projects: [desktopProject({name: 'Another'})]});
	await closed;

	const projects = await (await fetch(`${server.url()}/api/projects`)).json();
	expect(projects).toMatchObject([{name: 'Another'}]);
	expect(await (await fetch(`${server.url()}/api/sessions`)).json()).toEqual([]);
});

test('what each route costs is counted', async () => {
	const server = await startDesktopServer(given);

	await (await fetch(`${server.url()}/api/sessions/sess_1`)).json();
	await (await fetch(`${server.url()}/api/sessions/sess_2`)).json();
	await statusOf(`${server.url()}/api/nothing`);

	expect(server.wiretap.count('GET /api/sessions/:id')).toBe(2);
	expect(server.wiretap.count()).toBe(3);
	expect(server.wiretap.bodyBytes('GET /api/sessions/:id')).toBeGreaterThan(500);
	server.wiretap.reset();
	expect(server.wiretap.count()).toBe(0);
});

test('an agent does what its hooks do, by the same way as everyone', async () => {
	const {server, client, pass} = await openByHand();
	const agent = server.agent('sess_1');
	const session = server.world.session('sess_1');

	await agent.starts();
	expect(server.world.task('task_1')).toMatchObject({status: 'in_progress', taskSessionStatuses: {sess_1: 'working'}});
	await agent.leavesDoc({title: 'Plan', filePath: 'plan.md', content: '# Plan'});
	await agent.changesFile('door.ts');
	await agent.completes();
	await agent.isClosed();
	pass(100);

	expect(session).toMatchObject({status: 'completed', docs: [{title: 'Plan'}], events: [{type: 'file_modified'}]});
	expect(server.world.task('task_1').taskSessionStatuses).toEqual({sess_1: 'completed'});
	await eventually(() => expect(client.names()).toContain('notify:session_completed'));
});

test('what was said last in a session is told from what its agent wrote down', async () => {
	const said = [
		{timestamp: 1e12, source: 'user', text: 'Mend it'},
		{timestamp: 1e12 + 1, source: 'assistant', text: 'x'.repeat(200)},
	] as const;
	const server = await startDesktopServer(given, {agentLogs: [desktopTranscript('sess_1', said)]});

	const digest = await server.ask({method: 'GET', path: '/api/sessions/sess_1/log-digest'});

	expect(digest).toMatchObject({
		state: 'active',
		entries: [{text: '[PROMPT] Mend it'}, {source: 'assistant', text: `${'x'.repeat(150)}...`}],
		lastActivityTimestamp: 1e12 + 1,
	});
});

test('a team member is deleted after it was archived, and in the name of its project', async () => {
	const server = await startDesktopServer({...given, teamMembers: [desktopMember()]});
	const path = '/api/team-members/tm_1';
	const remove = (query: string) => server.ask({method: 'DELETE', path: `${path}${query}`});

	await expect(remove('')).rejects.toMatchObject({status: 400});
	await expect(remove('?projectId=proj_1')).rejects.toMatchObject({status: 422});
	await server.ask({method: 'POST', path: `${path}/archive`, body: {projectId: 'proj_1'}});
	await expect(remove('?projectId=proj_1')).resolves.toMatchObject({success: true});
});
