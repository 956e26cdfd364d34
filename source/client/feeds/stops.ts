import {MaestroError} from '../../domain/errors.js';
import type {Actions} from '../actions/index.js';
import {plannedSessions} from '../select/stops.js';
import type {Store} from '../store.js';

export type Schedule = (milliseconds: number, run: () => void) => () => void;

type Options = {
	readonly store: Store;
	readonly stopRun: Actions['stopRun'];
	readonly afterMs: number;
	/** Calls back after a time, and answers a way to call that off. */
	readonly schedule: Schedule;
	readonly pause: (milliseconds: number) => Promise<void>;
	readonly signal: AbortSignal;
};

/** How long it is waited for a server when the app is left; what it was asked for it does then without us. */
const longestLeaveMs = 1500;

/**
Asks for the stops that were planned, each when its time has come. Whoever leaves before that has not taken them back: they are asked for at
once, while there still is a connection.
*/
export const followStops = async ({store, stopRun, afterMs, schedule, pause, signal}: Options): Promise<void> => {
	const waiting = new Map<string, () => void>();
	const going = new Set<Promise<void>>();
	const {promise: ended, resolve, reject} = Promise.withResolvers<void>();

	const carryOut = async (key: string): Promise<void> => {
		const items = plannedSessions(store.get(), key);
		waiting.delete(key);
		store.send({event: 'stop:begun', data: {key}});
		if (items.length === 0) {
			return;
		}

		await stopRun({items, left: []}).catch((error: unknown) => {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			store.send({event: 'notice', data: {tone: 'error', text: `Not stopped: ${error.message}`}});
		});
	};

	const begin = (key: string): void => {
		const work = carryOut(key).finally(() => going.delete(work));
		going.add(work);
		work.catch(reject);
	};

	const look = (): void => {
		const {stops} = store.get();
		for (const {key} of stops.filter(stop => !waiting.has(stop.key))) {
			const callOff = schedule(afterMs, () => begin(key));
			waiting.set(key, callOff);
		}

		for (const [key, callOff] of [...waiting].filter(([waited]) => !stops.some(stop => stop.key === waited))) {
			waiting.delete(key);
			callOff();
		}
	};

	const leave = (): void => {
		unsubscribe();
		for (const [key, callOff] of waiting) {
			callOff();
			begin(key);
		}

		if (going.size === 0) {
			resolve();
		} else {
			Promise.race([Promise.all(going), pause(longestLeaveMs)]).then(() => resolve(), reject);
		}
	};

	const unsubscribe = store.subscribe(look);
	signal.addEventListener('abort', leave, {once: true});
	if (signal.aborted) {
		leave();
	} else {
		look();
	}

	await ended;
};
