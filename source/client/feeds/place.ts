import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import {listsOf, type Place, placeOf} from '../place.js';
import {openingsOf} from '../reopen.js';
import type {Screen} from '../state/screen.js';
import type {Store} from '../store.js';
import {when} from './when.js';

/** Where the place is kept; `keep` refuses with a `MaestroError`. */
export type PlaceKeeper = {
	/** Nothing where none was kept, or none that can be read. */
	readonly kept: () => Promise<Place | undefined>;
	readonly keep: (place: Place) => Promise<void>;
};

type Options = {
	readonly store: Store;
	readonly keeper: PlaceKeeper;
	/** How long after a change it is written down, with all that changed until then. */
	readonly quietMs: number;
	readonly signal: AbortSignal;
};

/**
Brings the operator back to where they were when the app was left, in whatever way, and keeps where they are from then on, until the signal
aborts. Whoever has gone somewhere by then stays there. What is not there any more is not opened.
*/
export const followPlace = async ({store, keeper, quietMs, signal}: Options): Promise<void> => {
	await comeBack(store, keeper, signal);

	let seen: Screen | undefined;
	let written: string | undefined;
	let hasFailed = false;
	const write = async (): Promise<void> => {
		seen = store.get().screen;
		const place = placeOf(store.get());
		const text = JSON.stringify(place);
		if (text === written) {
			return;
		}

		try {
			await keeper.keep(place);
			written = text;
			hasFailed = false;
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			// Once, and not with every key, for as long as it is so.
			if (!hasFailed) {
				store.send({event: 'notice', data: {tone: 'error', text: error.message}});
			}

			hasFailed = true;
		}
	};

	// Where nobody has done anything, what was kept is what is kept.
	seen = store.get().screen;
	written = JSON.stringify(placeOf(store.get()));
	while (!signal.aborted) {
		await when(store, ({screen}) => (screen === seen ? undefined : screen), signal);
		await pause(quietMs, undefined, {signal}).catch(() => {});
		await write();
	}
};

const comeBack = async (store: Store, keeper: PlaceKeeper, signal: AbortSignal): Promise<void> => {
	// What is looked for in a list takes the list: whoever has begun to is not to lose it either.
	const isWhere = (stack: Screen['stack']): boolean =>
		store.get().screen.stack === stack && store.get().screen.field === undefined;

	const first = store.get().screen.stack;
	const place = await keeper.kept();
	if (place === undefined || !isWhere(first)) {
		return;
	}

	store.send({event: 'place:found', data: listsOf(place, store.get().screen)});
	if (place.scope === 'all') {
		store.send({event: 'scope:changed', data: {scope: 'all'}});
	}

	const list = store.get().screen.stack;
	// Only then is it known what is there.
	await when(store, ({connection}) => connection.hasPicture || undefined, signal);
	if (!signal.aborted && isWhere(list)) {
		store.send(...openingsOf(place, store.get()));
	}
};
