import {expect, test} from 'vitest';
import {listProjects} from '../../../../source/protocol/projects.js';
import {longAgo} from '../../../helpers/builders.js';
import {desktopMember, desktopProject, desktopSession, desktopTask} from '../../../helpers/desktop/builders.js';
import {eventually} from '../../../helpers/eventually.js';
import {type Followed, followDesktop} from './follow-desktop.js';
import {startOf} from './start.js';

const path = '/api/sessions/sess_1';

const patch = async ({server}: Followed, body: unknown, of = path) => server.ask({method: 'PATCH', path: of, body});

const nameOf = ({store}: Followed, id = 'sess_1') => store.get().sessions.get(id)?.name;

const lists = 'GET /api/sessions';

test('the picture of a desktop server comes whole', async () => {
	const {converges, store} = await followDesktop(startOf(2));

	await converges();
	expect(store.get().sessions.size).toBe(2);
	expect(store.get().members.get('tm_1')?.name).toBe('Carpenter');
	expect(store.get().connection.server?.capabilities).toContain('orders');
});

test('what it tells is shown before anything is asked again', async () => {
	const followed = await followDesktop(startOf(2), {timing: {everyMs: 60_000, settleMs: 60_000}});
	const before = followed.server.wiretap.count();

	await patch(followed, {status: 'failed', needsInput: {active: true, message: 'Which one?'}});

	await eventually(() =>
		expect(followed.store.get().sessions.get('sess_1')).toMatchObject({
			status: 'failed',
			needsInput: {active: true, message: 'Which one?'},
		}),
	);
	expect(followed.server.wiretap.count()).toBe(before);
});

test('five statuses in half a second: the last one is shown, although only the first was told', async () => {
	const followed = await followDesktop(startOf(2), {timing: {everyMs: 60_000}});

	for (const status of ['working', 'idle', 'working', 'idle', 'completed']) {
		await patch(followed, {status});
	}

	await followed.converges();
	expect(followed.store.get().sessions.get('sess_1')?.status).toBe('completed');
	expect(followed.store.get().sessions.get('sess_1')?.completedAt).toBeGreaterThan(longAgo);
});

test('a spawn in a work tree, of which the last word is not told, becomes whole', async () => {
	const followed = await followDesktop(startOf(2), {repositories: ['/tmp'], spawnTakesMs: 5});

	await followed.server.ask({
		method: 'POST',
		path: '/api/sessions/spawn',
		body: {projectId: 'proj_2', taskIds: ['task_1'], useWorktree: true},
	});

	await followed.converges();
	const spawned = [...followed.store.get().sessions.values()].find(({status}) => status === 'spawning');
	expect(spawned?.metadata?.worktreePath).toBeDefined();
	expect(followed.store.get().tasks.get('task_1')?.sessionIds).toContain(spawned?.id);
});

test('what nobody was told is there after one look', async () => {
	const followed = await followDesktop(startOf(2), {timing: {everyMs: 60_000}});
	const {server, store, feed} = followed;
	server.dropFrames('all');
	await patch(followed, {status: 'failed'});
	await server.ask({method: 'DELETE', path: '/api/sessions/sess_2'});
	await server.ask({method: 'POST', path: '/api/tasks', body: {projectId: 'proj_1', title: 'New'}});
	const before = server.wiretap.count(lists);

	feed.refresh();

	await followed.converges();
	expect(server.wiretap.count(lists)).toBe(before + 1);
	expect(store.get().sessions.has('sess_2')).toBe(false);
});

test('of many that change at once only some are asked for one by one, and the next look brings the others', async () => {
	const followed = await followDesktop(startOf(30), {timing: {settleMs: 5}});
	const {server} = followed;

	for (const id of server.world.sessions.keys()) {
		await patch(followed, {status: 'failed'}, `/api/sessions/${id}`);
	}

	await followed.converges();
	expect(server.wiretap.count('GET /api/sessions/:id')).toBeLessThanOrEqual(8);
});

test('a frame that is cut short is made good at once', async () => {
	const followed = await followDesktop(startOf(2), {timing: {everyMs: 60_000, settleMs: 60_000}});
	followed.server.truncateFrames(1);

	await patch(followed, {status: 'failed'});

	await followed.converges();
	expect(followed.store.get().sessions.get('sess_1')?.status).toBe('failed');
});

