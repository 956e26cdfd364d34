import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../../domain/errors.js';
import {type Cost, restAfter} from './pacing.js';
import type {Stopwatch} from './stopwatch.js';
import type {DesktopTiming} from './timing.js';

type Options = {
	/** Looks at everything once. */
	readonly look: () => Promise<void>;
	/** Is called after each look that went well. */
	readonly looked: () => void;
	readonly stopwatch: Stopwatch;
	readonly timing: DesktopTiming;
	/** Milliseconds since any moment. */
	readonly clock: () => number;
	/** Whether somebody looks at the screen. */
	readonly isSeen: () => boolean;
	readonly signal: AbortSignal;
};

export type Reconciliation = {
	/** Looks again and again until the signal aborts; rejects with why the server cannot be looked at any more, or never could. */
	readonly run: () => Promise<void>;
	/** Something was lost: the next look comes as soon as may be. */
	readonly soon: () => void;
	/** Whether somebody looks at the screen may have changed. */
	readonly reconsider: () => void;
};

const mostCosts = 5;

/**
Looks at everything that a server has, at a pace that costs little, because what it tells is not to be relied on.
*/
export const createReconciliation = ({
	look,
	looked,
	stopwatch,
	timing: {everyMs, unseenEveryMs, soonMs, patienceMs},
	clock,
	isSeen,
	signal,
}: Options): Reconciliation => {
	let costs: readonly Cost[] = [];
	let isWanted = false;
	let wake = new AbortController();
	let wentWellAt: number | undefined;

	const lookOnce = async (): Promise<void> => {
		const began = clock();
		try {
			await look();
			wentWellAt = clock();
			looked();
		} catch (error) {
			isWanted = true;
			if (!isTransient(error) || wentWellAt === undefined || clock() - wentWellAt > patienceMs) {
				throw error;
			}
		}

		costs = [...costs, {own: stopwatch.take(), took: clock() - began}].slice(-mostCosts);
	};

	const wantedMs = (): number => (isWanted ? soonMs : isSeen() ? everyMs : unseenEveryMs);

	/** What is wanted may change meanwhile. */
	const rest = async (): Promise<void> => {
		const began = clock();
		for (;;) {
			const left = restAfter(costs, wantedMs()) - (clock() - began);
			if (left <= 0 || signal.aborted) {
				return;
			}

			wake = new AbortController();
			await pause(left, undefined, {signal: AbortSignal.any([signal, wake.signal])}).catch(() => {});
		}
	};

	return {
		async run() {
			while (!signal.aborted) {
				isWanted = false;
				await lookOnce();
				await rest();
			}
		},

		soon() {
			isWanted = true;
			wake.abort();
		},

		reconsider: () => wake.abort(),
	};
};

/** Whether the next look may go well; whoever is not let in, or asks what is not there, will not be next time. */
const isTransient = (error: unknown): boolean =>
	error instanceof MaestroError && ['internal', 'timed-out', 'server-missing', 'malformed'].includes(error.code);
