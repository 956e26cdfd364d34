import {MaestroError} from '../domain/errors.js';
import type {Multiplexer} from '../multiplexer/multiplexer.js';
import {repeat} from '../system/repeat.js';
import type {Listing} from './windows.js';

type Options = {
	readonly listing: Listing;
	/** How often zellij itself is asked: to answer costs it a tenth of a second of a core where there are fifty tabs. */
	readonly askEveryMs?: number;
};

/**
Tells of what we do and of programs that start and end by looking at files and processes, again and again. Only a window whose program
has ended long since, and that a person closes, is learned of from zellij, which is asked now and then where anything of ours can be.
*/
export const createWatching =
	({listing, askEveryMs = 15_000}: Options): Multiplexer['watch'] =>
	async (onChange, {everyMs, signal}) => {
		let sign: string | undefined;
		let sight: string | undefined;
		let askedAt = performance.now();

		const hasNewSign = async (): Promise<boolean> => {
			const before = sign;
			sign = await listing.sign();
			return sign !== before;
		};

		const hasNewSight = async (): Promise<boolean> => {
			if (performance.now() - askedAt < askEveryMs) {
				return false;
			}

			const before = sight;
			sight = await trySee(listing);
			askedAt = performance.now();
			return sight !== before;
		};

		await repeat({everyMs, signal}, async () => {
			if (((await hasNewSign()) || (await hasNewSight())) && !signal.aborted) {
				onChange();
			}
		});
	};

/** A look that failed is a sight of its own: whoever is told then looks, and is told why. */
const trySee = async ({look}: Listing): Promise<string> => {
	try {
		return JSON.stringify((await look()).map(({window: {key, paneId, life}}) => [key, paneId, life]));
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		return error.message;
	}
};
