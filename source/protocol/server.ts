import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {time} from './read.js';

export const getServer = endpoint({
	method: 'GET',
	path: '/api/server',
	answer: z.looseObject({pid: z.int(), version: z.string(), home: z.string(), startedAt: time, watchers: z.int()}),
});

/** Ends the server once the answer is out. Agents go on. */
export const stopServer = endpoint({
	method: 'POST',
	path: '/api/server/stop',
	answer: z.looseObject({stopping: z.boolean()}),
});
