import {expect, test} from 'vitest';
import {atMost} from '../../source/system/at-most.js';
import {eventually} from '../helpers/eventually.js';

test('so many go on at once, the others wait in their order, and one that fails makes room as well', async () => {
	const turn = atMost(2);
	const begun: number[] = [];
	const ends: Array<() => void> = [];
	const all = [0, 1, 2, 3, 4].map(async index =>
		turn(async () => {
			begun.push(index);
			await new Promise<void>(resolve => {
				ends.push(resolve);
			});
			if (index === 0) {
				throw new Error('the first fails');
			}

			return index;
		}),
	);
	const settled = Promise.allSettled(all);

	expect(begun).toEqual([0, 1]);
	for (const count of [3, 4, 5]) {
		ends[count - 3]?.();
		await eventually(() => expect(begun).toHaveLength(count));
	}

	for (const end of ends) {
		end();
	}

	expect(begun).toEqual([0, 1, 2, 3, 4]);
	expect((await settled).map(({status}) => status)).toEqual([
		'rejected',
		...Array.from({length: 4}, () => 'fulfilled'),
	]);
	expect(await turn(async () => 'there is room again')).toBe('there is room again');
});
