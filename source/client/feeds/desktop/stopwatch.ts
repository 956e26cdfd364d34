/** Tells how much of this process's time some work takes that is done in pieces. */
export type Stopwatch = {
	/** Does a piece of it. */
	readonly run: <T>(work: () => T) => T;
	/** Milliseconds of all pieces since it was asked last. */
	readonly take: () => number;
};

/** By a clock that answers milliseconds, and parts of them, since any moment. */
export const createStopwatch = (clock: () => number): Stopwatch => {
	let sum = 0;

	return {
		run(work) {
			const began = clock();
			try {
				return work();
			} finally {
				sum += clock() - began;
			}
		},

		take() {
			const taken = sum;
			sum = 0;
			return taken;
		},
	};
};
