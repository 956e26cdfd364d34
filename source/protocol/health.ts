import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {time} from './read.js';

/**
The one thing that a server says without a secret. The real one has no `name` and no `capabilities` (contract §1).
*/
export const health = endpoint({
	method: 'GET',
	path: '/health',
	answer: z.looseObject({
		status: z.literal('ok'),
		timestamp: time,
		uptime: z.number(),
		name: z.string().optional(),
		version: z.string().optional(),
		capabilities: z.array(z.string()).optional(),
	}),
});

export type Health = z.output<typeof health.answer>;

/** What our server says it can do. */
export const capabilities = ['messages', 'dispatch', 'timeline', 'multiplexer'] as const;
