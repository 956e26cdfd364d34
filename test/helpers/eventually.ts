import {setTimeout as pause} from 'node:timers/promises';

/**
Tries again until `check` neither throws nor answers `false`, and then gives what it answered; after `withinMs` it throws what
it threw last.
*/
export const eventually = async <T>(check: () => T | Promise<T>, withinMs = 10_000): Promise<T> => {
	const end = Date.now() + withinMs;
	for (;;) {
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

		await pause(50);
	}
};
