/** What a look cost, in milliseconds. */
export type Cost = {
	/** Of this process's time. */
	readonly own: number;
	/** From the first question to the last answer. */
	readonly took: number;
};

// Looking takes at most 4 % of the time of this process, and of the server's at most 8 %, going by the look that took the least of the last few:
// the others waited for something else.
const ownFactor = 25;
const serverFactor = 12;

/**
How long to rest after some looks, the last of which are given: as long as is wanted, and longer where they cost too much.
*/
export const restAfter = (costs: readonly Cost[], wantedMs: number): number => {
	const own = costs.reduce((sum, cost) => sum + cost.own, 0) / Math.max(1, costs.length);
	const least = Math.min(...costs.map(({took}) => took));
	return Math.max(wantedMs, ownFactor * own, costs.length === 0 ? 0 : serverFactor * least);
};
