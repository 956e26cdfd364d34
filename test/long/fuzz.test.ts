import {expect, test} from 'vitest';
import {extent} from '../helpers/extent.js';
import {fuzz} from '../helpers/fuzz.js';

const requests = extent(3000, 40_000);

test(`${requests} requests that nobody should send are answered, each in words, break nothing, and leave the memory as it was`, async () => {
	const seed = Date.now() % 2 ** 31;
	const {growth, kept} = await fuzz(requests, seed);

	console.log(`seed ${seed}: ${kept} messages kept, memory grew by ${(growth / 2 ** 20).toFixed(1)} MiB`);
	expect(kept).toBeGreaterThan(requests / 40);
	// What is kept takes 1 KB a message; the rest is room for garbage that nobody has needed back yet.
	expect(growth).toBeLessThan(48 * 2 ** 20 + 2048 * kept);
}, 600_000);
