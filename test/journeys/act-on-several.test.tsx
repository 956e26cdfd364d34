import {expect, test} from 'vitest';
import type {RefusalCode} from '../../source/domain/errors.js';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const over = {status: 'completed', completedAt: longAgo} as const;
const given = {
	projects: [project(), project({id: 'p-2', name: 'Shop', workingDir: '/srv/shop'})],
	tasks: [
		task(),
		task({id: 'T-2', title: 'Paint it', createdAt: longAgo + 1}),
		task({id: 'T-3', title: 'Oil it', createdAt: longAgo + 2, status: 'completed'}),
	],
	sessions: [
		session({name: 'Builder', startedAt: longAgo + 3, run}),
		session({id: 's-2', name: 'Reviewer', startedAt: longAgo + 2, ...over, run: {...run, id: 'r-2', mode: 'review'}}),
		session({id: 's-3', name: 'Old hand', startedAt: longAgo + 1, ...over}),
	],
	messages: [
		message({from: 's-1'}),
		message({id: 'm-2', order: 2, from: 's-2', message: 'Done'}),
		message({id: 'm-3', order: 3, from: 's-3', message: 'Gone', status: 'read'}),
	],
};

const open = async () => {
	const app = await openApp({...given, rows: 40});
	await eventually(() => expect(app.frame()).toContain('Old hand'));
	return app;
};

type App = Awaited<ReturnType<typeof open>>;
const writes = (app: App) =>
	app.server.asked.filter(({method}) => method !== 'GET').map(({method, path, body}) => [method, path, body]);
const rowOf = (app: App, text: string): string =>
	app
		.frame()
		.split('\n')
		.find(line => line.includes(text)) ?? '';

test('v marks a row, and it is seen and counted; v again takes the mark away', async () => {
	const app = await open();

	await app.press('v', 'j', 'v');
	expect(app.frame()).toContain('2 marked');
	expect(rowOf(app, '  Builder')).toMatch(/^✓ /);
	expect(rowOf(app, '  Reviewer')).toMatch(/^» /);
	await app.press('v');

	expect(app.frame()).toContain('1 marked');
	expect(rowOf(app, '  Reviewer')).toMatch(/^› /);
});

test('V marks all rows that are shown, and again none', async () => {
	const app = await open();

	await app.press('/', 'status:ended', 'enter', 'V');
	expect(app.frame()).toContain('2 marked');
	await app.press('V');

	expect(app.frame()).not.toContain('marked');
});

test('esc takes the marks away before it does anything else, and z brings them back', async () => {
	const app = await open();
	await app.press('/', 'e', 'enter', 'v', 'j', 'v');

	await app.press('esc');
	expect(app.frame()).not.toContain('2 marked');
	expect(app.frame()).toContain('filter: e');
	await app.press('z');
	await eventually(() => expect(app.frame()).toContain('2 marked'));
	await app.press('esc', 'esc');

	expect(app.frame()).not.toContain('filter: e');
	await app.press('z');
	await eventually(() => expect(app.frame()).toContain('filter: e'));
});

test('two marks of rows that go away vanish with them, and what is asked for then is about the rest', async () => {
	const app = await open();
	await app.press(']', 'V');
	expect(app.frame()).toContain('3 marked');

	for (const id of ['T-1', 'T-3']) {
		app.server.data.tasks.delete(id);
		app.server.emit({event: 'task:deleted', data: {id}});
	}

	await eventually(() => expect(app.frame()).toContain('1 marked'));
	await app.press('c');

	await eventually(() => expect(writes(app)).toEqual([['PATCH', '/api/tasks/T-2', {status: 'completed'}]]));
});

test('marked tasks are completed together, the closed one is told of, and z takes all back', async () => {
	const app = await open();
	await app.press(']', 'V', 'c');

	await eventually(() => expect(app.frame()).toContain('2 of 3 completed; T-3: it is closed already; z takes it back'));
	expect(app.frame()).toContain('1 marked');
	await app.press('z');

	await eventually(() => expect(app.frame()).toContain('2 taken back'));
	expect([...app.server.data.tasks.values()].map(({status}) => status)).toEqual(['todo', 'todo', 'completed']);
});

test('what one of several is refused for is said, and the others are done', async () => {
	const app = await open();
	app.server.refuse({
		method: 'PATCH',
		path: '/api/tasks/T-2',
		code: 'not-allowed' satisfies RefusalCode,
		text: 'It is frozen',
	});

	await app.press(']', 'v', 'j', 'v', '+');

	await eventually(() =>
		expect(app.frame()).toContain('1 of 2 with high priority; T-2: It is frozen; z takes it back'),
	);
	expect(app.server.data.tasks.get('T-1')?.priority).toBe('high');
});

