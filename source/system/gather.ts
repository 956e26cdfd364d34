type Options = {
	/** Milliseconds from the first asking to the work. */
	readonly afterMs: number;
	readonly signal: AbortSignal;
};

/**
Does a piece of work some time after it was asked for, once for all who ask in between; nothing more is begun when the signal has aborted.
*/
export const gather = (work: () => Promise<void>, {afterMs, signal}: Options): (() => void) => {
	let soon: NodeJS.Timeout | undefined;
	signal.addEventListener('abort', () => clearTimeout(soon), {once: true});

	return () => {
		if (soon !== undefined || signal.aborted) {
			return;
		}

		soon = setTimeout(() => {
			soon = undefined;
			void work();
		}, afterMs).unref();
	};
};
