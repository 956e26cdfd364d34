import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readMarks} from '../../../source/server/logs/marks.js';
import type {ByteFile} from '../../../source/system/byte-file.js';

const fileOf = (content: string): ByteFile => {
	const bytes = Buffer.from(content);
	return {
		size: async () => bytes.length,
		read: async (from, length) => bytes.subarray(from, from + length),
		close: async () => {},
	};
};

test('marks are read, and what is none is passed over, as is a last line that was torn', async () => {
	expect(await readMarks(fileOf('100 0\n200 17\nnonsense\n300\n\n400 25\n500 3'), 1000)).toEqual([
		[100, 0],
		[200, 17],
		[400, 25],
	]);
	expect(await readMarks(fileOf(''), 1000)).toEqual([]);
});

test('of many marks no more than wanted are taken, evenly, the oldest and the newest among them', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({min: 1, max: 20_000}), fc.integer({min: 3, max: 1000}), async (count, most) => {
			const all = Array.from({length: count}, (_, index): [number, number] => [1000 * index, 7 * index]);
			const text = all.map(([at, bytes]) => `${at} ${bytes}\n`).join('');

			const marks = await readMarks(fileOf(text), most);

			expect(marks.length).toBeLessThanOrEqual(most);
			expect(marks.length).toBeGreaterThanOrEqual(Math.min(count, most / 4));
			expect([marks[0], marks.at(-1)]).toEqual([all[0], all.at(-1)]);
			const steps = new Set(marks.slice(1, -1).map(([at], index) => at - (marks[index]?.[0] ?? 0)));
			expect(steps.size).toBeLessThanOrEqual(1);
			if (count < most) {
				expect(marks).toEqual(all);
			}
		}),
		{numRuns: 60},
	);
});
