export const holdDecisions = ['allowed', 'stopped'] as const;
export type HoldDecision = (typeof holdDecisions)[number];

/**
Two sessions that wrote to each other so often, without a person, that what they write now waits until the operator has decided:
`allowed` delivers what waits and lets them go on, `stopped` makes it `failed` and refuses what comes after. A decision can be
made anew at any time.
*/
export type Hold = {
	readonly id: string;
	/** The ids of the two, in the order of the alphabet. */
	readonly between: readonly [string, string];
	/** How many messages they had exchanged when it began. */
	readonly count: number;
	/** Milliseconds. */
	readonly since: number;
	readonly decision?: HoldDecision | undefined;
	readonly decidedAt?: number | undefined;
};

/** Whether a person has to decide. */
export const isOpen = ({decision}: Hold): boolean => decision === undefined;
