import {z} from 'zod';
import {type Presence, presenceStates} from '../domain/presence.js';
import {endpoint} from './endpoint.js';
import {message} from './messages.js';
import {id, line, text, time} from './read.js';
import {session} from './sessions.js';

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
