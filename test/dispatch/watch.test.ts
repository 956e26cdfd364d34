import {once} from 'node:events';
import {expect, onTestFinished, test} from 'vitest';
import {interactive} from '../../source/dispatch/modes/interactive.js';
import {createWatch} from '../../source/dispatch/watch.js';
import {badgeOf} from '../../source/domain/badge.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {Session} from '../../source/domain/session.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {ended, observed} from '../../source/server/session-life.js';
import {project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {createMemoryCollection} from '../helpers/memory-collection.js';
import {orderFor} from '../helpers/order.js';
import {openServer} from '../helpers/server.js';

const open = async (change: Partial<Multiplexer> = {}, collection = createMemoryCollection<Session>()) => {
	const fake = createFakeMultiplexer();
	const multiplexer = {...fake, ...change};
	const server = await openServer({projects: [project()], tasks: [task()], multiplexer, collection});
	const {session: started} = await server.dispatcher.dispatch(orderFor(interactive));
	const [window] = await fake.listWindows();
	const now = () => server.sessions.get(started.id);
	return {...server, fake, multiplexer, started, key: window?.key ?? '', window, now, badge: () => badgeOf(now())};
};

const ends: ReadonlyArray<[how: {exitCode?: number; signal?: number}, badge: string, detail: string]> = [
	[{exitCode: 0}, 'ended', 'exit code 0'],
	[{exitCode: 130}, 'failed', 'exit code 130'],
	[{signal: 9}, 'failed', 'ended by SIGKILL'],
	[{}, 'stopped', 'ended; nobody saw how'],
];

for (const [how, badge, detail] of ends) {
	test(`a run whose window says ${JSON.stringify(how)} is shown as ${badge}`, async () => {
		const {fake, key, watch, now, time, ...server} = await open();
		time.now += 1000;
		fake.end(key, how);

		await watch.look();

		expect(server.badge()).toBe(badge);
		expect(now()).toMatchObject({
			completedAt: time.now,
			activity: {detail, source: 'window'},
			run: {endedAt: time.now},
		});
	});
}

test('a run whose window is gone is lost, never done', async () => {
	const {fake, window, watch, badge, now} = await open();
	await fake.closeWindow(window ?? {id: '', paneId: '', key: ''});

	await watch.look();

	expect(badge()).toBe('lost');
	expect(now().run).not.toHaveProperty('exitCode', 0);
});

test('a multiplexer that cannot be listed says nothing of its windows, and is reported once until it answers', async () => {
	let isDown = false;
	const fake = createFakeMultiplexer();
	const {watch, badge, reports} = await open({
		...fake,
		listWindows: async () => {
			if (isDown) {
				throw new MaestroError('multiplexer-failed', 'tmux did not answer in time');
			}

			return fake.listWindows();
		},
	});
	const told = () => reports.filter(report => report.includes('did not answer in time')).length;

	isDown = true;
	await watch.look();
	await watch.look();
	expect([badge(), told()]).toEqual(['starting', 1]);
	isDown = false;
	await watch.look();
	isDown = true;
	await watch.look();

	expect([badge(), told()]).toEqual(['starting', 2]);
});

test('a window in another server of the multiplexer was not looked for, and so it is not gone', async () => {
	const {fake, watch, badge, sessions, started, window} = await open();
	await fake.closeWindow(window ?? {id: '', paneId: '', key: ''});
	await sessions.change(started.id, before =>
		before.run?.window === undefined
			? before
			: {...before, run: {...before.run, window: {...before.run.window, address: '/tmp/other/default'}}},
	);

	await watch.look();

	expect(badge()).toBe('starting');
	await watch.giveUp(started.id);
	expect(badge()).toBe('lost');
});

test('a client that says nothing for 20 seconds after its start has a question open', async () => {
	const {watch, time, badge, now} = await open();

	time.now += 20_000;
	await watch.look();
	expect(badge()).toBe('starting');
	time.now += 1;
	await watch.look();

	expect(badge()).toBe('needs-input');
	expect(now()).toMatchObject({status: 'working', activity: {source: 'window'}});
	expect(now().needsInput?.message).toMatch(/jump to it/);
});

test('where more is known of a client that says nothing, that is told', async () => {
	const {multiplexer, headless, paths, sessions, time, now} = await open();
	const watch = createWatch({
		...{multiplexers: {choose: async () => multiplexer, at: () => multiplexer}, headless, paths},
		...{runs: sessions, ended, report: expect.unreachable, clock: () => time.now},
		atEnd: {before: async () => {}, after: async () => {}},
		began: () => expect.unreachable('no process was seen'),
		seen: ({at, detail}) => observed({state: 'needs-input', source: 'window', at, detail}, {isNewTurn: false}),
		silenceOf: () => 'Its hooks may be missing',
	});

	time.now += 20_001;
	await watch.look();

	expect(now().needsInput).toMatchObject({active: true, message: 'Its hooks may be missing'});
});

test('an agent that never says anything is known by its program alone, and needs nobody', async () => {
	const {multiplexer, headless, paths, sessions, time, now} = await open();
	const watch = createWatch({
		...{multiplexers: {choose: async () => multiplexer, at: () => multiplexer}, headless, paths},
		...{runs: sessions, ended, report: expect.unreachable, clock: () => time.now},
		atEnd: {before: async () => {}, after: async () => {}},
		seen: () => expect.unreachable('nobody is asked for'),
		began: ({at, detail}) => observed({state: 'working', source: 'window', at, detail}, {isNewTurn: false}),
		isSilent: () => true,
	});

	time.now += 20_001;
	await watch.look();

	expect(now()).toMatchObject({status: 'working', activity: {state: 'working', source: 'window'}});
	expect(now().needsInput).toBeUndefined();
});

test('a client that has spoken is not doubted', async () => {
	const {watch, time, badge, delivery, started} = await open();
	await delivery.observe(started.id, {hook_event_name: 'SessionStart', source: 'startup'}, time.now);

	time.now += 60_000;
	await watch.look();

	expect(badge()).toBe('idle');
});

test('a session whose server died before it had a window is lost after a while, and not before', async () => {
	const {watch, sessions, time} = await openServer({projects: [project()]});
	const run = {id: 'r', taskId: 'T-1', mode: 'none', agent: 'claude', isHeadless: false, startedAt: time.now};
	await sessions.add(session({id: 's-9', status: 'spawning', startedAt: time.now, run}));

	await watch.look();
	expect(sessions.get('s-9').status).toBe('spawning');
	time.now += 20_001;
	await watch.look();

	expect(badgeOf(sessions.get('s-9'))).toBe('lost');
});

test('a session of a server before this one that has no window is lost as soon as a window would be there', async () => {
	const {watch, sessions, time} = await openServer({projects: [project()]});
	const run = {id: 'r', taskId: 'T-1', mode: 'none', agent: 'claude', isHeadless: false, startedAt: time.now - 1};
	await sessions.add(session({id: 's-9', status: 'spawning', startedAt: time.now - 1, run}));

	time.now += 5000;
	await watch.look();
	expect(sessions.get('s-9').status).toBe('spawning');
	time.now += 1;
	await watch.look();

	expect(badgeOf(sessions.get('s-9'))).toBe('lost');
});

test('a session whose server died right after it had a window is joined with it', async () => {
	const {watch, sessions, started, now, window} = await open();
	await sessions.change(started.id, before =>
		before.run === undefined ? before : {...before, run: {...before.run, window: undefined}},
	);

	await watch.look();

	expect(now().run?.window).toMatchObject({windowId: window?.id, address: 'memory', multiplexer: 'fake'});
});

test('a run that gave up its terminal goes on', async () => {
	const fake = createFakeMultiplexer();
	const {watch, badge} = await open({
		...fake,
		listWindows: async () =>
			(await fake.listWindows()).map(window => ({...window, life: {state: 'detached'} as const})),
	});

	await watch.look();

	expect(badge()).toBe('starting');
});

test('sessions that were not dispatched from here are left alone', async () => {
	const {watch, sessions, events} = await openServer({sessions: [session()]});

	await watch.look();

	expect(sessions.get('s-1')).toEqual(session());
	expect(events).toEqual([]);
});

test('a disk that takes nothing does not end the watch, is told once, and what was seen is kept when it does', async () => {
	const kept = createMemoryCollection<Session>();
	let isFull = false;
	const {watch, fake, key, reports, badge} = await open(
		{},
		{
			...kept,
			put: async item => {
				if (isFull) {
					throw new MaestroError('storage-failed', 'the disk is full, make room and try again');
				}

				await kept.put(item);
			},
		},
	);
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	fake.end(key, {exitCode: 0});
	isFull = true;

	const following = watch.follow({everyMs: 1, signal: stopping.signal});
	await eventually(() => expect(reports.join()).toMatch(/disk is full/));
	await expect(watch.look()).rejects.toMatchObject({code: 'storage-failed'});
	expect(badge()).toBe('starting');
	isFull = false;

	await eventually(() => expect(badge()).toBe('ended'));
	stopping.abort();
	await following;
	expect(reports.filter(report => report.includes('disk is full'))).toHaveLength(1);
});

test('a bug in the watching of a multiplexer is not passed over', async () => {
	const {watch} = await open({
		watch: async () => {
			throw new TypeError('a bug');
		},
	});
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());

	await expect(watch.follow({everyMs: 10, signal: stopping.signal})).rejects.toThrow('a bug');
});

