import {expect, onTestFinished, test} from 'vitest';
import {followBadge, type MultiplexerBadge} from '../../source/client/feeds/multiplexer-badge.js';
import {createStore} from '../../source/client/store.js';
import {MaestroError} from '../../source/domain/errors.js';
import {session} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';

const snapshot = {projects: [], tasks: [], sessions: [], messages: [], holds: []};
const server = {url: 'u', name: 'n', version: undefined, capabilities: []};

const open = (given: Partial<MultiplexerBadge> | {readonly why: string} = {}) => {
	const store = createStore();
	const shown: Array<number | undefined> = [];
	const stopping = new AbortController();
	const set = (multiplexerBadge: boolean) => {
		const {settings} = store.get();
		store.send({event: 'settings:known', data: {...settings, values: {...settings.values, multiplexerBadge}}});
	};

	const tool: MultiplexerBadge = {
		async show(count) {
			shown.push(count);
		},
		async clear() {
			shown.push(undefined);
		},
	};
	set(true);
	const followed = followBadge({
		store,
		badge: 'why' in given ? given : {...tool, ...given},
		signal: stopping.signal,
	});
	onTestFinished(async () => {
		stopping.abort();
		await followed;
	});
	return {
		store,
		shown,
		set,
		connect: () => store.send({event: 'connection:open', data: server}, {event: 'snapshot', data: snapshot}),
		need: (id: string, active = true) =>
			store.send({event: 'session:updated', data: session({id, needsInput: {active, since: 1}})}),
		async stop() {
			stopping.abort();
			await followed;
		},
	};
};

test('the count is shown when it is another one, and is gone at the end', async () => {
	const {connect, need, shown, stop} = open();
	connect();
	await eventually(() => expect(shown).toEqual([0]));

	need('s-1');
	need('s-1');
	await eventually(() => expect(shown).toEqual([0, 1]));
	need('s-1', false);
	await eventually(() => expect(shown).toEqual([0, 1, 0]));
	await stop();

	expect(shown).toEqual([0, 1, 0, undefined]);
});

test('nothing is counted before there is a picture, nor while it is switched off', async () => {
	const {connect, need, set, shown} = open();
	expect(shown).toEqual([]);
	connect();
	need('s-1');
	await eventually(() => expect(shown.at(-1)).toBe(1));

	set(false);
	await eventually(() => expect(shown.at(-1)).toBeUndefined());
	const before = shown.length;
	need('s-2');

	expect(shown.length).toBe(before);
});

test('while one number is on its way only the newest waits', async () => {
	const told: number[] = [];
	const {promise, resolve} = Promise.withResolvers<void>();
	const {connect, need} = open({
		async show(count) {
			told.push(count);
			await promise;
		},
	});
	connect();
	for (const id of ['s-1', 's-2', 's-3']) {
		need(id);
	}

	resolve();

	await eventually(() => expect(told).toEqual([0, 3]));
});

test('where there is no place for it that is said, once, and again when it is switched on again', async () => {
	const {connect, need, set, store} = open({why: 'zellij has no place for it'});
	connect();
	expect(store.get().notice?.text).toContain('zellij has no place for it');

	store.send({event: 'notice:cleared'});
	need('s-1');
	expect(store.get().notice).toBeUndefined();
	set(false);
	set(true);

	expect(store.get().notice?.text).toContain('zellij has no place for it');
});

test('a multiplexer that refuses is not asked again', async () => {
	let asked = 0;
	const {connect, need, store} = open({
		async show() {
			asked += 1;
			throw new MaestroError('multiplexer-failed', 'no server running');
		},
	});
	connect();
	await eventually(() => expect(store.get().notice?.text).toContain('no server running'));

	need('s-1');

	expect(asked).toBe(1);
});
