import {readText, writeWhole} from './files.js';

/**
Counts on: every number is given once, also after a restart and after what had it is gone. `atLeast` is the highest one known to be
in use, should the file be missing.
*/
export const openCounter = async (file: string, atLeast: number): Promise<() => Promise<number>> => {
	const kept = Number.parseInt((await readText(file)) ?? '', 10);
	let last = Math.max(Number.isSafeInteger(kept) ? kept : 0, atLeast);

	// One write after the other, so that the file never falls behind a number that was given.
	let written: Promise<void> = Promise.resolve();

	return async () => {
		last += 1;
		const number = last;
		const write = async () => writeWhole(file, `${number}\n`);
		written = written.then(write, write);
		await written;
		return number;
	};
};
