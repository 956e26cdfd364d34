import {z} from 'zod';
import {type Presence, presenceStates} from '../domain/presence.js';
import {type Session, sessionStatuses, timelineTypes} from '../domain/session.js';
import {endpoint} from './endpoint.js';
import {message} from './messages.js';
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

/** The real server's way to write to a session (contract §7). Ours makes a message of it, with all that messages promise. */
export const promptSession = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/prompt',
	body: z.strictObject({
		content: text(10_000).pipe(z.string().min(1)),
		mode: z.enum(['send', 'paste']).optional(),
		senderSessionId: id,
	}),
	answer: z.looseObject({success: z.boolean()}),
});

/** What a hook saw, and whether it wants what waits (agent-contract §2.4). Asked by `maestro hook` alone. */
export const takeMessages = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/take',
	body: z.strictObject({
		/** The hook's input, as the agent gave it; `undefined` for a person or a model that reads the inbox. */
		hook: z.looseObject({hook_event_name: z.string().max(100)}).optional(),
		/** What the client's own session file says, where there is one (agent-contract §2.5). */
		clientStatus: z.enum(['idle', 'busy', 'waiting']).optional(),
		limit: z.int().min(1).max(100).optional(),
	}),
	answer: z.looseObject({
		/** Names this taking, for `confirmTaking`; not there when nothing was taken. */
		taking: id.optional(),
		/** How many messages were taken. */
		count: z.int(),
		/** The messages, framed: for a person or a model that reads the inbox. */
		text: z.string(),
		/** The same as they are. Not there for a hook, whose agent gets the text alone. */
		messages: z.array(message).optional(),
		/** What the hook has to print and to exit with, for its agent and event. */
		hook: z.looseObject({stdout: z.string(), stderr: z.string(), exitCode: z.int()}).optional(),
	}),
});

export const confirmTaking = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/confirm',
	body: z.strictObject({taking: id}),
	answer: z.looseObject({confirmed: z.int()}),
});

/** Tells which agent program a session runs, so that its hooks are answered in the shape that this version takes. */
export const registerAgent = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/agent',
	body: z.strictObject({agent: id, version: z.string().max(50).optional()}),
	answer: session,
});

/** Whether somebody is there, for each session that has not ended; `projectId` keeps those of one project. */
export const listPresence = endpoint({
	method: 'GET',
	path: '/api/presence',
	query: z.strictObject({projectId: id.optional()}),
	answer: z.array(
		z.looseObject({
			sessionId: id,
			state: z.enum(presenceStates),
			source: z.string().optional(),
			lastSeen: time.optional(),
		}) satisfies z.ZodType<Presence>,
	),
});

/**
Makes a session of an agent that somebody started, or is about to start, without maestro. `client` is the process of the agent's client
where it runs already. Refuses with `already-there` where that process is a session.
*/
export const adoptSession = endpoint({
	method: 'POST',
	path: '/api/sessions/adopt',
	body: z.strictObject({
		projectId: id,
		taskIds: z.array(id).max(100).optional(),
		name: line(200).optional(),
		agent: id.optional(),
		version: z.string().max(50).optional(),
		client: z.strictObject({pid: z.int().positive(), conversation: id.optional()}).optional(),
	}),
	answer: z.looseObject({
		session,
		/** The session's own secret, for whoever starts its agent. */
		token: z.string(),
	}),
	status: 201,
});

/** Clients that have called their hooks and are no session of maestro yet; the newest first. */
export const listClients = endpoint({
	method: 'GET',
	path: '/api/clients',
	answer: z.array(
		z.looseObject({
			pid: z.int(),
			agent: id,
			directory: z.string(),
			conversation: id.optional(),
			/** Milliseconds. */
			seenAt: time,
		}),
	),
});

/** Starts the agent of a session that has ended anew, where its conversation left off; what waits for it is delivered then. */
export const resumeSession = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/resume',
	// The size of the terminal that a client of the real server would open.
	body: z.strictObject({cols: z.int().min(1).optional(), rows: z.int().min(1).optional()}).optional(),
	answer: session,
});
