import {z} from 'zod';
import {listPrompts, listPromptsOf, sessionPrompt} from './desktop/prompts.js';
import {endpoint} from './endpoint.js';
import {id, time} from './read.js';

export {listPrompts, listPromptsOf};

/** Sessions that wrote to each other, and all that they wrote (contract §4). */
export const listHuddles = endpoint({
	method: 'GET',
	path: '/api/huddles',
	answer: z.array(
		z.looseObject({
			id: z.string(),
			sessionIds: z.array(id),
			sessions: z.array(z.looseObject({sessionId: id, sessionName: z.string().nullable()})),
			prompts: z.array(sessionPrompt),
			promptCount: z.int(),
			lastActivity: time,
		}),
	),
});
