import {z} from 'zod';
import {type Task, taskPriorities, taskStatuses} from '../domain/task.js';
import {endpoint} from './endpoint.js';
import {fitsIn, id, line, text, time} from './read.js';
import {addTimelineEntry} from './sessions.js';
import {workTree} from './work-trees.js';

/** In UTF-8 it must fit into one argument of a program, which Linux limits to 128 KiB. */
const longestDescription = 102_400;

export const task = z.looseObject({
	id,
	projectId: id,
	parentId: id.nullable().default(null),
	title: z.string(),
	description: z.string().default(''),
	status: z.enum(taskStatuses),
	priority: z.enum(taskPriorities).default('medium'),
	createdAt: time,
	updatedAt: time,
	startedAt: time.nullable().default(null),
	completedAt: time.nullable().default(null),
	sessionIds: z.array(id).default([]),
	taskSessionStatuses: z.record(z.string(), z.string()).optional(),
	workTree: workTree.optional(),
}) satisfies z.ZodType<Task>;

const title = text(500).transform(value => value.replace(/[\n\t]+/g, ' ').trim());

/** What the real server's clients say of a task besides (contract §5): it is kept, and means nothing here. */
const ofRealServer = {
	initialPrompt: text(longestDescription).optional(),
	skillIds: z.array(id).max(100).optional(),
	referenceTaskIds: z.array(id).max(100).optional(),
	teamId: id.nullable().optional(),
	dueDate: z.iso.date().nullable().optional(),
	model: line(200).optional(),
	teamMemberId: id.nullable().optional(),
	teamMemberIds: z.array(id).max(20).optional(),
	memberOverrides: z
		.record(z.string().max(128), z.unknown())
		.refine(fitsIn(10_000), 'at most 10,000 characters as JSON')
		.optional(),
	dangerousMode: z.boolean().optional(),
	useWorktree: z.boolean().optional(),
};

/** What a session says of its own part of a task (contract §4). */
const sessionStatus = z.enum(['working', 'blocked', 'completed', 'failed', 'skipped']);

export const listTasks = endpoint({
	method: 'GET',
	path: '/api/tasks',
	query: z.object({
		projectId: id.optional(),
		status: z.enum(taskStatuses).optional(),
		/** `null` for tasks without a parent. */
		parentId: id.optional(),
	}),
	answer: z.array(task),
	isPaged: true,
});

export const listTaskChildren = endpoint({method: 'GET', path: '/api/tasks/:id/children', answer: z.array(task)});

export const getTask = endpoint({method: 'GET', path: '/api/tasks/:id', answer: task});

export const createTask = endpoint({
	method: 'POST',
	path: '/api/tasks',
	body: z.strictObject({
		projectId: id,
		title: title.optional(),
		description: text(longestDescription).optional(),
		parentId: id.nullable().optional(),
		priority: z.enum(taskPriorities).optional(),
		/** A request that comes again with it makes no second task. */
		clientRequestId: id.optional(),
		...ofRealServer,
	}),
	answer: task,
	status: 201,
});

export const updateTask = endpoint({
	method: 'PATCH',
	path: '/api/tasks/:id',
	body: z.strictObject({
		title: title.optional(),
		description: text(longestDescription).optional(),
		status: z.enum(taskStatuses).optional(),
		priority: z.enum(taskPriorities).optional(),
		/** Of the session in `sessionId`; the one that asks unless given. */
		sessionStatus: sessionStatus.optional(),
		sessionId: id.optional(),
		/** `session`: nothing but `sessionStatus` is changed, and the session works on the task if it did not before. */
		updateSource: z.enum(['user', 'session']).optional(),
		taskSessionStatuses: z.record(id, sessionStatus).optional(),
		sessionIds: z.array(id).max(1000).optional(),
		agentIds: z.array(id).max(100).optional(),
		...ofRealServer,
	}),
	answer: task,
});

/** An entry in the timeline of a session, by way of the task that it is about. */
export const addTaskEntry = endpoint({
	method: 'POST',
	path: '/api/tasks/:id/timeline',
	body: z.strictObject({type: addTimelineEntry.body.shape.type, message: text(10_000), sessionId: id}),
	answer: z.looseObject({success: z.boolean(), taskId: id, sessionId: id}),
});

export const deleteTask = endpoint({
	method: 'DELETE',
	path: '/api/tasks/:id',
	answer: z.looseObject({success: z.boolean(), id}),
});
