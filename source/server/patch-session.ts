import type {z} from 'zod';
import {hasEnded, type Session} from '../domain/session.js';
import type {GivenEvent} from '../protocol/session-entries.js';
import type {updateSession} from '../protocol/sessions.js';
import {reportedNeed} from './session-life.js';

type Patch = z.output<typeof updateSession.body>;

/** A session keeps the newest; every change of it is written whole. */
const mostEvents = 100;

/**
What a session becomes when somebody changes it by hand, or by a hook of the real product (contract §5), but for its tasks. Entries and events are put behind
those there are; an id that came before is not believed to be another's.
*/
export const patched =
	(patch: Patch, now: number, newId: () => string) =>
	(session: Session): Session => {
		const {status: wanted, needsInput, agentId, timeline = [], events = [], humanCompletedAt, archivedAt} = patch;
		// Who closes a terminal says "stopped", also of a session that had completed (contract §8).
		const status = wanted === 'stopped' && session.status === 'completed' ? undefined : wanted;
		const next = {...session, status: status ?? session.status, needsInput: needsInput ?? session.needsInput};
		const known = new Set(session.timeline.map(({id}) => id));
		const entries = timeline.map(entry => {
			const id = known.has(entry.id) ? newId() : entry.id;
			known.add(id);
			return {...entry, id, timestamp: Math.min(entry.timestamp, now)};
		});

		return {
			...withEvents(next, events),
			...(agentId === undefined ? {} : {agentId}),
			...(humanCompletedAt === undefined ? {} : {humanCompletedAt}),
			...(archivedAt === undefined ? {} : {archivedAt}),
			timeline: [...session.timeline, ...entries],
			// What was observed before says nothing of a status that was set by hand.
			activity: status === undefined ? session.activity : undefined,
			completedAt: hasEnded(next) ? (session.completedAt ?? now) : null,
		};
	};

/** With more of what programs noted. */
export const withEvents = (session: Session, more: readonly GivenEvent[]): Session => {
	if (more.length === 0) {
		return session;
	}

	const before = 'events' in session && Array.isArray(session.events) ? (session.events as readonly unknown[]) : [];
	const kept: Session & {readonly events: readonly unknown[]} = {
		...session,
		events: [...before, ...more].slice(-mostEvents),
	};
	return kept;
};

/** With one more entry, which may ask for a person. */
export const withEntry =
	(entry: Session['timeline'][number], now: number) =>
	(session: Session): Session => ({
		...session,
		timeline: [...session.timeline, entry],
		needsInput: asksForPerson(entry.type) ? reportedNeed(entry.message ?? '', now) : session.needsInput,
	});

const asksForPerson = (type: Session['timeline'][number]['type']): boolean =>
	type === 'needs_input' || type === 'task_blocked';
