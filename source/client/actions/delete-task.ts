import type {Task} from '../../domain/task.js';
import {deleteTask as deleteTaskEndpoint} from '../../protocol/tasks.js';
import type {Tools} from './tools.js';

export const deleteTask =
	({call, store}: Tools) =>
	async ({id}: Task): Promise<void> => {
		await call(deleteTaskEndpoint, {params: {id}});
		store.send({event: 'notice', data: {tone: 'info', text: `Removed ${id}`}});
	};
