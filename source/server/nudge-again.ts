import type {Session} from '../domain/session.js';
import {repeat} from '../system/repeat.js';

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
export const nudgeAgain = async ({sessions, nudge, everyMs, signal}: Options): Promise<void> =>
	repeat({everyMs, signal}, async () => {
		await Promise.all(sessions().map(async ({id}) => nudge(id)));
	});
