import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {id, time} from './read.js';

export const orderedKinds = ['task', 'session', 'task-list'] as const;

export const ordering = z.looseObject({
	projectId: id,
	entityType: z.enum(orderedKinds),
	orderedIds: z.array(id),
	/** Milliseconds; 0 where nobody has given an order yet. */
	updatedAt: time,
});

export type Ordering = z.output<typeof ordering>;

/** In which order a person wants to see the things of a project (contract §4). */
export const getOrdering = endpoint({
	method: 'GET',
	path: '/api/ordering/:entityType/:projectId',
	answer: ordering,
});

export const setOrdering = endpoint({
	method: 'PUT',
	path: '/api/ordering/:entityType/:projectId',
	body: z.strictObject({orderedIds: z.array(id).max(10_000)}),
	answer: ordering,
});
