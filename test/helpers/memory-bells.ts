import type {Bells} from '../../source/system/bells.js';

export type MemoryBells = Bells & {
	/** What waits for each session, as its flag says it; sessions without a flag are not in it. */
	readonly flags: ReadonlyMap<string, number>;
	/** The sessions whose doorbell rang, in order. */
	readonly rung: readonly string[];
	/** The sessions that have a doorbell. */
	readonly hung: ReadonlySet<string>;
};

/**
Flags and doorbells without a disk.
*/
export const createMemoryBells = (): MemoryBells => {
	const flags = new Map<string, number>();
	const hung = new Set<string>();
	const rung: string[] = [];

	return {
		flags,
		rung,
		hung,
		doorbellOf: sessionId => `/doorbells/${sessionId}`,
		settled: async () => {},
		async flag(sessionId, waiting) {
			if (waiting === 0) {
				flags.delete(sessionId);
			} else {
				flags.set(sessionId, waiting);
			}
		},
		async hang(sessionId) {
			hung.add(sessionId);
		},
		async ring(sessionId) {
			hung.add(sessionId);
			rung.push(sessionId);
		},
		async remove(sessionId) {
			hung.delete(sessionId);
			flags.delete(sessionId);
		},
	};
};