test('nonsense on the live channel asks the server for no more than it may', async () => {
	const followed = await followDesktop(startOf(1), {timing: {everyMs: 60_000, soonMs: 60_000}});
	const before = followed.server.wiretap.count(lists);

	for (let index = 0; index < 50; index += 1) {
		followed.server.say('nonsense');
	}

	followed.server.world.session('sess_1').name = 'Told after it';
	followed.server.emit('session:updated', followed.server.world.session('sess_1'));
	await eventually(() => expect(nameOf(followed)).toBe('Told after it'));
	expect(followed.server.wiretap.count(lists)).toBe(before);
});

test('an old state that comes late does not take the place of a newer one', async () => {
	const followed = await followDesktop(startOf(1), {timing: {everyMs: 60_000, settleMs: 60_000}});
	const {server, store} = followed;
	const seen: string[] = [];
	store.subscribe(() => seen.push(nameOf(followed) ?? ''));

	server.emit('session:updated', desktopSession({name: 'Newer', lastActivity: longAgo + 2000}));
	server.emit('notify:progress', {sessionId: 'sess_1', message: 'so that the frame leaves'});
	await eventually(() => expect(nameOf(followed)).toBe('Newer'));
	server.say(
		JSON.stringify([{event: 'session:updated', data: desktopSession({name: 'Older', lastActivity: longAgo + 1000})}]),
	);
	server.say(JSON.stringify([{event: 'project:updated', data: desktopProject({name: 'After it'})}]));
	await eventually(() => expect(store.get().projects.get('proj_1')?.name).toBe('After it'));

	expect(seen).not.toContain('Older');
});

test('what is said to be gone does not come back by an old frame', async () => {
	const followed = await followDesktop(startOf(2), {timing: {everyMs: 60_000, settleMs: 30}});
	const {server, store} = followed;
	const old = JSON.stringify([{event: 'session:updated', data: desktopSession({id: 'sess_2'})}]);

	await server.ask({method: 'DELETE', path: '/api/sessions/sess_2'});
	await eventually(() => expect(store.get().sessions.has('sess_2')).toBe(false));
	const seen: boolean[] = [];
	store.subscribe(() => seen.push(store.get().sessions.has('sess_2')));
	server.say(old);

	await eventually(() => expect(server.wiretap.count('GET /api/sessions/:id')).toBe(1));
	await patch(followed, {status: 'failed'});
	await eventually(() => expect(seen.length).toBeGreaterThan(0));
	expect(seen).not.toContain(true);
});

test('a list that was asked for before something changed does not undo the change', async () => {
	const followed = await followDesktop(startOf(1), {timing: {everyMs: 60_000, settleMs: 60_000}});
	const {server, feed, store} = followed;
	const seen: string[] = [];

	// The answer is made now, and arrives after the frame.
	server.slowBodies({delayMs: 150});
	const before = server.wiretap.count(lists);
	server.world.project('proj_1').name = 'Told by the list alone';
	feed.refresh();
	await eventually(() => expect(server.wiretap.count(lists)).toBe(before + 1));
	await patch(followed, {status: 'failed'});
	await eventually(() => expect(store.get().sessions.get('sess_1')?.status).toBe('failed'));
	store.subscribe(() => seen.push(store.get().sessions.get('sess_1')?.status ?? ''));

	await eventually(() => expect(store.get().projects.get('proj_1')?.name).toBe('Told by the list alone'));
	expect(seen).not.toContain('working');
});

test('what has not changed stays the same, and is neither sent nor drawn again', async () => {
	const {server, store, converges} = await followDesktop(startOf(3));
	await converges();
	await eventually(() => expect(server.wiretap.asked().at(-1)?.status).toBe(304));
	const {sessions, tasks, projects, members} = store.get();
	let told = 0;
	store.subscribe(() => {
		told += 1;
	});
	server.wiretap.reset();

	await eventually(() => expect(server.wiretap.count(lists)).toBeGreaterThan(3));

	expect(server.wiretap.bodyBytes(lists)).toBe(0);
	expect(told).toBe(0);
	expect(store.get()).toMatchObject({sessions, tasks, projects, members});
	expect(store.get().sessions).toBe(sessions);
});

