/** A clock that stands still until the test moves it on. */
export const createHandClock = () => {
	let now = 0;
	const waiting = new Set<{readonly at: number; readonly run: () => void}>();

	return {
		clock: () => now,
		schedule(milliseconds: number, run: () => void) {
			const entry = {at: now + milliseconds, run};
			waiting.add(entry);
			return () => {
				waiting.delete(entry);
			};
		},
		pass(milliseconds: number) {
			now += milliseconds;
			for (const entry of [...waiting].filter(({at}) => at <= now)) {
				waiting.delete(entry);
				entry.run();
			}
		},
		/** How many wait for their time. */
		waiting: () => waiting.size,
	};
};
