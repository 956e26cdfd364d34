/** What is waited for between one look and the next. */
export type Bell = {
	readonly ring: () => void;
	/** Resolves when it rings, or after a time, or when the signal aborts. */
	readonly wait: (milliseconds: number | undefined, signal: AbortSignal) => Promise<void>;
};

/** Wakes whoever waits; one that rings while nobody does is heard by the next one. */
export const createBell = (): Bell => {
	let rung = Promise.withResolvers<void>();

	return {
		ring: () => rung.resolve(),
		async wait(milliseconds, signal) {
			const timer = milliseconds === undefined ? undefined : setTimeout(() => rung.resolve(), milliseconds);
			const leave = (): void => rung.resolve();
			signal.addEventListener('abort', leave, {once: true});
			if (!signal.aborted) {
				await rung.promise;
			}

			clearTimeout(timer);
			signal.removeEventListener('abort', leave);
			rung = Promise.withResolvers<void>();
		},
	};
};
