import type {Task} from '../../domain/task.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';

export type Tasks = ReadonlyMap<string, Task>;

export const updateTasks = (tasks: Tasks, event: ClientEvent): Tasks => {
	switch (event.event) {
		case 'snapshot': {
			return byId(event.data.tasks);
		}

		case 'task:created':
		case 'task:updated': {
			return withItem(tasks, event.data);
		}

		case 'task:deleted': {
			return withoutItem(tasks, event.data.id);
		}

		default: {
			return tasks;
		}
	}
};
