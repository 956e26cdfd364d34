import {expect, onTestFinished, test} from 'vitest';
import {createBell} from '../../../../source/client/feeds/desktop/bell.js';
import {createSpawnerFeed} from '../../../../source/client/feeds/desktop/spawner.js';
import {playPart} from '../../../../source/client/feeds/desktop/spawner-part.js';
import type {WindowHost} from '../../../../source/client/feeds/desktop/window-host.js';
import {createStore} from '../../../../source/client/store.js';
import {MaestroError} from '../../../../source/domain/errors.js';
import {eventually} from '../../../helpers/eventually.js';

const timing = {standbyMs: 5, countMs: 1, recountMs: 5};

type Count = number | 'away' | 'unknown';

/** Plays the part where others are counted so, the last count again and again. */
const play = (counts: readonly Count[], given: {readonly part?: WindowHost['takePart']} = {}) => {
	const roles: unknown[] = [];
	const asked: Count[] = [];
	const world = {
		...{answer: undefined as boolean | undefined, mayBeStrange: false},
		...{mayAct: true, isTrusted: true, released: 0},
	};
	const bell = createBell();
	const over = new AbortController();
	const playing = playPart({
		host: {
			isTrusted: async () => world.isTrusted,
			takePart:
				given.part ??
				(async () => ({
					release() {
						world.released += 1;
					},
				})),
		},
		mayAct: () => world.mayAct,
		answer: () => world.answer,
		mayBeStrange: () => world.mayBeStrange,
		async countOthers() {
			const count = counts[Math.min(asked.length, counts.length - 1)] ?? 0;
			asked.push(count);
			return count;
		},
		set: role => roles.push(role),
		...{bell, timing, signal: over.signal},
	});
	onTestFinished(async () => {
		over.abort();
		await playing;
	});
	return {roles, asked, world, bell};
};

test('with nobody else there it has the part after one look', async () => {
	const {roles} = play([0]);

	await eventually(() => expect(roles[0]).toEqual({role: 'host', others: 0}));
});

test('a program that goes while it is looked is not asked about', async () => {
	const {roles} = play([1, 1, 0]);

	await eventually(() => expect(roles.length).toBeGreaterThan(0));
	expect(roles[0]).toEqual({role: 'host', others: 0});
});

test('where the server does not say who watches, the operator is asked', async () => {
	const {roles, world, bell} = play(['unknown']);
	await eventually(() => expect(roles.at(-1)).toEqual({role: 'asking', others: undefined, isStrange: false}));

	world.answer = true;
	bell.ring();

	await eventually(() => expect(roles.at(-1)).toEqual({role: 'host', others: undefined}));
});

test('while the server cannot be asked nothing is decided, and nothing changes', async () => {
	const {roles, asked} = play(['away', 'away', 'away', 'away', 'away', 0, 'away', 'away', 'away']);

	await eventually(() => expect(asked.length).toBeGreaterThan(9));
	expect(new Set(roles.map(role => JSON.stringify(role)))).toEqual(
		new Set([JSON.stringify({role: 'host', others: 0})]),
	);
});

test('a server that may be somebody else’s opens nothing before the operator says so, and not when it became one', async () => {
	const {roles, world, bell} = play([0]);
	await eventually(() => expect(roles.at(-1)).toMatchObject({role: 'host'}));

	world.isTrusted = false;
	await eventually(() => expect(roles.at(-1)).toEqual({role: 'asking', others: 0, isStrange: true}));

	world.answer = true;
	bell.ring();
	await eventually(() => expect(roles.at(-1)).toMatchObject({role: 'asking', isStrange: true}));
	world.mayBeStrange = true;
	bell.ring();
	await eventually(() => expect(roles.at(-1)).toEqual({role: 'host', others: 0}));
});

test('while the server cannot be asked it is not taken for somebody else’s', async () => {
	const {roles, asked, world} = play([0, 'away']);
	await eventually(() => expect(roles.at(-1)).toMatchObject({role: 'host'}));

	world.isTrusted = false;
	const before = asked.length;
	await eventually(() => expect(asked.length).toBeGreaterThan(before + 3));

	expect(roles).not.toContainEqual(expect.objectContaining({role: 'asking'}));
});

test('one look at another program changes nothing for who has the part', async () => {
	const {roles, asked} = play([0, 1, 0, 1, 0, 1, 0]);

	await eventually(() => expect(asked.length).toBeGreaterThan(8));
	expect(roles).not.toContainEqual({role: 'host', others: 1});
});

test('a part that is not wanted any more is let go of', async () => {
	const {roles, world, bell} = play([0]);
	await eventually(() => expect(roles.at(-1)).toMatchObject({role: 'host'}));

	world.mayAct = false;
	bell.ring();
	await eventually(() => expect(roles.at(-1)).toEqual({role: 'observing'}));
	expect(world.released).toBe(1);

	world.mayAct = true;
	world.answer = false;
	bell.ring();
	await eventually(() => expect(roles.at(-1)).toEqual({role: 'none'}));
	expect(world.released).toBe(1);
});

test('a part that cannot be had says why, and is tried again', async () => {
	let isRefused = true;
	const {roles} = play([0], {
		async part() {
			if (isRefused) {
				throw new MaestroError('storage-failed', 'the disk is full');
			}

			return {release() {}};
		},
	});
	await eventually(() => expect(roles.at(-1)).toEqual({role: 'none', problem: 'the disk is full'}));

	isRefused = false;

	await eventually(() => expect(roles.at(-1)).toEqual({role: 'host', others: 0}));
});

test('a machine that keeps nothing is told of once, and tried again', async () => {
	const store = createStore();
	let tries = 0;
	const nothing = async () => undefined as never;
	const host: WindowHost = {
		...{
			open: nothing,
			close: nothing,
			prompt: nothing,
			release: nothing,
			leave: async () => {},
			count: async () => 1,
			isTrusted: async () => true,
		},
		takePart: async () => ({release() {}}),
		poke() {},
		async enter() {
			tries += 1;
			if (tries < 3) {
				throw new MaestroError('storage-failed', 'the disk is full');
			}
		},
		follow: async ({signal}) =>
			new Promise<void>(resolve => {
				signal.addEventListener('abort', () => resolve(), {once: true});
			}),
	};
	const notices: unknown[] = [];
	const unsubscribe = store.subscribe(() => notices.push(store.get().notice));
	const feed = createSpawnerFeed({
		store,
		call: async () => ({clients: [{readyState: 1}]}) as never,
		hostFor: () => host,
		clock: Date.now,
		timing: {...timing, everyMs: 5, heldForMs: 5},
	});
	const over = new AbortController();
	const following = feed.follow(over.signal);
	onTestFinished(async () => {
		unsubscribe();
		over.abort();
		await following;
	});

	store.send({
		event: 'connection:open',
		data: {url: 'http://localhost:4567', name: 'Maestro desktop', version: undefined, capabilities: ['orders']},
	});

	await eventually(() => expect(store.get().spawner.of).toMatchObject({role: 'host', others: 0}));
	expect(new Set(notices.filter(notice => notice !== undefined)).size).toBe(1);
	expect(store.get().notice?.text).toContain('the disk is full');
});
