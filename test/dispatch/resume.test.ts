import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {interactive} from '../../source/dispatch/modes/interactive.js';
import {badgeOf} from '../../source/domain/badge.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {project, task} from '../helpers/builders.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {orderFor} from '../helpers/order.js';
import {openServer} from '../helpers/server.js';

/** A session that was dispatched and has ended; its client told the conversation. */
const open = async ({
	conversation = 'conv-1',
	...given
}: {conversation?: string} & Parameters<typeof openServer>[0] = {}) => {
	const server = await openServer({projects: [project()], tasks: [task()], ...given});
	const {dispatcher, sessions, watch, fake, time} = server;
	const order = orderFor(interactive);
	const {session: before} = await dispatcher.dispatch(order);
	const multiplexer = given.multiplexer ?? fake;
	const [window] = await multiplexer.listWindows();
	const key = window?.key ?? '';
	const end = async () => {
		fake.end(key, {exitCode: 0});
		await watch.look();
	};

	await sessions.change(before.id, session => ({
		...session,
		metadata: {...session.metadata, ...(conversation === '' ? {} : {conversation})},
	}));
	return {...server, order, id: before.id, key, end, tick: () => (time.now += 60_000)};
};

test('a session that has ended goes on as the same, with a new run in its window, where its conversation left off', async () => {
	const {dispatcher, order, id, end, key, fake, sessions, paths, tick} = await open();
	const former = sessions.get(id).run?.id ?? '';
	await end();
	tick();

	const resumed = await dispatcher.resume(id, order);

	expect(resumed).toMatchObject({
		id,
		status: 'spawning',
		completedAt: null,
		activity: {state: 'starting', source: 'resume'},
	});
	expect(resumed.run?.id).not.toBe(former);
	expect(resumed.run).not.toHaveProperty('exitCode', 0);
	expect(resumed.timeline.at(-1)).toMatchObject({type: 'session_started', message: 'Resumed where it left off'});
	const folder = path.join(paths.runs, resumed.run?.id ?? '');
	const command: readonly string[] = fake.wanted(key)?.command ?? [];
	expect(command.slice(1, 3)).toEqual([folder, '/usr/bin/claude']);
	expect(command[command.indexOf('--resume') + 1]).toBe('conv-1');
	expect(await readdir(folder)).not.toContain('prompt');
	expect(fake.wanted(key)?.meta).toMatchObject({sessionId: id, runId: resumed.run?.id});
	expect(await fake.listWindows()).toMatchObject([{key, life: {state: 'running'}}]);
});

test('one whose conversation nobody knows begins its task anew, and says so', async () => {
	const {dispatcher, order, id, end, key, fake, paths} = await open({conversation: ''});
	await end();

	const resumed = await dispatcher.resume(id, order);

	expect(fake.wanted(key)?.command).not.toContain('--resume');
	expect(await readFile(path.join(paths.runs, resumed.run?.id ?? '', 'prompt'), 'utf8')).toContain('Work on task T-1');
	expect(resumed.timeline.at(-1)?.message).toMatch(/not known/);
});

test('however many resume it at once, it is started once, and all are told', async () => {
	const {dispatcher, order, id, end, fake, paths} = await open();
	await end();
	const before = (await readdir(paths.runs)).length;

	const answers = await Promise.all(Array.from({length: 20}, async () => dispatcher.resume(id, order)));

	expect(new Set(answers.map(({run}) => run?.id)).size).toBe(1);
	expect((await readdir(paths.runs)).length).toBe(before + 1);
	expect(await fake.listWindows()).toHaveLength(1);
});

test('one that goes on is not started again', async () => {
	const {dispatcher, order, id} = await open();

	await expect(dispatcher.resume(id, order)).rejects.toMatchObject({
		code: 'already-there',
		message: expect.stringContaining(`runs already, as ${id}`),
	});
});

test('one whose task was dispatched again meanwhile is not started beside that', async () => {
	const {dispatcher, order, id, end} = await open();
	await end();
	const {session: later} = await dispatcher.dispatch(order);

	await expect(dispatcher.resume(id, order)).rejects.toMatchObject({
		code: 'already-there',
		message: expect.stringContaining(later.id),
	});
});

test('a dispatch of the same task that comes while it is resumed is told of it', async () => {
	const {dispatcher, order, id, end} = await open();
	await end();

	const [, dispatched] = await Promise.all([dispatcher.resume(id, order), dispatcher.dispatch(order)]);

	expect(dispatched).toMatchObject({isReused: true, session: {id}});
});

test('one that could not be started is as it was before', async () => {
	let isDown = false;
	const fake = createFakeMultiplexer();
	const multiplexer: Multiplexer = {
		...fake,
		openWindow: async window => {
			if (isDown) {
				throw new MaestroError('multiplexer-failed', 'tmux did not answer in time');
			}

			return fake.openWindow(window);
		},
	};
	const {dispatcher, order, id, key, watch, sessions, paths} = await open({multiplexer});
	fake.end(key, {exitCode: 3});
	await watch.look();
	const before = sessions.get(id);
	const folders = await readdir(paths.runs);
	isDown = true;

	await expect(dispatcher.resume(id, order)).rejects.toMatchObject({code: 'multiplexer-failed'});

	expect(sessions.get(id)).toMatchObject({status: 'failed', completedAt: before.completedAt, run: {exitCode: 3}});
	expect(await readdir(paths.runs)).toEqual(folders);
	isDown = false;
	expect((await dispatcher.resume(id, order)).status).toBe('spawning');
});

test('a look at the windows while it is resumed does not take the end of its former run for this one’s', async () => {
	let onOpen = async () => {};
	const fake = createFakeMultiplexer();
	const multiplexer: Multiplexer = {
		...fake,
		openWindow: async window => {
			await onOpen();
			return fake.openWindow(window);
		},
	};
	const {dispatcher, order, id, key, watch, sessions, time} = await open({multiplexer});
	fake.end(key, {exitCode: 0});
	await watch.look();
	time.now += 3_600_000;
	onOpen = async () => watch.look();

	await dispatcher.resume(id, order);

	expect(badgeOf(sessions.get(id))).toBe('starting');
	await watch.look();
	expect(badgeOf(sessions.get(id))).toBe('starting');
});

test('what waits for it is there for its first hooks', async () => {
	const {ask, dispatcher, order, id, end, inbox, delivery, bells, time} = await open();
	await end();
	const {status} = await ask('POST', `/api/sessions/${id}/messages`, {message: 'While you were away', queue: true});
	expect(status).toBe(201);

	await dispatcher.resume(id, order);
	time.now += 10;
	const rung = bells.rung.length;
	await delivery.observe(id, {hook_event_name: 'SessionStart', source: 'resume', session_id: 'conv-1'}, time.now);

	expect(inbox.pendingCount(id)).toBe(1);
	expect(bells.rung.slice(rung)).toEqual([id]);
	const took = await delivery.take(id, {hook: {hook_event_name: 'FileChanged', event: 'change', file_path: '/x'}});
	expect(took.text).toContain('While you were away');
});
