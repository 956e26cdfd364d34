import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../domain/errors.js';
import {holdLock, type Lock} from '../system/lock.js';

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

type Options = {
	readonly file: string;
	/** Milliseconds that others may take before it is given up. */
	readonly patienceMs?: number;
};

const lookEveryMs = 25;

/**
Lets one do something at a time, of all processes that share a file. Whoever is ended in its turn does not hold up the others.
*/
export const createTurns = ({file, patienceMs = 60_000}: Options): Turns => {
	let last: Promise<unknown> = Promise.resolve();

	const hold = async (): Promise<Lock> => {
		const end = performance.now() + patienceMs;
		for (;;) {
			try {
				return await holdLock(file, {patienceMs: 0});
			} catch (error) {
				if (!(error instanceof MaestroError) || error.code !== 'already-there') {
					throw error;
				}

				if (performance.now() > end) {
					throw new MaestroError(
						'multiplexer-failed',
						`Expected others to be done with zellij within ${patienceMs / 1000} seconds: ${error.message}`,
						{cause: error},
					);
				}
			}

			// Not all at the same moment again.
			await pause(lookEveryMs * (0.5 + Math.random()));
		}
	};

	const take = async <T>(work: () => Promise<T>): Promise<T> => {
		const lock = await hold();
		try {
			return await work();
		} finally {
			lock.release();
		}
	};

	return async work => {
		const turn = last.then(async () => take(work));
		last = turn.catch(() => {});
		return turn;
	};
};
