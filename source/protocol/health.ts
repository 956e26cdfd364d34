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

/** What we call a server of the real product, which says no name. */
export const desktopName = 'Maestro desktop';

/**
What a server may be able to do, beside keeping projects, tasks and sessions: `messages` are sent and listed, and with `receipts` it tells what
became of them, and keeps marks, rules and statistics of them; with `runs` it starts, stops and logs what was dispatched by itself, and with
`orders` it asks a client to open the windows (contract §8); `digests` are what agents said last, of sessions without a window here.
*/
export const allCapabilities = [
	'messages',
	'receipts',
	'dispatch',
	'runs',
	'orders',
	'work-trees',
	'names',
	'timeline',
	'multiplexer',
	'team-members',
	'docs',
	'digests',
] as const;
export type Capability = (typeof allCapabilities)[number];

/** What our server says it can do. */
export const capabilities = [
	'messages',
	'receipts',
	'dispatch',
	'runs',
	'work-trees',
	'names',
	'timeline',
	'multiplexer',
	'team-members',
	'docs',
] as const satisfies readonly Capability[];

/** What a desktop server can do, which does not say so itself (contract §5, §12). */
export const desktopCapabilities = [
	'messages',
	'dispatch',
	'orders',
	'timeline',
	'team-members',
	'docs',
	'digests',
] as const satisfies readonly Capability[];
