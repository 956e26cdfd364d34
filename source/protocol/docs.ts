import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {id, line, text, time} from './read.js';
import {session} from './sessions.js';

/** A text that an agent left for others, with what it says (contract §4). */
export const doc = z.looseObject({
	id,
	title: z.string(),
	filePath: z.string(),
	kind: z.enum(['markdown', 'diagram']).optional().catch(undefined),
	content: z.string().optional(),
	taskId: id.optional(),
	sessionId: id.optional(),
	sessionName: z.string().optional(),
	addedAt: time,
});

export type Doc = z.output<typeof doc>;

export const listProjectDocs = endpoint({
	method: 'GET',
	path: '/api/projects/:id/docs',
	query: z.object({kind: z.enum(['markdown', 'diagram']).optional()}),
	answer: z.array(doc),
});

export const listSessionDocs = endpoint({method: 'GET', path: '/api/sessions/:id/docs', answer: z.array(doc)});

export const listTaskDocs = endpoint({method: 'GET', path: '/api/tasks/:id/docs', answer: z.array(doc)});

/** Characters of one; it goes whole over the wire and into memory. */
const longestDoc = 500_000;

const newDoc = {
	title: line(500),
	filePath: line(4096),
	content: text(longestDoc).optional(),
	kind: z.enum(['markdown', 'diagram']).optional(),
};

/** Answers the session, which knows of the doc then. */
export const addSessionDoc = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/docs',
	body: z.strictObject({...newDoc, taskId: id.optional()}),
	answer: session,
});

/** A doc of a session, by way of the task that it is about. */
export const addTaskDoc = endpoint({
	method: 'POST',
	path: '/api/tasks/:id/docs',
	body: z.strictObject({...newDoc, sessionId: id}),
	answer: z.looseObject({success: z.boolean(), taskId: id, sessionId: id}),
	status: 201,
});

/** Replaces what a doc says. */
export const writeDoc = endpoint({
	method: 'PUT',
	path: '/api/sessions/:id/docs/:docId/content',
	body: z.strictObject({content: text(longestDoc)}),
	answer: z.looseObject({success: z.boolean()}),
});
