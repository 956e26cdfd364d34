import {expect, test} from 'vitest';
import {repeat} from '../../source/system/repeat.js';

test('something is done at once, and again until it is to end', async () => {
	const stopping = new AbortController();
	let rounds = 0;

	await repeat({everyMs: 1, signal: stopping.signal}, async () => {
		await undefined;
		if (++rounds === 3) {
			stopping.abort();
		}
	});

	expect(rounds).toBe(3);
});

test('an end between two rounds is the end at once', async () => {
	const stopping = new AbortController();
	let rounds = 0;
	const done = repeat({everyMs: 1_000_000, signal: stopping.signal}, () => {
		rounds++;
	});
	await new Promise(resolve => setImmediate(resolve));

	stopping.abort();

	await done;
	expect(rounds).toBe(1);
});

test('the round that is under way ends first', async () => {
	const stopping = new AbortController();
	const {promise, resolve} = Promise.withResolvers<void>();
	const told: string[] = [];
	const done = repeat({everyMs: 1, signal: stopping.signal}, async () => {
		await promise;
		told.push('round');
	}).then(() => told.push('end'));

	stopping.abort();
	resolve();
	await done;

	expect(told).toEqual(['round', 'end']);
});

test('nothing is done when the end came before', async () => {
	await repeat({everyMs: 1, signal: AbortSignal.abort()}, () => {
		throw new Error('nothing was to be done');
	});
});

test('what a round throws ends it', async () => {
	const broken = repeat({everyMs: 1, signal: new AbortController().signal}, () => {
		throw new Error('it is broken');
	});

	await expect(broken).rejects.toThrow('it is broken');
});
