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

/** Who watches the event channel, as far as the real server says so (contract §1). */
export const getWatchers = endpoint({
	method: 'GET',
	path: '/ws-status',
	answer: z.looseObject({
		connectedClients: z.int(),
		clients: z.array(z.looseObject({readyState: z.int(), readyStateText: z.string()})),
	}),
});

/** Whether a secret is needed, and was shown. It takes none to ask. */
export const getAuthStatus = endpoint({
	method: 'GET',
	path: '/api/auth/status',
	answer: z.looseObject({authEnabled: z.boolean(), authenticated: z.boolean()}),
});
