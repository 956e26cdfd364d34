import {hasEnded, type Session} from '../../domain/session.js';
import type {State} from '../state/index.js';

/** The sessions of a planned stop that have not ended by themselves. */
export const plannedSessions = ({stops, sessions}: State, key: string): readonly Session[] =>
	(stops.find(stop => stop.key === key)?.sessionIds ?? []).flatMap(id => {
		const session = sessions.get(id);
		return session === undefined || hasEnded(session) ? [] : [session];
	});

/** Whether a session is stopped in a moment. */
export const isStopping = ({stops}: Pick<State, 'stops'>, id: string): boolean =>
	stops.some(({sessionIds}) => sessionIds.includes(id));
