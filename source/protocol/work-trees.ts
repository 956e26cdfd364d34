import {z} from 'zod';
import type {WorkTree} from '../domain/work-tree.js';
import {endpoint} from './endpoint.js';
import {id, time} from './read.js';

export const workTree = z.looseObject({
	path: z.string(),
	folder: z.string().optional(),
	branch: z.string(),
	base: z.string(),
	baseCommit: z.string(),
	createdAt: time,
}) satisfies z.ZodType<WorkTree>;

const known = z.looseObject({
	workTree,
	/** The task that it belongs to: this one, or one above it. */
	taskId: id,
	isThere: z.boolean(),
	/** What is not committed, as git says it in short; at most a hundred lines. */
	changes: z.array(z.string()),
	/** Commits on its branch that its base has not. */
	ahead: z.int().min(0),
	/** Sessions that are at work in it. */
	sessions: z.array(id),
});

/** The work tree that a task is worked on in. */
export const getWorkTree = endpoint({method: 'GET', path: '/api/tasks/:id/work-tree', answer: known});

/** Makes one for the task, or answers the one that it has or shares. */
export const createWorkTree = endpoint({method: 'POST', path: '/api/tasks/:id/work-tree', answer: known});

/** Removes the folder, and the branch with it where nothing is on it that its base has not. */
export const removeWorkTree = endpoint({
	method: 'DELETE',
	path: '/api/tasks/:id/work-tree',
	answer: z.looseObject({path: z.string(), branch: z.string(), isBranchKept: z.boolean()}),
});