test('one session changes, and the others stay the same objects', async () => {
	const followed = await followDesktop(startOf(3));
	const before = followed.store.get().sessions;
	followed.server.dropFrames('all');

	await patch(followed, {status: 'failed'});

	await followed.converges();
	expect(followed.store.get().sessions.get('sess_1')).not.toBe(before.get('sess_1'));
	expect(followed.store.get().sessions.get('sess_2')).toBe(before.get('sess_2'));
});

test('thirty seconds of silence: a server that says nothing is left, and the picture is right all the while', async () => {
	const followed = await followDesktop(startOf(2), {pingEveryMs: 400, pongWithinMs: 400});
	const {server, store} = followed;
	server.beSilent();
	await patch(followed, {status: 'failed'});

	await followed.converges();
	await eventually(() => expect(store.get().connection.phase).toBe('lost'));
	expect(store.get().connection).toMatchObject({reason: expect.stringMatching(/has not answered for/)});
	server.speak();
	await eventually(() => expect(store.get().connection.phase).toBe('open'));
});

test('a server that answers pings is not left', async () => {
	const {server, store} = await followDesktop(startOf(1), {pingEveryMs: 20, pongWithinMs: 400});
	const phases: string[] = [];
	store.subscribe(() => phases.push(store.get().connection.phase));

	await eventually(() => expect(server.wiretap.frames().sent).toBeGreaterThan(5));

	expect(phases).not.toContain('lost');
});

test('a storm of 503: the picture stays, and is right again when it is over', async () => {
	const followed = await followDesktop(startOf(2), {timing: {patienceMs: 60_000}});
	const {server, store} = followed;
	const before = server.wiretap.count();
	server.dropFrames('all');
	server.refuseWith503(20);
	await patch(followed, {status: 'failed'});

	await followed.converges();
	expect(
		server.wiretap
			.asked()
			.slice(before)
			.filter(({status}) => status === 503),
	).toHaveLength(20);
	expect(store.get().connection.phase).toBe('open');
});

test('a storm that does not end is a lost connection, which comes back when it ends', async () => {
	const followed = await followDesktop(startOf(2));
	const {server, store, feed} = followed;
	server.refuseWith503(1_000_000, {upgrades: true});

	await eventually(() => expect(store.get().connection.phase).toBe('lost'));
	expect(store.get().sessions.size).toBe(2);
	await expect(feed.call(listProjects)).rejects.toMatchObject({code: 'server-missing'});
	server.refuseWith503(0);
	await eventually(() => expect(store.get().connection.phase).toBe('open'));
});

test('answers that take their time bring the same picture', async () => {
	const followed = await followDesktop(startOf(3));
	const {server} = followed;
	server.slowBodies({bytesPerSecond: 20_000});
	server.dropFrames('all');
	await patch(followed, {status: 'failed'});

	await followed.converges();
});

test('team members of many projects are looked at by turns, and those of a project go with it', async () => {
	const numbers = Array.from({length: 9}, (_, index) => index + 1);
	const followed = await followDesktop({
		projects: numbers.map(number => desktopProject({id: `proj_${number}`})),
		teamMembers: numbers.map(number => desktopMember({id: `tm_${number}`, projectId: `proj_${number}`})),
	});
	const {server, store} = followed;
	await followed.converges();
	server.dropFrames('all');

	for (const member of server.world.members.values()) {
		member.name = 'Another name';
	}

	await server.ask({method: 'DELETE', path: '/api/projects/proj_5'});
	await followed.converges();
	expect(store.get().members.get('tm_9')?.name).toBe('Another name');
	expect(store.get().members.has('tm_5')).toBe(false);
});

test('a team member of all projects goes when it is in no list any more', async () => {
	const followed = await followDesktop({
		...startOf(1),
		teamMembers: [desktopMember({projectId: '__global__', scope: 'global'})],
	});
	const {server, store} = followed;
	await followed.converges();
	expect(store.get().members.has('tm_1')).toBe(true);
	server.dropFrames('all');

	server.world.members.delete('tm_1');

	await followed.converges();
	expect(store.get().members.has('tm_1')).toBe(false);
});

