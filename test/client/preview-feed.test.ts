import {setTimeout as pause} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {followPreview} from '../../source/client/feeds/preview.js';
import {createStore} from '../../source/client/store.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {longAgo, session} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';

const windowed = (id: string, key: string, windowId: string, paneId: string) =>
	session({
		id,
		startedAt: Number(id.slice(2)),
		run: {
			...{id: `r-${id}`, taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo},
			window: {multiplexer: 'fake', address: 'memory', session: 'maestro', windowId, paneId, key},
		},
	});

const open = async (multiplexer: Multiplexer, key: string) =>
	multiplexer.openWindow({
		key,
		meta: {taskId: 'T-1', mode: 'interactive', sessionId: 's-1', runId: 'r-1'},
		name: key,
		directory: '/tmp',
		command: ['cat'],
		environment: {},
		without: [],
	});

const start = async ({everyMs = 5, isReachable = true} = {}) => {
	const fake = createFakeMultiplexer();
	const first = await open(fake, 'key_00000001');
	const second = await open(fake, 'key_00000002');
	let looks = 0;
	let atOnce = 0;
	let most = 0;
	const multiplexer: Multiplexer = {
		...fake,
		async capture(...given) {
			looks += 1;
			atOnce += 1;
			most = Math.max(most, atOnce);
			try {
				return await fake.capture(...given);
			} finally {
				atOnce -= 1;
			}
		},
	};
	const store = createStore();
	store.send({
		event: 'snapshot',
		data: {
			...{projects: [], tasks: [], messages: [], holds: []},
			sessions: [
				windowed('s-2', first.window.key, first.window.id, first.window.paneId),
				windowed('s-1', second.window.key, second.window.id, second.window.paneId),
			],
		},
	});
	const stopped = new AbortController();
	const multiplexerFor = () => (isReachable ? multiplexer : undefined);
	const ended = followPreview({store, multiplexerFor, everyMs, signal: stopped.signal});
	onTestFinished(async () => {
		stopped.abort();
		await ended;
	});
	return {fake, store, looks: () => looks, most: () => most};
};

test('the window of the selected session is shown, and what it says later too', async () => {
	const {fake, store, most} = await start();
	fake.show('key_00000001', 'first');
	await eventually(() => expect(store.get().preview).toEqual({sessionId: 's-2', text: 'first'}));

	fake.show('key_00000001', 'second');

	await eventually(() => expect(store.get().preview).toEqual({sessionId: 's-2', text: 'second'}));
	expect(most()).toBe(1);
});

test('another selection is looked at at once', async () => {
	const {fake, store} = await start({everyMs: 60_000});
	fake.show('key_00000002', 'the other');
	await eventually(() => expect(store.get().preview?.sessionId).toBe('s-2'));

	store.send({event: 'row:selected', data: {list: 'sessions', id: 's-1'}});

	await eventually(() => expect(store.get().preview).toEqual({sessionId: 's-1', text: 'the other'}));
});

test('nobody looks at what is not shown', async () => {
	const {store, looks} = await start({everyMs: 1});
	await eventually(() => expect(looks()).toBeGreaterThan(1));
	store.send({event: 'list:opened', data: {screen: 'inbox'}});
	const before = looks();

	// Ten times as long as it would take for another look.
	await pause(20);

	expect(looks() - before).toBeLessThanOrEqual(1);
});

test('why a window cannot be seen is said', async () => {
	const gone = await start();
	await gone.fake.closeWindow({id: '@1', paneId: '%1', key: 'key_00000001'});
	await eventually(() => expect(gone.store.get().preview).toMatchObject({reason: /not there any more/}));

	const elsewhere = await start({isReachable: false});
	await eventually(() => expect(elsewhere.store.get().preview).toMatchObject({reason: /cannot be reached from here/}));
});