test('a change that a multiplexer tells of is seen at once, however rarely all is looked at', async () => {
	let tell: (() => void) | undefined;
	const {watch, fake, key, badge, delivery, started, time} = await open({
		watch: async (onChange, {signal}) => {
			tell = onChange;
			await once(signal, 'abort');
		},
	});
	await delivery.observe(started.id, {hook_event_name: 'SessionStart', source: 'startup'}, time.now);
	const stopping = new AbortController();
	const following = watch.follow({everyMs: 60_000, signal: stopping.signal});
	await eventually(() => expect(tell).toBeDefined());
	fake.end(key, {exitCode: 0});
	expect(badge()).toBe('idle');

	tell?.();

	await eventually(() => expect(badge()).toBe('ended'));
	stopping.abort();
	await following;
});

test('nobody looks while there is nothing to look after', async () => {
	let looks = 0;
	const {watch, fake, key} = await open({
		listWindows: async () => {
			looks += 1;
			return fake.listWindows();
		},
	});
	fake.end(key, {exitCode: 0});
	await watch.look();
	const before = looks;
	const stopping = new AbortController();

	// It looks, if it does, before it pauses for the first time.
	const following = watch.follow({everyMs: 60_000, signal: stopping.signal});
	stopping.abort();
	await following;

	expect(looks).toBe(before);
});
