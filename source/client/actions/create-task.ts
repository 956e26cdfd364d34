import {createTask as createTaskEndpoint} from '../../protocol/tasks.js';
import type {Tools} from './tools.js';

/** Creates a task in a project, and selects it. */
export const createTask =
	({call, store, createKey}: Tools) =>
	async (projectId: string, title: string): Promise<void> => {
		const task = await call(createTaskEndpoint, {body: {projectId, title, clientRequestId: createKey()}});
		store.send(
			{event: 'row:selected', data: {list: 'tasks', id: task.id}},
			{event: 'notice', data: {tone: 'info', text: `Created ${task.id}`}},
		);
	};
