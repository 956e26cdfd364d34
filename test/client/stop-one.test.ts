import {expect, test} from 'vitest';
import {stopOne} from '../../source/client/actions/stop-one.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import type {Call} from '../../source/protocol/call.js';
import {capabilities, desktopCapabilities, desktopName, productName} from '../../source/protocol/health.js';
import {session} from '../helpers/builders.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {newWindow} from '../helpers/new-window.js';

const key = 'key_00000001';

const setUp = async (name: string, can: readonly string[]) => {
	const state: State = update(initialState, {
		event: 'connection:open',
		data: {url: 'http://h:1', name, version: undefined, capabilities: can},
	});
	const multiplexer = createFakeMultiplexer();
	const {window} = await multiplexer.openWindow(newWindow({key, directory: '/tmp'}));
	const asked: unknown[] = [];
	const call = (async ({method, path}: {method: string; path: string}, {body}: {body?: unknown} = {}) => {
		asked.push([method, path, body]);
		return {stopped: true};
	}) as unknown as Call;
	const place = {multiplexer: 'fake', address: 'a', session: 'm', windowId: window.id, paneId: window.paneId, key};
	const run = {id: 'r-1', taskId: 'T-1', mode: 'worker', agent: 'claude', isHeadless: false, startedAt: 1};
	const store = {get: () => state, send: () => {}};
	const stop = stopOne({call, store, multiplexerFor: () => multiplexer});
	const isRunning = async () =>
		(await multiplexer.listWindows()).some(one => one.key === key && one.life.state === 'running');
	return {stop, asked, run, window: place, isRunning};
};

test('our server stops what it has started', async () => {
	const {stop, asked, run, isRunning} = await setUp(productName, capabilities);

	expect(await stop(session({run}))).toBe('stopped');
	expect(asked).toEqual([['POST', '/stop/:mode/:id', undefined]]);
	expect(await isRunning()).toBe(true);
});

test('what runs in a window of this app for a desktop server is stopped there', async () => {
	const {stop, asked, run, window, isRunning} = await setUp(desktopName, desktopCapabilities);

	expect(await stop(session({run: {...run, window}}))).toBe('stopped');
	expect(asked).toEqual([]);
	expect(await isRunning()).toBe(false);
});

test('what runs elsewhere for a desktop server is marked as stopped, and no more is claimed', async () => {
	const {stop, asked} = await setUp(desktopName, desktopCapabilities);

	expect(await stop(session())).toBe('word');
	expect(asked).toEqual([['PATCH', '/api/sessions/:id', {status: 'stopped'}]]);
});

test('what a person started is stopped where it runs', async () => {
	const {stop} = await setUp(productName, capabilities);

	await expect(stop(session())).rejects.toThrow('was not started by a dispatch, so it cannot be stopped here');
});
