import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {id} from './read.js';
import {session} from './sessions.js';

/** The session works on one task more. */
export const linkTask = endpoint({method: 'POST', path: '/api/sessions/:id/tasks/:taskId', answer: session});

/** It does not work on that task any more. */
export const unlinkTask = endpoint({method: 'DELETE', path: '/api/sessions/:id/tasks/:taskId', answer: session});

const sessionRoles = ['worker', 'coordinator'] as const;
export type SessionRole = (typeof sessionRoles)[number];

/** What a session is allowed by its role; `mode` says, too, whether another session started it (contract §4). */
export const getSessionMode = endpoint({
	method: 'GET',
	path: '/api/sessions/:id/mode',
	answer: z.looseObject({
		id,
		mode: z.string(),
		relation: z.enum(['standalone', 'coordinated']),
		role: z.enum(sessionRoles),
	}),
});

export const setSessionMode = endpoint({
	method: 'POST',
	path: '/api/sessions/:id/mode',
	body: z.strictObject({role: z.enum(sessionRoles)}),
	answer: z.looseObject({id, mode: z.string(), previousMode: z.string(), changed: z.boolean()}),
});
