import {z} from 'zod';
import {type Session, sessionStatuses, timelineTypes} from '../domain/session.js';
import {endpoint} from './endpoint.js';
import {id, line, text, time} from './read.js';
import {run} from './runs.js';
import {eventData, givenEntry, givenEvent, ofServer, requestMetadata, timelineEntry} from './session-entries.js';

const activity = z.looseObject({
	state: z.enum(['starting', 'working', 'idle', 'needs-input', 'ended', 'lost']),
	source: z.string(),
	at: time,
	detail: z.string().optional(),
});

const docNote = z.looseObject({
	id,
	title: z.string(),
	filePath: z.string(),
	kind: z.enum(['markdown', 'diagram']).optional().catch(undefined),
	taskId: id.optional(),
	addedAt: time,
});

export const needsInput = z.looseObject({active: z.boolean(), message: z.string().optional(), since: time.optional()});

export const session = z.looseObject({
	id,
	projectId: id,
	taskIds: z.array(id).default([]),
	name: z.string(),
	status: z.enum(sessionStatuses),
	startedAt: time,
	lastActivity: time,
	completedAt: time.nullable().default(null),
	parentSessionId: id.nullable().default(null),
	timeline: z.array(timelineEntry).default([]),
	needsInput: needsInput.optional(),
	docs: z.array(docNote).optional(),
	humanCompletedAt: time.nullable().optional(),
	archivedAt: time.nullable().optional(),
	teamMemberSnapshot: z.looseObject({name: z.string(), role: z.string().optional()}).optional().catch(undefined),
	metadata: z.record(z.string(), z.unknown()).optional(),
	run: run.optional(),
	activity: activity.optional(),
}) satisfies z.ZodType<Session>;

/** The same in a file, which a later version may have written: words that are not known here are kept, and read as usual by whoever is answered. */
export const keptSession = session.extend({
	timeline: z.array(timelineEntry.extend({type: z.string()})).default([]),
	docs: z.array(docNote.extend({kind: z.string().optional()})).optional(),
	teamMemberSnapshot: z.unknown().optional(),
});

const statusWords = `expected some of ${sessionStatuses.join(', ')}, with commas between`;

/** `fields` is taken for the real server's clients: ours always answers whole sessions. */
export const listSessions = endpoint({
	method: 'GET',
	path: '/api/sessions',
	query: z.object({
		projectId: id.optional(),
		taskId: id.optional(),
		/** One, or several with commas between. */
		status: z
			.string()
			.max(200)
			.refine(csv => csv.split(',').every(status => sessionStatuses.some(one => one === status)), statusWords)
			.optional(),
		active: z.enum(['true', 'false']).optional(),
		parentSessionId: id.optional(),
		rootSessionId: id.optional(),
		teamSessionId: id.optional(),
		fields: z.enum(['full', 'summary']).optional(),
	}),
	answer: z.array(session),
	isPaged: true,
});

export const getSession = endpoint({method: 'GET', path: '/api/sessions/:id', answer: session});

export const createSession = endpoint({
	method: 'POST',
	path: '/api/sessions',
	body: z.strictObject({
		projectId: id,
		taskIds: z.array(id).max(100),
		name: line(200).optional(),
		status: z.enum(sessionStatuses).optional(),
		metadata: requestMetadata.optional(),
		claudeSessionId: id.optional(),
		agentId: id.optional(),
	}),
	answer: session,
	status: 201,
});

export const updateSession = endpoint({
	method: 'PATCH',
	path: '/api/sessions/:id',
	body: z.strictObject({
		status: z.enum(sessionStatuses).optional(),
		needsInput: z
			.strictObject({active: z.boolean(), message: text(1000).optional(), since: time.optional()})
			.optional(),
		/** All that it works on from now on. */
		taskIds: z.array(id).max(100).optional(),
		agentId: id.optional(),
		/** What is put behind those there are. */
		timeline: z.array(givenEntry).max(100).optional(),
		events: z.array(givenEvent).max(100).optional(),
		// Taken and ignored, as the real server does (contract §5).
		completedAt: time.nullable().optional(),
		claudeSessionId: id.nullable().optional(),
		/** A person is done with it, or has put it away: kept for the real server's clients. */
		humanCompletedAt: time.nullable().optional(),
		archivedAt: time.nullable().optional(),
	}),
	answer: session,
});

/** The real server refuses a name in an update (contract §5), so that it is given in a place of its own. */
export const renameSession = endpoint({
	method: 'PUT',
	path: '/api/sessions/:id/name',
	body: z.strictObject({name: line(200)}),
	answer: session,
});

export const deleteSession = endpoint({
	method: 'DELETE',
	path: '/api/sessions/:id',
	answer: z.looseObject({success: z.boolean(), id}),
});

export const addTimelineEntry = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/timeline',
	body: z.strictObject({
		type: z.enum(timelineTypes).exclude(ofServer).default('progress'),
		message: text(10_000),
		taskId: id.optional(),
		metadata: requestMetadata.optional(),
	}),
	answer: session,
});

/** Something that a program noted of the session, in words of its own: `file_modified` (contract §4). */
export const addSessionEvent = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/events',
	body: z.strictObject({type: line(100), data: eventData.optional()}),
	answer: session,
});

export const getTimeline = endpoint({
	method: 'GET',
	path: '/api/sessions/:id/timeline',
	answer: z.array(timelineEntry),
});
