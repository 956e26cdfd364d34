import {expect} from 'vitest';
import {headlessWorld} from './headless.js';

type Options = {
	readonly keeper: Parameters<typeof headlessWorld>[0]['keeper'];
	/** How each of them ends: an exit code from 0 to 255, or a signal as a negative number. */
	readonly ends: readonly number[];
};

/** Every signal that ends a process and that Node can name. */
export const signals = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 25, 26, 27, 29, 30, 31];

/**
Starts short runs, eight at a time, each of which prints its number and ends in its own way, and compares what is known of each with what
it was to do.
*/
export const manyRuns = async ({keeper, ends}: Options): Promise<void> => {
	const world = await headlessWorld({keeper});
	let next = 0;
	const found: Array<readonly [number, string, unknown]> = [];
	const lane = async (): Promise<void> => {
		for (let number = next++; number < ends.length; number = next++) {
			const end = ends[number] ?? 0;
			const how = end < 0 ? `kill ${end} $$` : `exit ${end}`;
			const run = await world.start(['/bin/sh', '-c', `echo ${number}; ${how}`]);
			const {endedAt: _, ...state} = {endedAt: 0, ...(await world.end(run, 30_000))};
			found.push([number, await world.output(run), state]);
		}
	};
	await Promise.all(Array.from({length: 8}, lane));

	expect(found.sort(([a], [b]) => a - b)).toEqual(
		ends.map((end, number) => [
			number,
			`${number}\n`,
			{state: 'ended', ...(end < 0 ? {signal: -end} : {exitCode: end})},
		]),
	);
};
