import {setTimeout as pause} from 'node:timers/promises';

// What is in this process is there at once; to look at a real program is work for the machine that it runs on.
const firstWaitMs = 2;
const longestWaitMs = 50;

/**
Tries again until `check` neither throws nor answers `false`, and then gives what it answered; after `withinMs` it throws what
it threw last. It waits at least as long as a try takes.
*/
export const eventually = async <T>(check: () => T | Promise<T>, withinMs = 10_000): Promise<T> => {
	const end = Date.now() + withinMs;
	for (let waitMs = firstWaitMs; ; waitMs *= 1.5) {
		const began = performance.now();
		try {
			const value = await check();
			if (value !== false || Date.now() > end) {
				return value;
			}
		} catch (error) {
			if (Date.now() > end) {
				throw error;
			}
		}

		await pause(Math.min(longestWaitMs, Math.max(waitMs, performance.now() - began)));
	}
};
