import type {Session} from '../../domain/session.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';

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

		default: {
			return sessions;
		}
	}
};
