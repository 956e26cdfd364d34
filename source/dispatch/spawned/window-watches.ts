import type {Multiplexer} from '../../multiplexer/multiplexer.js';
import type {Multiplexers} from '../../multiplexer/multiplexers.js';
import type {SpawnRecord} from './record.js';

type Options = {
	readonly multiplexers: Pick<Multiplexers, 'at'>;
	readonly everyMs: number;
	readonly signal: AbortSignal;
	readonly failed: (error: unknown) => void;
};

/** The multiplexers that windows are in tell of changes; no other one is watched. */
export const createWindowWatches = ({multiplexers, everyMs, signal, failed}: Options) => {
	const watched = new Map<Multiplexer, AbortController>();
	const endings = new Set<Promise<void>>();

	return {
		of(all: readonly SpawnRecord[], onChange: () => void): void {
			const open = all.filter(({window, isClosed}) => window !== undefined && !isClosed);
			const wanted = new Set(open.flatMap(({target}) => multiplexers.at(target) ?? []));
			for (const [multiplexer, stopped] of watched) {
				if (!wanted.has(multiplexer)) {
					stopped.abort();
					watched.delete(multiplexer);
				}
			}

			for (const multiplexer of wanted.difference(watched)) {
				const stopped = new AbortController();
				watched.set(multiplexer, stopped);
				const ending = multiplexer.watch(onChange, {everyMs, signal: AbortSignal.any([signal, stopped.signal])});
				endings.add(ending);
				ending.then(() => endings.delete(ending), failed);
			}
		},
		ended: async (): Promise<unknown> => Promise.all(endings),
	};
};
