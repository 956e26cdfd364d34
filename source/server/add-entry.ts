import type {MaestroEvent} from '../domain/event.js';
import type {Session, TimelineEntry} from '../domain/session.js';
import type {Clock} from '../system/clock.js';
import {withEntry} from './patch-session.js';
import type {Sessions} from './sessions.js';

/** Puts an entry into the timeline of a session; resolves with the session once it is on disk. */
export type AddEntry = (sessionId: string, entry: Omit<TimelineEntry, 'id' | 'timestamp'>) => Promise<Session>;

type Options = {
	readonly sessions: Pick<Sessions, 'change' | 'newEntry' | 'find'>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
};

/**
What an agent reports of its work. Everyone is told of progress, and each time of a need for a person: it may be another one.
*/
export const createEntries =
	({sessions, publish, clock}: Options): AddEntry =>
	async (sessionId, {type, message, taskId, metadata}) => {
		const wasWaiting = sessions.find(sessionId)?.needsInput?.active === true;
		const entry = sessions.newEntry({type, message, taskId, metadata});
		const session = await sessions.change(sessionId, withEntry(entry, clock()));
		if (type === 'progress') {
			publish({event: 'notify:progress', data: {sessionId, taskId, message}});
		} else if (type === 'needs_input' && wasWaiting) {
			publish({event: 'notify:needs_input', data: {sessionId, name: session.name, message}});
		}

		return session;
	};
