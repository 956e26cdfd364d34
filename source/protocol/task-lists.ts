import {z} from 'zod';
import type {TaskList} from '../domain/task-list.js';
import {endpoint} from './endpoint.js';
import {id, line, text, time} from './read.js';

export const taskList = z.looseObject({
	id,
	projectId: id,
	name: z.string(),
	description: z.string().optional(),
	orderedTaskIds: z.array(id).default([]),
	createdAt: time,
	updatedAt: time,
}) satisfies z.ZodType<TaskList>;

const taskIds = z.array(id).max(10_000);

const wanted = {name: line(200), description: text(2000).optional(), orderedTaskIds: taskIds.optional()};

export const listTaskLists = endpoint({
	method: 'GET',
	path: '/api/task-lists',
	query: z.object({projectId: id.optional()}),
	answer: z.array(taskList),
});

export const getTaskList = endpoint({method: 'GET', path: '/api/task-lists/:id', answer: taskList});

export const createTaskList = endpoint({
	method: 'POST',
	path: '/api/task-lists',
	body: z.strictObject({projectId: id, ...wanted}),
	answer: taskList,
	status: 201,
});

export const updateTaskList = endpoint({
	method: 'PATCH',
	path: '/api/task-lists/:id',
	body: z.strictObject(wanted).partial(),
	answer: taskList,
});

export const reorderTaskList = endpoint({
	method: 'PUT',
	path: '/api/task-lists/:id/reorder',
	body: z.strictObject({orderedTaskIds: taskIds}),
	answer: taskList,
});

export const addListedTask = endpoint({
	method: 'POST',
	path: '/api/task-lists/:id/tasks/:taskId',
	answer: taskList,
});

export const removeListedTask = endpoint({
	method: 'DELETE',
	path: '/api/task-lists/:id/tasks/:taskId',
	answer: taskList,
});

export const deleteTaskList = endpoint({
	method: 'DELETE',
	path: '/api/task-lists/:id',
	answer: z.looseObject({success: z.boolean(), id}),
});
