import {setTimeout as pause} from 'node:timers/promises';
import type {Headless} from '../../dispatch/headless.js';
import {watchFile} from '../../system/watch-file.js';
import type {Log} from './logs.js';

type Options = {
	readonly log: Log;
	readonly headless: Pick<Headless, 'watch'>;
	readonly signal: AbortSignal;
};

/** What comes so soon after something else goes together with it. */
const gatherMs = 25;

/** How often a run is looked at that changes nothing in its folder any more: one that is lost does not. */
const lookEveryMs = 2000;

/** The same for one that is being started, and has no output yet. */
const startsEveryMs = 100;

/**
What is new of a run that somebody looks at. Its output is watched only while nothing is, since what is printed fast changes it thousands of
times in a second.
*/
export const createNews = ({log: {folder, output}, headless, signal}: Options) => {
	let mayHaveEnded = true;
	let wake = () => {};
	headless.watch(
		folder,
		() => {
			mayHaveEnded = true;
			wake();
		},
		signal,
	);

	return {
		/** Whether the run may have ended since this was asked before. */
		mayHaveEnded(): boolean {
			const answer = mayHaveEnded;
			mayHaveEnded = false;
			return answer;
		},
		/** Resolves soon after the output is longer than it was, or the run may have ended. No length is that of an output that is not there yet. */
		async wait(length: () => Promise<number | undefined>, was: number): Promise<void> {
			await pause(gatherMs, undefined, {signal}).catch(() => {});
			const {promise: changed, resolve} = Promise.withResolvers<void>();
			wake = resolve;
			const looking = new AbortController();
			watchFile({file: output, onChange: () => resolve(), signal: looking.signal});
			try {
				const is = await length();
				if (mayHaveEnded || (is !== undefined && is !== was)) {
					return;
				}

				const options = {signal: AbortSignal.any([signal, looking.signal])};
				const waited = pause(is === undefined ? startsEveryMs : lookEveryMs, 'waited', options).catch(() => {});
				mayHaveEnded ||= (await (is === undefined ? waited : Promise.race([changed, waited]))) === 'waited';
			} finally {
				looking.abort();
			}
		},
	};
};
