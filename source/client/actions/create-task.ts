import {createTask as createTaskEndpoint} from '../../protocol/tasks.js';
import {selectNew} from './select-new.js';
import type {Tools} from './tools.js';

/** Creates a task in a project, or as a part of another one. */
export const createTask =
	({call, store, createKey}: Tools) =>
	async (projectId: string, title: string, parentId?: string): Promise<void> => {
		const select = selectNew(store, 'tasks');
		const body = {projectId, title, ...(parentId === undefined ? {} : {parentId}), clientRequestId: createKey()};
		const task = await call(createTaskEndpoint, {body});
		store.send(...select(task.id), {event: 'notice', data: {tone: 'info', text: `Created ${task.id}`}});
	};