test('a server that starts again with other data is shown as it is now', async () => {
	const followed = await followDesktop(startOf(3));

	await followed.server.restart({
		projects: [desktopProject({id: 'proj_9'})],
		tasks: [desktopTask({id: 'task_9', projectId: 'proj_9'})],
		sessions: [desktopSession({id: 'sess_9', projectId: 'proj_9', taskIds: ['task_9']})],
		teamMembers: [desktopMember({id: 'tm_9', projectId: 'proj_9'})],
	});

	await followed.converges();
	expect([...followed.store.get().sessions.keys()]).toEqual(['sess_9']);
});

test('after a cut everything is fetched again', async () => {
	const followed = await followDesktop(startOf(2), {timing: {everyMs: 60_000}});
	const {server} = followed;

	server.cut();
	server.world.session('sess_1').name = 'Changed meanwhile';

	await eventually(() => expect(nameOf(followed)).toBe('Changed meanwhile'));
});

test('so many changes at once that they are a picture of their own are shown as one', async () => {
	const followed = await followDesktop(startOf(150), {timing: {everyMs: 60_000}});
	const {server, store, feed} = followed;
	let told = 0;
	store.subscribe(() => {
		told += 1;
	});
	for (const task of server.world.tasks.values()) {
		task.title = `${task.title}!`;
	}

	feed.refresh();

	await followed.converges();
	expect(told).toBe(1);
});

test('while nobody looks the server is asked seldom, and at once when somebody does', async () => {
	let isSeen = false;
	const followed = await followDesktop(startOf(1), {timing: {unseenEveryMs: 60_000}, isSeen: () => isSeen});
	const {server} = followed;
	const before = server.wiretap.count(lists);
	await server.ask({method: 'POST', path: '/api/projects', body: {name: 'Told', workingDir: '/tmp'}});
	await eventually(() => expect(followed.store.get().projects.size).toBe(3));
	expect(server.wiretap.count(lists)).toBe(before);
	server.world.session('sess_1').name = 'Seen later';

	isSeen = true;
	followed.sighted();

	await eventually(() => expect(nameOf(followed)).toBe('Seen later'));
});

test('no environment of a session comes into the store, by whichever way it came', async () => {
	const env = {ANTHROPIC_API_KEY: 'sk-secret'};
	const followed = await followDesktop(
		{...startOf(1), sessions: [desktopSession({env})]},
		{keys: {OPENAI_API_KEY: 'sk-secret-too'}, spawnTakesMs: 1},
	);
	const {server, store} = followed;
	server.emit('session:created', desktopSession({id: 'sess_7', env}));
	await server.ask({
		method: 'POST',
		path: '/api/sessions/spawn',
		body: {projectId: 'proj_2', taskIds: ['task_1']},
	});

	await eventually(() => expect(store.get().sessions.size).toBeGreaterThan(1));
	await followed.converges();
	expect(JSON.stringify([...store.get().sessions.values()])).not.toContain('sk-secret');
});

test('an order to open a window is handed on once it comes, with its environment', async () => {
	const {server, orders} = await followDesktop(startOf(1), {keys: {OPENAI_API_KEY: 'sk-1'}, spawnTakesMs: 1});

	await server.ask({method: 'POST', path: '/api/sessions/spawn', body: {projectId: 'proj_2', taskIds: ['task_1']}});

	await eventually(() => expect(orders).toHaveLength(1));
	expect(orders[0]).toMatchObject({kind: 'spawn', environment: {OPENAI_API_KEY: 'sk-1'}});
});

test('of what cannot be read the operator is told once, and the rest is shown', async () => {
	const {server, store} = await followDesktop(startOf(2), {timing: {everyMs: 60_000}});
	const notices: string[] = [];
	store.subscribe(() => {
		const {notice} = store.get();
		if (notice !== undefined && notices.at(-1) !== notice.text) {
			notices.push(notice.text);
		}
	});
	Object.assign(server.world.task('task_1'), {status: 'archived'});
	const before = server.wiretap.count(lists);

	server.say('nonsense');
	await eventually(() => expect(notices).toHaveLength(1));
	server.say('nonsense');
	await eventually(() => expect(server.wiretap.count(lists)).toBe(before + 2));

	expect(notices).toEqual([expect.stringMatching(/1 of its tasks, the first task_1/)]);
	expect([...store.get().tasks.keys()]).toEqual(['task_2']);
});
