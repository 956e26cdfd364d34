import {expect, test} from 'vitest';
import type {TimelineEntry} from '../../source/domain/session.js';
import {longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const minute = 60_000;
const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const entry = (given: Partial<TimelineEntry> & Pick<TimelineEntry, 'id' | 'type'>): TimelineEntry => ({
	timestamp: longAgo,
	...given,
});
const given = {
	projects: [project()],
	tasks: [task({title: 'Mend the door'})],
	sessions: [
		session({
			name: 'Builder',
			run,
			timeline: [
				entry({id: 'e-1', type: 'session_started'}),
				entry({
					id: 'e-2',
					type: 'progress',
					timestamp: longAgo + minute,
					message: `Half way there${'. On'.repeat(60)}`,
				}),
			],
		}),
		session({
			id: 's-2',
			name: 'Helper',
			startedAt: longAgo - 1,
			timeline: [entry({id: 'e-1', type: 'task_started', taskId: 'T-1', timestamp: longAgo - minute})],
		}),
	],
	messages: [message({from: 's-1', message: 'May I?'})],
	happened: {
		's-1': [
			entry({
				id: 'message_sent_m-1',
				type: 'message_sent',
				timestamp: longAgo + 2 * minute,
				message: 'To operator',
				metadata: {messageId: 'm-1'},
			}),
			entry({
				id: 'message_sent_m-9',
				type: 'message_sent',
				timestamp: longAgo + 3 * minute,
				message: 'To s-2',
				metadata: {messageId: 'm-9'},
			}),
		],
	},
} as const;

const open = async (options: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, ...options});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('h');
	return app;
};

test('what happened to a session is listed, the newest first, with all of the selected entry below', async () => {
	const app = await open();
	await eventually(() => expect(app.frame()).toContain('to Helper'));

	const rows = app.frame().split('\n').slice(1, 6);
	expect(rows[0]).toContain('› Builder  › History');
	expect(rows.slice(1)).toEqual([
		expect.stringMatching(/^› {3}2m ○ wrote +to Helper$/),
		expect.stringMatching(/^ {4}3m ○ wrote +to you: May I\?$/),
		expect.stringMatching(/^ {4}4m ○ progress +Half way there.*…$/),
		expect.stringMatching(/^ {4}5m ◌ started$/),
	]);

	await app.press('j', 'j');
	expect(app.frame().match(/\. On/g)?.length).toBeGreaterThan(60);
});

test('what comes while it is open is added, and does not move the selection', async () => {
	const app = await open();
	await eventually(() => expect(app.frame()).toContain('to Helper'));
	await app.press('G');

	app.server.put.message(message({id: 'm-5', order: 5, from: 's-2', to: 's-1', createdAt: longAgo + 4 * minute}));
	await eventually(() => expect(app.frame()).toContain('from Helper'));
	app.server.put.session({
		...given.sessions[0],
		timeline: [
			...given.sessions[0].timeline,
			entry({id: 'e-3', type: 'error', timestamp: longAgo + 5 * minute, message: 'It broke'}),
		],
	});
	await eventually(() => expect(app.frame()).toContain('It broke'));

	expect(app.frame()).toMatch(/^› {3}5m ◌ started$/m);
	expect(app.frame().match(/from Helper/g)).toHaveLength(1);
});

test('enter goes to what an entry is about', async () => {
	const app = await open();
	await eventually(() => expect(app.frame()).toContain('to Helper'));
	app.server.data.messages.set('m-9', message({id: 'm-9', order: 9, from: 's-1', to: 's-2', message: 'Look at this'}));

	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('Look at this'));
	expect(app.frame()).toContain('History › Builder, Helper › Thread');
	await app.press('esc', 'j', 'enter');
	expect(app.frame()).toContain('May I?');
	expect(app.frame()).toContain('› Thread');

	await app.press('esc', 'G');
	expect(app.frame().split('\n').at(-1)).toMatch(/^enter It has no window/);
});

test('the history of a task is that of all its sessions, and says whose each entry is', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press(']', 'h');

	await eventually(() => expect(app.frame()).toContain('to Helper'));
	expect(app.frame()).toContain('› T-1 Mend the door  › History');
	expect(app.frame()).toMatch(/6m ● task begun +Helper +T-1/);
	await app.press('G', 'enter');
	expect(app.frame()).toMatch(/\[Tasks\][\s\S]*› +T-1 +Mend the door/);
});

test('an entry about a task shows that task, though it was folded away', async () => {
	const app = await openApp({
		...given,
		tasks: [...given.tasks, task({id: 'T-9', title: 'The whole of it'})].map(one =>
			one.id === 'T-1' ? {...one, parentId: 'T-9'} : one,
		),
	});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	app.client.store.send(
		{event: 'row:folded', data: {id: 'T-9'}},
		{event: 'timeline:opened', data: {of: {kind: 'task', id: 'T-1'}}},
	);
	await eventually(() => expect(app.frame()).toContain('task begun'));

	await app.press('G', 'enter');

	expect(app.frame()).toMatch(/› +T-1 +Mend the door/);
});

test('the history of a message that was found is that of the session that wrote it', async () => {
	const app = await openApp({
		...given,
		messages: [...given.messages, message({id: 'm-2', order: 2, from: 's-2', message: 'Here is the report'})],
	});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('i', 'F', 'report', 'enter');
	await eventually(() => expect(app.frame()).toContain('the report'));

	await app.press('h');

	expect(app.client.store.get().timeline?.of).toEqual({kind: 'session', id: 's-2'});
});

test('a history is filtered by its words', async () => {
	const app = await open();
	await eventually(() => expect(app.frame()).toContain('to Helper'));

	await app.press('/');
	await app.paste('type:progress');
	await app.press('enter');

	expect(app.frame()).toContain('Half way');
	expect(app.frame()).not.toContain('to Helper');
	await app.press('/');
	await app.paste(' nothing');
	await app.press('enter');
	expect(app.frame()).toContain('Nothing that happened has these words');
});

test('a server without histories shows what sessions bring along, and one that fails is quoted', async () => {
	const without = await open({capabilities: ['messages', 'dispatch']});
	await eventually(() => expect(without.frame()).toContain('Half way'));
	expect(without.server.asked.some(({path}) => path.endsWith('/timeline'))).toBe(false);

	const failing = await open({sessions: [session({name: 'Builder', timeline: []})], happened: {}, messages: []});
	await eventually(() => expect(failing.frame()).toContain('Nothing is known to have happened yet.'));
	await failing.press('esc');
	failing.server.data.sessions.delete('s-1');
	await failing.press('h');
	await eventually(() => expect(failing.frame()).toMatch(/could not be fetched: s-1 is not there/));
});

test('while there is no connection the history that was there stays', async () => {
	const app = await open();
	await eventually(() => expect(app.frame()).toContain('to Helper'));

	await app.server.stop();
	await eventually(() => expect(app.frame()).toContain('connection lost'));

	expect(app.frame()).toContain('Half way');
	await app.press('enter');
	expect(app.frame()).toContain('Not connected: what others wrote has to be fetched');
});
