import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import {holdLock, type Lock, readHolder} from '../../system/lock.js';

/** As long as opening a window may take in the slowest multiplexer. */
const patienceMs = 20_000;

export type Claims = {
	/** Does something that only one program of this machine does at a time, and only one part of this one. Refuses as `already-there` after a while. */
	readonly during: <T>(work: () => Promise<T>) => Promise<T>;
};

/**
Takes turns by a lock that goes with its process, however that ends: whoever comes after finds what was left, and nobody in it.
*/
export const createClaims = (file: string): Claims => {
	let last: Promise<unknown> = Promise.resolve();

	const take = async (): Promise<Lock> => {
		const end = performance.now() + patienceMs;
		for (;;) {
			try {
				// Its own patience holds up all else here, so that is ours.
				return await holdLock(file, {patienceMs: 10});
			} catch (error) {
				if (!(error instanceof MaestroError && error.code === 'already-there')) {
					throw error;
				}

				if (performance.now() > end) {
					throw heldTooLong(file, error);
				}
			}

			await pause(25);
		}
	};

	return {
		async during(work) {
			const turn = last.then(async () => {
				const lock = await take();
				try {
					return await work();
				} finally {
					lock.release();
				}
			});
			last = turn.catch(() => {});
			return turn;
		},
	};
};

const heldTooLong = (file: string, cause: unknown): MaestroError => {
	const holder = readHolder(file);
	return new MaestroError(
		'already-there',
		`Another maestro-tui of this machine${holder === undefined ? '' : ` (process ${holder})`} has been busy with a window for ${patienceMs / 1000} seconds: its multiplexer may not answer`,
		{cause},
	);
};
