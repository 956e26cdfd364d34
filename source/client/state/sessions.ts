import type {Session} from '../../domain/session.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';
import {withoutWindow} from './hosted.js';

export type Sessions = ReadonlyMap<string, Session>;

export const updateSessions = (sessions: Sessions, event: ClientEvent): Sessions => {
	switch (event.event) {
		case 'snapshot': {
			return byId(event.data.sessions);
		}

		case 'session:created':
		case 'session:updated': {
			return withItem(sessions, event.data);
		}

		case 'session:deleted': {
			return withoutItem(sessions, event.data.id);
		}

		case 'session:hosted': {
			const {sessionId, run} = event.data;
			const session = sessions.get(sessionId);
			return session?.run !== undefined && run === undefined ? withItem(sessions, withoutWindow(session)) : sessions;
		}

		default: {
			return sessions;
		}
	}
};
