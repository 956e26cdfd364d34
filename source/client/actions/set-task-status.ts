import type {Task, TaskStatus} from '../../domain/task.js';
import {updateTask} from '../../protocol/tasks.js';
import type {Tools} from './tools.js';

export const setTaskStatus =
	({call, store}: Tools) =>
	async (task: Task, status: TaskStatus): Promise<void> => {
		await call(updateTask, {params: {id: task.id}, body: {status}});
		store.send({event: 'notice', data: {tone: 'info', text: `${task.id} is ${status.replace('_', ' ')}`}});
	};
