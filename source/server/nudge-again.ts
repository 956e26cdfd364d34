import {setTimeout as pause} from 'node:timers/promises';
import type {Session} from '../domain/session.js';

type Options = {
	readonly sessions: () => readonly Session[];
	readonly nudge: (sessionId: string) => Promise<void>;
	readonly everyMs: number;
	readonly signal: AbortSignal;
};

/**
Nudges all sessions for which something waits again and again until the signal aborts: at the time when it came a person may have been
typing, and may have left since.
*/
export const nudgeAgain = async ({sessions, nudge, everyMs, signal}: Options): Promise<void> => {
	while (!signal.aborted) {
		await pause(everyMs, undefined, {signal}).catch(() => {});
		if (!signal.aborted) {
			await Promise.all(sessions().map(async ({id}) => nudge(id)));
		}
	}
};
