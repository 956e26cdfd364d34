import {MaestroError} from '../domain/errors.js';
import type {Presence} from '../domain/presence.js';
import type {Call} from '../protocol/call.js';
import {listPresence} from '../protocol/session-agents.js';
import {ago} from './table.js';

/**
Who is there, by session; of nobody where the server is of another kind and does not say.
*/
export const presenceIn = async (call: Call, projectId: string | undefined): Promise<ReadonlyMap<string, Presence>> => {
	try {
		const presences = await call(listPresence, {query: {projectId}});
		return new Map(presences.map(presence => [presence.sessionId, presence]));
	} catch (error) {
		if (error instanceof MaestroError && error.code === 'not-found') {
			return new Map();
		}

		throw error;
	}
};

/** A presence in words: what, seen by whom, and how long ago. */
export const presenceWords = ({state, source, lastSeen}: Presence, now: number): string =>
	lastSeen === undefined ? state : `${state} (${source ?? 'seen'} ${ago(lastSeen, now)} ago)`;
