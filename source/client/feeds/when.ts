import type {State} from '../state/index.js';
import type {Store} from '../store.js';

/** Resolves as soon as the state is so that `select` finds something in it, with that; with nothing when the signal aborts. */
export const when = async <Found>(
	{get, subscribe}: Pick<Store, 'get' | 'subscribe'>,
	select: (state: State) => Found | undefined,
	signal: AbortSignal,
): Promise<Found | undefined> => {
	const {promise, resolve} = Promise.withResolvers<Found | undefined>();
	const look = (): void => {
		const found = signal.aborted ? undefined : select(get());
		if (signal.aborted || found !== undefined) {
			resolve(found);
		}
	};

	const unsubscribe = subscribe(look);
	signal.addEventListener('abort', look, {once: true});
	look();
	const found = await promise;
	unsubscribe();
	signal.removeEventListener('abort', look);
	return found;
};
