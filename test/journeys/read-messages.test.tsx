import {expect, test} from 'vitest';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [session({name: 'Builder', startedAt: 2}), session({id: 's-2', name: 'Reviewer', startedAt: 1})],
	messages: [
		message({id: 'm-1', message: 'Postgres or SQLite?', metadata: {priority: 'high', type: 'request', taskId: 'T-1'}}),
		message({id: 'm-2', order: 2, from: 's-1', to: 's-2', message: 'Please review the door', status: 'delivered'}),
		message({
			id: 'm-3',
			order: 3,
			from: 's-2',
			to: 's-1',
			message: 'The hinge squeaks',
			metadata: {threadId: 'm-2', replyTo: 'm-2'},
		}),
		message({id: 'm-4', order: 4, from: 's-2', message: 'The door is mended', status: 'read', readAt: longAgo}),
	],
};

const open = async (more: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, ...more});
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	await app.press('i');
	return app;
};

test('t shows what sessions write to each other, live, and yours alone again', async () => {
	const app = await open();
	expect(app.frame()).not.toContain('squeaks');
	expect(app.server.asked.map(({path}) => path)).not.toContain('/api/messages');

	await app.press('t');
	await eventually(() => expect(app.frame()).toMatch(/Builder, Reviewer +The hinge squeaks +\(2\) +○ pending/));
	app.server.put.message(message({id: 'm-5', order: 5, from: 's-1', to: 's-2', message: 'Oiled'}));
	await eventually(() => expect(app.frame()).toContain('Oiled'));
	await app.press('t');

	expect(app.frame()).not.toContain('squeaks');
	expect(app.client.store.get().fetched.overheard).toBeUndefined();
});

test('a thread of others is read and nothing in it is marked as read for them', async () => {
	const app = await open();
	await app.press('t');
	await eventually(() => expect(app.frame()).toContain('squeaks'));

	await app.press('G', 'enter');

	await eventually(() => expect(app.frame()).toMatch(/Builder to Reviewer .*\n +Please review the door/));
	expect(app.frame()).toMatch(/› Reviewer to Builder .*○ pending\n +pending for 5m\n +The hinge squeaks/);
	expect(app.server.asked.filter(({method}) => method === 'PATCH')).toEqual([]);
});

test('after a cut, what sessions wrote meanwhile is there', async () => {
	const app = await open();
	await app.press('t');
	await eventually(() => expect(app.frame()).toContain('squeaks'));
	app.server.data.messages.set('m-9', message({id: 'm-9', order: 9, from: 's-1', to: 's-2', message: 'While away'}));

	app.server.drop();

	await eventually(() => expect(app.frame()).toContain('While away'));
});

test('a message tells its priority, its type, its task and how it got there', async () => {
	const app = await open({
		messages: [
			...given.messages,
			message({
				id: 'm-6',
				order: 6,
				from: 'operator',
				to: 's-1',
				message: 'SQLite',
				status: 'delivered',
				deliveredAt: longAgo,
				delivery: {via: 'hook PostToolBatch', attempts: 1},
				metadata: {threadId: 'm-1', replyTo: 'm-1', requiresAck: true},
			}),
		],
	});
	expect(app.frame()).toMatch(/› •1 +! Builder +SQLite +\(2\) +● delivered/);

	await app.press('enter');

	expect(app.frame()).toContain('high priority, request, task T-1');
	expect(app.frame()).toMatch(/you to Builder .* ● delivered \d\d:\d\d\n +wants an answer, by hook PostToolBatch\n/);
});

test('the keys of the reader go from message to message, and the marked one is deleted after a question', async () => {
	const app = await open();
	await app.press('t');
	await eventually(() => expect(app.frame()).toContain('squeaks'));
	await app.press('G', 'enter');
	await eventually(() => expect(app.frame()).toContain('Please review'));

	await app.press('K');
	expect(app.frame()).toMatch(/› Builder to Reviewer/);
	await app.press('D');
	expect(app.frame()).toMatch(/Delete the marked message, from Builder to Reviewer\?/);
	expect(app.server.data.messages.has('m-2')).toBe(true);
	await app.press('y');

	await eventually(() => expect(app.server.data.messages.has('m-2')).toBe(false));
	await eventually(() => expect(app.frame()).not.toContain('Please review'));
	expect(app.frame()).toContain('The hinge squeaks');
});

test('a thread is deleted whole, and what would never be delivered is told', async () => {
	const app = await open();
	await app.press('t');
	await eventually(() => expect(app.frame()).toContain('squeaks'));
	await app.press('G', 'D');
	const shown = app.frame().replaceAll('\n', ' ');
	expect(shown).toContain('Delete all 2 messages of the thread with Builder and Reviewer?');
	expect(shown).toContain('1 not delivered yet, and never will be');

	await app.press('y');

	await eventually(() => expect([...app.server.data.messages.keys()]).toEqual(['m-1', 'm-4']));
	await eventually(() => expect(app.frame()).toContain('Deleted 2 messages'));
});

test('u shows the unread alone, and a filter looks at who wrote and what it was', async () => {
	const app = await open();

	await app.press('u');
	expect(app.frame()).toMatch(/Postgres/);
	expect(app.frame()).not.toContain('The door is mended');
	await app.press('u', '/', 'from:reviewer !type:request', 'enter');

	expect(app.frame()).toContain('The door is mended');
	expect(app.frame()).not.toContain('Postgres');
});

test('the statistics are told in words', async () => {
	const app = await open({
		stats: {
			total: 1200,
			byStatus: {pending: 3, delivered: 4, read: 1190, failed: 2, expired: 1},
			byDay: [{day: '2026-11-20', count: 1200}],
			successRate: 0.9975,
			toDelivered: {count: 1190, medianMs: 420, p95Ms: 3200},
			toAnswer: {count: 0},
			routes: [{from: 's-1', to: 'operator', count: 700}],
		},
	});

	await app.press('#');

	await eventually(() => expect(app.frame()).toContain('1,200 messages are kept'));
	expect(app.frame()).toContain('3 pending, 4 delivered, 1,190 read, 2 failed, 1 expired');
	expect(app.frame()).toContain('99.8 % of those whose fate is known were delivered');
	expect(app.frame()).toContain('half of them within 420 ms, 95 of 100 within 3.2 s');
	expect(app.frame()).toContain('to be answered   of none is it known');
	expect(app.frame()).toMatch(/700 +Builder to you/);
	await app.press('esc');
	expect(app.frame()).toContain('Postgres');
});
