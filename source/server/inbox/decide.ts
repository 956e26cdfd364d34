import {MaestroError} from '../../domain/errors.js';
import type {Hold, HoldDecision} from '../../domain/hold.js';
import type {createLanes} from '../lanes.js';
import type {Ledger} from './ledger.js';
import {routeOf} from './traffic.js';

type Options = {
	readonly ledger: Ledger;
	readonly inLane: ReturnType<typeof createLanes>;
};

/**
Lets the operator decide about what two sessions write to each other. The last word counts, also after another one.
*/
export const createDecide =
	({ledger: {fold, record}, inLane}: Options) =>
	async (id: string, decision: HoldDecision, by: string): Promise<Hold> =>
		// Ids hold no space: no receiver has this lane.
		inLane(`hold ${id}`, async () => {
			const hold = found(fold.state.holds, id);
			const newest = fold.state.between.get(routeOf(...hold.between));
			if (newest !== undefined && newest !== id) {
				throw new MaestroError(
					'already-there',
					`Since ${id} there is a newer one between ${hold.between.join(' and ')}: decide ${newest}`,
				);
			}

			if (hold.decision === decision) {
				return hold;
			}

			await record({kind: 'decided', hold: id, decision, by});
			return found(fold.state.holds, id);
		});

const found = (holds: ReadonlyMap<string, Hold>, id: string): Hold => {
	const hold = holds.get(id);
	if (hold === undefined) {
		throw new MaestroError('hold-not-found', `There is no hold ${id}: it may have been decided long ago`);
	}

	return hold;
};
