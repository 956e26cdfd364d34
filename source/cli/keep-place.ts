import type {PlaceKeeper} from '../client/feeds/place.js';
import {ownArrangement} from '../client/state/finding.js';
import {MaestroError} from '../domain/errors.js';
import {readText, writeWhole} from '../system/files.js';
import {readPlace} from '../system/kept-place.js';

/**
Keeps where the operator is in a file that only its owner can read. Of several screens that are open at once, the one that was used last is
the one that is come back to.
*/
export const keepPlace = (file: string): PlaceKeeper => ({
	async kept() {
		// Nobody has written anything there: one that cannot be read is no loss that a person has to hear of.
		const text = await readText(file).catch(() => undefined);
		const place = text === undefined ? undefined : readPlace(text);
		return (
			place && {
				...place,
				arrangements: Object.fromEntries(
					Object.entries(place.arrangements).map(([list, how]) => [list, {...ownArrangement, ...how}]),
				),
			}
		);
	},

	async keep(place) {
		try {
			await writeWhole(file, `${JSON.stringify(place)}\n`);
		} catch (error) {
			if (!(error instanceof Error && 'code' in error)) {
				throw error;
			}

			throw new MaestroError(
				'storage-failed',
				`What is open cannot be kept for the next start in ${file}: ${error.message}`,
				{cause: error},
			);
		}
	},
});
