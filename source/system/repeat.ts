type Options = {
	/** Milliseconds from the end of one round to the beginning of the next. */
	readonly everyMs: number;
	readonly signal: AbortSignal;
};

/**
Does something at once, and again and again until the signal aborts; resolves when the round that is under way then has ended, and rejects
with what a round throws. One timer and one listener serve for all rounds: an idle server does next to nothing else.
*/
export const repeat = async ({everyMs, signal}: Options, work: () => unknown): Promise<void> => {
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	let timer: NodeJS.Timeout | undefined;
	let isBusy = false;

	const round = async (): Promise<void> => {
		if (signal.aborted) {
			resolve();
			return;
		}

		isBusy = true;
		await work();
		isBusy = false;
		if (signal.aborted) {
			resolve();
		} else {
			timer = timer?.refresh() ?? setTimeout(begin, everyMs);
		}
	};

	const begin = (): void => {
		round().catch(reject);
	};

	const end = (): void => {
		clearTimeout(timer);
		if (!isBusy) {
			resolve();
		}
	};

	signal.addEventListener('abort', end, {once: true});
	begin();
	await promise.finally(() => signal.removeEventListener('abort', end));
};
