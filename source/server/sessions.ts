import {MaestroError} from '../domain/errors.js';
import type {MaestroEvent} from '../domain/event.js';
import {createId} from '../domain/id.js';
import {hasEnded, type Session, type TimelineEntry} from '../domain/session.js';
import type {Clock} from '../system/clock.js';
import {createLanes} from './lanes.js';
import {newsOfSession} from './news.js';
import type {Collection} from './stores/collection.js';

/** A session's timeline keeps its newest entries; all of them are in the audit record. */
const longestTimeline = 500;

export type Sessions = {
	all: () => readonly Session[];
	find: (id: string) => Session | undefined;
	/** The session, or the refusal `session-not-found`. */
	get: (id: string) => Session;
	/** Keeps a new session; resolves once it is on disk. */
	add: (session: Session) => Promise<Session>;
	/**
	Changes a session by a pure function of what it is now; resolves once the change is on disk. A function that answers its
	argument changes nothing.
	*/
	change: (id: string, change: (session: Session) => Session) => Promise<Session>;
	remove: (id: string) => Promise<void>;
	newEntry: (entry: Omit<TimelineEntry, 'id' | 'timestamp'>) => TimelineEntry;
};

type Options = {
	readonly collection: Collection<Session>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
	readonly random: () => number;
	/** Whose sessions these are; each says so (contract §4). */
	readonly machine?: {readonly hostname: string; readonly platform: string} | undefined;
	/** Is told when one has ended, before whoever ended it is answered. */
	readonly onEnd?: ((session: Session) => Promise<void>) | undefined;
};

/**
The sessions that this server keeps. Every change is on disk before it is told to anyone.
*/
export const createSessions = ({collection, publish, clock, random, machine, onEnd}: Options): Sessions => {
	// Changes of one session go one after the other, so that each sees what the one before it left.
	const inTurn = createLanes();

	const get = (id: string): Session => {
		const session = collection.get(id);
		if (session === undefined) {
			throw new MaestroError(
				'session-not-found',
				`There is no session ${id}; maestro session list shows those there are`,
			);
		}

		return session;
	};

	return {
		all: collection.all,
		find: collection.get,
		get,
		async add(given) {
			const session = {...machine, ...given};
			await collection.put(session);
			publish({event: 'session:created', data: withoutSecrets(session)});
			return session;
		},
		change: async (id, change) =>
			inTurn(id, async () => {
				const before = get(id);
				const after = change(before);
				if (after === before) {
					return before;
				}

				const kept = {...after, lastActivity: clock(), timeline: after.timeline.slice(-longestTimeline)};
				await collection.put(kept);
				publish({event: 'session:updated', data: withoutSecrets(kept)});
				newsOfSession(before, kept).forEach(publish);
				if (hasEnded(kept) && !hasEnded(before)) {
					await onEnd?.(kept);
				}

				return kept;
			}),
		remove: async id =>
			inTurn(id, async () => {
				get(id);
				await collection.remove(id);
				publish({event: 'session:deleted', data: {id}});
			}),
		newEntry: entry => ({id: createId('evt', clock(), random), timestamp: clock(), ...entry}),
	};
};

/** Members that clients of the real server expect of a session, and that mean nothing here (contract §4). */
const realServerDefaults = {events: [], docs: [], teamSessionId: null, teamId: null, isMasterSession: false};

/**
A session as others may see it: files of the real server hold its launch environment, API keys included (contract §4).
*/
export const withoutSecrets = (session: Session) => {
	const {parentSessionId, id, docs = []} = session;
	return {...realServerDefaults, rootSessionId: parentSessionId ?? id, ...session, docs, env: {}};
};
