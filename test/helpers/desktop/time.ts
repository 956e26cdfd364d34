/** The time that a stand-in lives in: `test/helpers/hand-clock.ts` has the same shape. */
export type Time = {
	readonly clock: () => number;
	/** Runs something later; what it gives keeps it from running. */
	readonly schedule: (milliseconds: number, run: () => void) => () => void;
};

export const realTime: Time = {
	clock: Date.now,
	schedule(milliseconds, run) {
		const timer = setTimeout(run, milliseconds);
		return () => clearTimeout(timer);
	},
};
