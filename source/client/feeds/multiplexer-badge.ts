import {MaestroError} from '../../domain/errors.js';
import {needs} from '../select/needs.js';
import type {Store} from '../store.js';

/** Where a multiplexer has a place for a number in its status line. Refuses with a `MaestroError`. */
export type MultiplexerBadge = {
	readonly show: (count: number) => Promise<void>;
	readonly clear: () => Promise<void>;
};

type Options = {
	readonly store: Pick<Store, 'get' | 'send' | 'subscribe'>;
	/** What shows it, or why there is nothing that could. */
	readonly badge: MultiplexerBadge | {readonly why: string};
	readonly signal: AbortSignal;
};

/**
Keeps the count of what needs a person where the multiplexer's status line can show it, while that is set. It is told only when it is
another number, one after the other, and the newest wins; at the end it is gone.
*/
export const followBadge = async ({store, badge, signal}: Options): Promise<void> => {
	let shown: number | undefined;
	let work: Promise<void> = Promise.resolve();
	let isBusy = false;
	let hasFailed = false;

	const wanted = (): number | undefined => {
		const state = store.get();
		const isWanted = !signal.aborted && state.settings.values.multiplexerBadge && !hasFailed;
		return isWanted && state.connection.hasPicture ? needs(state).length : undefined;
	};

	const fail = (why: string): void => {
		hasFailed = true;
		store.send({event: 'notice', data: {tone: 'error', text: `No badge in the multiplexer: ${why}`}});
	};

	const catchUp = async (tool: MultiplexerBadge): Promise<void> => {
		isBusy = true;
		while (wanted() !== shown) {
			const count = wanted();
			shown = count;
			try {
				await (count === undefined ? tool.clear() : tool.show(count));
			} catch (error) {
				if (!(error instanceof MaestroError)) {
					throw error;
				}

				shown = undefined;
				fail(error.message);
			}
		}

		// Here and not later: what is looked at from now on begins anew.
		isBusy = false;
	};

	const {promise: failed, reject} = Promise.withResolvers<never>();
	const look = (): void => {
		// Whoever switches it off and on again wants it tried again.
		hasFailed &&= store.get().settings.values.multiplexerBadge;
		if (wanted() === shown || isBusy) {
			return;
		}

		if ('why' in badge) {
			fail(badge.why);
			return;
		}

		work = catchUp(badge);
		work.catch(reject);
	};

	const unsubscribe = store.subscribe(look);
	look();
	try {
		await Promise.race([failed, aborted(signal)]);
	} finally {
		unsubscribe();
	}

	await work;
	look();
	await work;
};

const aborted = async (signal: AbortSignal): Promise<void> => {
	const {promise, resolve} = Promise.withResolvers<void>();
	if (signal.aborted) {
		resolve();
	}

	signal.addEventListener('abort', () => resolve(), {once: true});
	return promise;
};
