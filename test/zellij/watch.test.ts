import {expect, onTestFinished, test} from 'vitest';
import {MaestroError} from '../../source/domain/errors.js';
import {createWatching} from '../../source/zellij/watch.js';
import type {Listing, Sight} from '../../source/zellij/windows.js';
import {eventually} from '../helpers/eventually.js';

/** Windows as somebody sees them who may ask zellij, and what can be told without. */
const setUp = (askEveryMs: number) => {
	const state = {sign: 'a', windows: ['key_00001'], asked: 0, isBroken: false, told: 0};
	const listing: Listing = {
		sign: async () => state.sign,
		find: async () => undefined,

		async look() {
			state.asked += 1;
			if (state.isBroken) {
				throw new MaestroError('multiplexer-failed', 'zellij did not answer in time');
			}

			// Only these are looked at.
			return state.windows.map(key => ({window: {key, paneId: 'terminal_1', life: {state: 'running'}}}) as Sight);
		},
	};
	const ending = new AbortController();
	const over = createWatching({listing, askEveryMs})(
		() => {
			state.told += 1;
		},
		{everyMs: 5, signal: ending.signal},
	);
	onTestFinished(async () => {
		ending.abort();
		await over;
	});
	return state;
};

test('what files and processes tell is told without asking zellij', async () => {
	const state = setUp(600_000);
	await eventually(() => expect(state.told).toBe(1));

	state.sign = 'b';

	await eventually(() => expect(state.told).toBe(2));
	expect(state.asked).toBe(0);
});

test('a window that only zellij knows to be gone is told when it is asked, and once', async () => {
	const state = setUp(20);
	await eventually(() => expect(state.asked).toBeGreaterThan(1));
	const {told} = state;

	state.windows = [];

	await eventually(() => expect(state.told).toBe(told + 1));
	const {asked} = state;
	await eventually(() => expect(state.asked).toBeGreaterThan(asked + 2));
	expect(state.told).toBe(told + 1);
});

test('a zellij that no longer answers is told, and so is one that answers again', async () => {
	const state = setUp(20);
	await eventually(() => expect(state.asked).toBeGreaterThan(1));
	const {told} = state;

	state.isBroken = true;
	await eventually(() => expect(state.told).toBe(told + 1));

	state.isBroken = false;
	await eventually(() => expect(state.told).toBe(told + 2));
});
