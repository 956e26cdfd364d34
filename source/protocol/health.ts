import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {time} from './read.js';

/**
The one thing that a server says without a secret. The real one has no `name` and no `capabilities` (contract §1). Asked with
a nonce, ours answers with a proof that it holds the operator's secret, so that nobody need show theirs to a stranger on the port.
*/
export const health = endpoint({
	method: 'GET',
	path: '/health',
	query: z.strictObject({nonce: z.string().min(16).max(128).optional()}),
	answer: z.looseObject({
		status: z.literal('ok'),
		timestamp: time,
		uptime: z.number(),
		name: z.string().optional(),
		version: z.string().optional(),
		capabilities: z.array(z.string()).optional(),
		proof: z.string().optional(),
	}),
});

export type Health = z.output<typeof health.answer>;

export const productName = 'maestro-tui';

/** What our server says it can do. */
export const capabilities = ['messages', 'dispatch', 'timeline', 'multiplexer'] as const;
