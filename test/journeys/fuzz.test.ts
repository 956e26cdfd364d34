import {expect, test} from 'vitest';
import {fuzz} from '../helpers/fuzz.js';

test('500 requests that nobody should send are answered, each in words, and break nothing', async () => {
	const {kept} = await fuzz(500, 20_251_121);

	expect(kept).toBeGreaterThan(20);
}, 60_000);
