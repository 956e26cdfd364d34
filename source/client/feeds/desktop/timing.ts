/** Milliseconds. */
export type DesktopTiming = {
	/** Between two looks at everything, while somebody looks at the screen. */
	readonly everyMs: number;
	/** The same while nobody does. */
	readonly unseenEveryMs: number;
	/** The least, however soon one is wanted. */
	readonly soonMs: number;
	/** A thing that something was told of is asked for when so long nothing more was. */
	readonly settleMs: number;
	/** How long looks may fail, one after the other, before the server is taken for gone. */
	readonly patienceMs: number;
	/** How long one answer may take. */
	readonly answerWithinMs: number;
};

/**
What was lost is made good within two seconds: a look, its answer and the time to draw fit into them. A change that comes in the half second
after another is not told (contract §6), so a thing settles a little after that.
*/
export const usualTiming: DesktopTiming = {
	everyMs: 1500,
	unseenEveryMs: 10_000,
	soonMs: 500,
	settleMs: 600,
	patienceMs: 5000,
	answerWithinMs: 10_000,
};
