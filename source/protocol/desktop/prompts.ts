import {z} from 'zod';
import {cleanText} from '../../domain/text.js';
import {endpoint} from '../endpoint.js';
import {id, time} from '../read.js';

const words = z.string().transform(cleanText);

/** As the session was called then. */
const name = z.string().nullable().optional().catch(undefined);

/** What one session told another by way of a desktop server, without the line that says who it is from (contract §4). */
export const sessionPrompt = z.looseObject({
	id,
	fromSessionId: id,
	toSessionId: id,
	fromProjectId: id.nullable().optional(),
	toProjectId: id.nullable().optional(),
	fromSessionName: name,
	toSessionName: name,
	content: words,
	mode: z.enum(['send', 'paste']).catch('send'),
	timestamp: time,
});

export type SessionPrompt = z.output<typeof sessionPrompt>;

/** All there are, of all projects. */
export const listPrompts = endpoint({method: 'GET', path: '/api/session-prompts', answer: z.array(sessionPrompt)});

/** Those that one session sent and got, mixed. */
export const listPromptsOf = endpoint({
	method: 'GET',
	path: '/api/sessions/:id/prompts',
	answer: z.array(sessionPrompt),
});
