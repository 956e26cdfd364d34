type Options<Value> = {
	readonly start: ReadonlyArray<readonly [id: string, value: Value]>;
	/** Makes a value durable; `undefined` that there is none. Never called twice at once for one id. */
	readonly keep: (id: string, value: Value | undefined) => Promise<void>;
};

type Version<Value> = {readonly value: Value | undefined};

type Caller = {readonly resolve: () => void; readonly reject: (error: unknown) => void};

/** What is under way for one id: the version on disk, the newest that somebody wants, and who waits for it. */
type Work<Value> = {
	durable: Version<Value>;
	wanted: Version<Value>;
	callers: Caller[];
};

/**
Values by id, in memory at once and durable soon. While one version of a value is being kept, only the newest of those that
came meanwhile waits; each caller resolves when a version at least as new as its own is durable. When the newest one is
refused, everyone who still waits is, and the value is again the one that is durable.
*/
export const createLatest = <Value>({start, keep}: Options<Value>) => {
	const values = new Map(start);
	const works = new Map<string, Work<Value>>();

	const show = (id: string, {value}: Version<Value>): void => {
		if (value === undefined) {
			values.delete(id);
		} else {
			values.set(id, value);
		}
	};

	const work = async (id: string, state: Work<Value>): Promise<void> => {
		while (state.durable !== state.wanted) {
			const version = state.wanted;
			const callers = state.callers.splice(0);
			try {
				await keep(id, version.value);
				state.durable = version;
				for (const {resolve} of callers) {
					resolve();
				}
			} catch (error) {
				if (state.wanted !== version) {
					// A newer version is on its way; it holds for those who wanted this one too.
					state.callers.unshift(...callers);
					continue;
				}

				state.wanted = state.durable;
				show(id, state.durable);
				for (const {reject} of callers) {
					reject(error);
				}
			}
		}

		works.delete(id);
	};

	return {
		get: (id: string): Value | undefined => values.get(id),
		all: (): readonly Value[] => [...values.values()],
		set: async (id: string, value: Value | undefined): Promise<void> => {
			const wanted = {value};
			const running = works.get(id);
			const state: Work<Value> = running ?? {durable: {value: values.get(id)}, wanted, callers: []};
			state.wanted = wanted;
			show(id, wanted);
			const done = new Promise<void>((resolve, reject) => {
				state.callers.push({resolve, reject});
			});
			if (running === undefined) {
				works.set(id, state);
				void work(id, state);
			}

			return done;
		},
	};
};
