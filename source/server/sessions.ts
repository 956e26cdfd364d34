import {MaestroError} from '../domain/errors.js';
import type {MaestroEvent} from '../domain/event.js';
import {createId} from '../domain/id.js';
import {
	type Activity,
	hasEnded,
	type NeedsInput,
	type Session,
	type SessionStatus,
	type TimelineEntry,
} from '../domain/session.js';
import type {Clock} from '../system/clock.js';
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
};

/**
The sessions that this server keeps. Every change is on disk before it is told to anyone.
*/
export const createSessions = ({collection, publish, clock, random}: Options): Sessions => {
	// Changes of one session go one after the other, so that each sees what the one before it left.
	const queues = new Map<string, Promise<unknown>>();
	const inTurn = async <T>(id: string, act: () => Promise<T>): Promise<T> => {
		const before = queues.get(id) ?? Promise.resolve();
		const turn = before.then(act, act);
		queues.set(id, turn);
		try {
			return await turn;
		} finally {
			if (queues.get(id) === turn) {
				queues.delete(id);
			}
		}
	};

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
		async add(session) {
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
				if (kept.needsInput?.active === true && before.needsInput?.active !== true) {
					publish({
						event: 'notify:needs_input',
						data: {sessionId: id, name: kept.name, message: kept.needsInput.message},
					});
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

/**
A session as others may see it: files of the real server hold its launch environment, API keys included (contract §4).
*/
export const withoutSecrets = (session: Session): Session => ({...session, env: {}}) as Session;

/**
What a session becomes when somebody saw what its agent does. A needs-input that the agent reported itself lasts until its next
turn begins; one from a dialog until the agent was seen doing anything else.
*/
export const observed =
	(activity: Activity, {isNewTurn}: {readonly isNewTurn: boolean}) =>
	(session: Session): Session => {
		const isRevived = hasEnded(session) && activity.state !== 'ended';
		if (hasEnded(session) && !isRevived) {
			return session;
		}

		return {
			...session,
			activity,
			status: statusAfter(session.status, activity),
			completedAt: isRevived ? null : session.completedAt,
			needsInput: needsInputAfter(session, activity, isNewTurn),
		};
	};

const statusAfter = (status: SessionStatus, {state}: Activity): SessionStatus => {
	switch (state) {
		case 'starting':
			return 'spawning';
		case 'working':
		case 'needs-input':
			return 'working';
		case 'idle':
			return 'idle';
		// How it ended is for whoever sees the exit code to say.
		case 'ended':
		case 'lost':
			return status;
	}
};

const needsInputAfter = (
	{needsInput}: Session,
	{state, detail, at}: Activity,
	isNewTurn: boolean,
): NeedsInput | undefined => {
	if (state === 'needs-input') {
		const since = needsInput?.active === true ? needsInput.since : at;
		return {active: true, message: detail, since: since ?? at};
	}

	if (needsInput?.active !== true || (isReported(needsInput) && !isNewTurn)) {
		return needsInput;
	}

	return {active: false};
};

/** A needs-input that came with `maestro report blocked`, not from a dialog. */
export const reportedNeed = (message: string, since: number): NeedsInput & {readonly isReported: true} => ({
	active: true,
	message,
	since,
	isReported: true,
});

const isReported = (needsInput: NeedsInput): boolean => 'isReported' in needsInput && needsInput.isReported === true;

/**
What a session becomes when its run has ended. `exitCode` and `signal` are those somebody saw; without them the run is `lost`
where nothing of it could be found, or stopped by somebody.
*/
export const ended =
	(how: {
		readonly exitCode?: number | undefined;
		readonly signal?: number | undefined;
		readonly isLost?: boolean;
		readonly at: number;
	}) =>
	(session: Session): Session => {
		if (hasEnded(session)) {
			return session;
		}

		const {exitCode, signal, at} = how;
		const status =
			exitCode === 0 ? 'completed' : exitCode === undefined || session.run?.reason !== undefined ? 'stopped' : 'failed';
		return {
			...session,
			status: signal !== undefined && session.run?.reason === undefined ? 'failed' : status,
			completedAt: at,
			needsInput: session.needsInput?.active === true ? {active: false} : session.needsInput,
			activity: {state: how.isLost === true ? 'lost' : 'ended', source: 'window', at, detail: describe(how)},
			...(session.run === undefined ? {} : {run: {...session.run, endedAt: at, exitCode, signal}}),
		};
	};

const describe = ({exitCode, signal, isLost}: Parameters<typeof ended>[0]): string => {
	if (isLost === true) {
		return 'its window is gone; nobody saw how it ended';
	}

	if (signal !== undefined) {
		return `ended by signal ${signal}`;
	}

	return exitCode === undefined ? 'ended; nobody saw how' : `exit code ${exitCode}`;
};
