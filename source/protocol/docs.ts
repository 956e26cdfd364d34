import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {id, time} from './read.js';

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
	query: z.strictObject({kind: z.enum(['markdown', 'diagram']).optional()}),
	answer: z.array(doc),
});

export const listSessionDocs = endpoint({method: 'GET', path: '/api/sessions/:id/docs', answer: z.array(doc)});

export const listTaskDocs = endpoint({method: 'GET', path: '/api/tasks/:id/docs', answer: z.array(doc)});
