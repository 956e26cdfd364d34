import {expect, test} from 'vitest';
import type {Jump} from '../../source/multiplexer/multiplexer.js';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {openApp} from '../helpers/open-app.js';

const window = {
	multiplexer: 'fake',
	address: 'memory',
	session: 'm',
	windowId: '@1',
	paneId: '%1',
	key: 'key_00000001',
};
const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [
		session({
			name: 'Builder',
			run: {
				...{id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo},
				window,
			},
		}),
		session({id: 's-2', name: 'Other', startedAt: longAgo - 1}),
	],
};

test('what takes longer than a second says so until it is done', async () => {
	const {promise, resolve} = Promise.withResolvers<Jump>();
	const app = await openApp({...given, multiplexer: {...createFakeMultiplexer(), jump: async () => promise}});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('enter');
	expect(app.frame()).not.toContain('takes a while');

	app.pass(1500);
	await eventually(() => expect(app.frame()).toContain('Jump to its window, or show its log: this takes a while…'));

	resolve({kind: 'done', wayBack: 'To come back, press C-b l.'});
	await eventually(() => expect(app.frame()).not.toContain('takes a while'));
});

test('nothing moves because of a notice, however long it is', async () => {
	const app = await openApp({...given, columns: 60});
	await eventually(() => expect(app.frame()).toContain('from here'));
	const rows = () => app.frame().split('\n');
	const before = rows();

	app.client.store.send({event: 'notice', data: {tone: 'error', text: 'It could not be done. '.repeat(8)}});
	await eventually(() => expect(app.frame()).toContain('could not be done'));

	expect(rows().slice(0, -4)).toEqual(before.slice(0, -4));
	expect(
		rows()
			.slice(-4, -1)
			.every(row => row.includes('done')),
	).toBe(true);
	expect(rows().at(-1)).toBe(before.at(-1));
	await app.press('k');
	expect(rows()).toEqual(before);
});

test('the way to what is open is told by names, and the lists give way to it where there is no room', async () => {
	const app = await openApp({...given, columns: 120});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press('d', 'h');
	expect(app.frame().split('\n')[1]).toBe('[Sessions]   Tasks    Projects    Inbox   › Builder  › Details  › History');

	await app.resize({columns: 40, rows: 10});

	expect(app.frame().split('\n')[1]).toBe('Sessions › Builder › Details › History');
});

test('on a narrow terminal the header keeps whether it is connected, and what waits for a person', async () => {
	const app = await openApp({
		...given,
		...{columns: 40, rows: 10},
		sessions: [session({name: 'Asker', needsInput: {active: true, since: longAgo}})],
	});
	await eventually(() => expect(app.frame()).toContain('Asker'));
	expect(app.frame().split('\n')[0]).toBe('maestro-tui  1 needs you  0 unread  ●');

	await app.server.stop();

	await eventually(() => expect(app.frame().split('\n')[0]).toBe('maestro-tui  ✗ lost now  1 needs you  0'));
});
