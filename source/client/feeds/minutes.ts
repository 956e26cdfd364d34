import {setTimeout as pause} from 'node:timers/promises';
import type {ClientEvent} from '../event.js';

type Options = {
	readonly send: (...events: readonly ClientEvent[]) => void;
	readonly clock: () => number;
	readonly signal: AbortSignal;
};

const minuteMs = 60_000;

/**
Says when a minute begins; ages on the screen are as old as that. Nothing on the screen moves more often by itself.
*/
export const followMinutes = async ({send, clock, signal}: Options): Promise<void> => {
	while (!signal.aborted) {
		const now = clock();
		send({event: 'minute:began', data: {now}});
		await pause(minuteMs - (now % minuteMs), undefined, {signal}).catch(() => {});
	}
};