test('marked sessions are resumed together, and it is said which cannot be', async () => {
	const app = await open();

	await app.press('V', 'u');

	await eventually(() => expect(app.frame()).toContain('1 of 3 resumed'));
	expect(writes(app)).toEqual([['POST', '/api/sessions/s-2/resume', {}]]);
});

test('D puts away what has ended, and z brings it back', async () => {
	const app = await open();

	await app.press('j', 'v', 'j', 'v', 'D');
	await eventually(() => expect(app.frame()).toContain('2 archived; z takes it back'));
	await eventually(() => expect(app.frame()).not.toContain('Old hand'));
	await app.press('/', 'is:archived', 'enter');
	expect(app.frame()).toContain('Old hand');
	await app.press('esc', 'z', 'z');

	await eventually(() => expect(app.server.data.sessions.get('s-3')?.archivedAt).toBeNull());
});

test('what has not ended is not put away', async () => {
	const app = await open();

	await app.press('D');

	expect(app.frame()).toContain('It has not ended; only what has ended is put away');
	expect(writes(app)).toEqual([]);
});

test('a message to those that are marked goes to all of them', async () => {
	const app = await open();

	await app.press('v', 'j', 'v', 'm', 'Stop for today', 'enter');
	await eventually(() => expect(app.frame()).toContain('Queue it until'));
	await app.press('y');

	await eventually(() =>
		expect(writes(app)).toMatchObject([['POST', '/api/messages', {to: ['s-1', 's-2'], message: 'Stop for today'}]]),
	);
});

test('marked threads are read together, and deleted together after a yes', async () => {
	const app = await open();
	await app.press('i', 'V', 'a');
	await eventually(() => expect(app.frame()).toContain('3 threads read'));
	expect([...app.server.data.messages.values()].map(({status}) => status)).toEqual(['read', 'read', 'read']);

	await app.press('V', 'D');
	expect(app.frame()).toContain('Delete all 3 messages of 3 threads?');
	await app.press('y');

	await eventually(() => expect(app.frame()).toContain('3 threads deleted'));
	expect(app.server.data.messages.size).toBe(0);
});

test('marked tasks and projects are removed after a yes that says how many', async () => {
	const app = await open();
	await app.press(']', 'v', 'j', 'v', 'D');
	expect(app.frame()).toContain('Delete these 2 tasks');
	await app.press('y');
	await eventually(() => expect(app.frame()).toContain('2 removed'));
	expect([...app.server.data.tasks.keys()]).toEqual(['T-3']);

	await app.press(']', 'V', 'D');
	expect(app.frame()).toContain('Remove these 2 projects? Their folders stay');
	await app.press('y');
	await eventually(() => expect(app.server.data.projects.size).toBe(0));
});

test('a yes deletes no message that came after the question', async () => {
	const app = await open();
	await app.press('i', 'D');
	expect(app.frame()).toContain('Delete the message of the thread with Builder?');
	app.server.put.message(
		message({id: 'm-9', order: 9, from: 's-1', message: 'Wait!', metadata: {replyTo: 'm-1', threadId: 'm-1'}}),
	);
	await eventually(() => expect(app.client.store.get().messages.size).toBe(4));

	await app.press('y');
	expect(app.frame()).toContain('Delete all 2 messages of the thread with Builder?');
	expect(writes(app)).toEqual([]);
	await app.press('y');

	await eventually(() => expect(app.server.data.messages.size).toBe(2));
});

test('a question about marked rows counts no more once other rows are marked', async () => {
	const app = await open();
	await app.press(']', 'v', 'j', 'v', 'D');
	app.server.data.tasks.delete('T-2');
	app.server.emit({event: 'task:deleted', data: {id: 'T-2'}});
	await eventually(() => expect(app.client.store.get().tasks.has('T-2')).toBe(false));

	await app.press('y');

	expect(app.frame()).toContain('not there any more; nothing was done');
	expect(writes(app)).toEqual([]);
});

test('left folds the sessions that one has started, and what needs a person is still gone to', async () => {
	const child = session({
		...{id: 's-4', name: 'Helper', startedAt: longAgo - 1, parentSessionId: 's-1'},
		needsInput: {active: true, message: 'May I?', since: longAgo},
	});
	const app = await openApp({...given, messages: [], sessions: [...given.sessions, child]});
	await eventually(() => expect(app.frame()).toMatch(/▾ Builder\s/));
	expect(rowOf(app, 'Helper')).toMatch(/ {3}Helper/);

	await app.press('left');
	expect(app.frame()).not.toContain('Helper');
	expect(rowOf(app, 'Builder')).toContain('needs-input below');
	await app.press('w');
	expect(rowOf(app, '  Helper')).toMatch(/^› ▲/);
	await app.press('left', 'right');

	expect(rowOf(app, 'Helper')).toContain('May I?');
});
