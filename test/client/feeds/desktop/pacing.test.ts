import {expect, test} from 'vitest';
import {type Cost, restAfter} from '../../../../source/client/feeds/desktop/pacing.js';

const cost = (own: number, took: number): Cost => ({own, took});

const rows: ReadonlyArray<readonly [title: string, costs: readonly Cost[], restMs: number]> = [
	['before the first look nothing is known', [], 1500],
	['a look that costs little is made again as soon as is wanted', [cost(10, 40)], 1500],
	['one that takes 100 ms of our time is made so seldom that it takes 4 %', [cost(100, 100)], 2500],
	['of several the mean counts', [cost(0, 5), cost(0, 5), cost(300, 5)], 2500],
	['one that keeps the server busy for 200 ms leaves it alone for most of the time', [cost(10, 200)], 2400],
	['a server that was slow once is asked on as before', [cost(10, 40), cost(10, 5000), cost(10, 45)], 1500],
];

for (const [title, costs, restMs] of rows) {
	test(title, () => {
		expect(restAfter(costs, 1500)).toBe(restMs);
	});
}
