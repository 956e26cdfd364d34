import {MaestroError} from '../../domain/errors.js';

const waitsMs = [250, 500, 1000, 2000];

/**
Tries again what failed because the server could not be reached or took too long, for about four seconds. Only for what
happens once however often it is asked.
*/
export const insist = async <T>(pause: (milliseconds: number) => Promise<void>, ask: () => Promise<T>): Promise<T> => {
	for (const waitMs of waitsMs) {
		try {
			return await ask();
		} catch (error) {
			if (!isPassing(error)) {
				throw error;
			}
		}

		await pause(waitMs);
	}

	return await ask();
};

/** Whether it may be otherwise in a moment. */
export const isPassing = (error: unknown): boolean =>
	error instanceof MaestroError && (error.code === 'server-missing' || error.code === 'timed-out');
