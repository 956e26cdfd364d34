import type {Bells} from '../system/bells.js';

/** The doorbell of all clients that have maestro's hooks in their own settings: they cannot watch one of a session that they become later. */
export const commonDoorbell = 'adopted';

/**
Doorbells where the sessions that `isAdopted` names are rung for by the common one, too. Every such client runs its hook then, and only
the one for which something waits takes it.
*/
export const withCommonDoorbell = (bells: Bells, isAdopted: (sessionId: string) => boolean): Bells => ({
	...bells,
	async ring(sessionId) {
		await bells.ring(sessionId);
		if (isAdopted(sessionId)) {
			await bells.ring(commonDoorbell);
		}
	},
});
