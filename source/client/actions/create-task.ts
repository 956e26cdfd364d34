import {createTask as createTaskEndpoint} from '../../protocol/tasks.js';
import type {Tools} from './tools.js';

/** Creates a task in a project, or as a part of another one, and selects it. */
export const createTask =
	({call, store, createKey}: Tools) =>
	async (projectId: string, title: string, parentId?: string): Promise<void> => {
		const body = {projectId, title, ...(parentId === undefined ? {} : {parentId}), clientRequestId: createKey()};
		const task = await call(createTaskEndpoint, {body});
		store.send(
			{event: 'row:selected', data: {list: 'tasks', id: task.id}},
			{event: 'notice', data: {tone: 'info', text: `Created ${task.id}`}},
		);
	};
