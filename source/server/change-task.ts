import type {MaestroEvent} from '../domain/event.js';
import type {Task} from '../domain/task.js';
import type {Clock} from '../system/clock.js';
import {newsOfTask} from './news.js';
import type {Collection} from './stores/collection.js';

/**
Changes a task by a pure function of what it is now; resolves once the change is on disk, and then tells everyone. A function that answers
its argument changes nothing, and of a task that is gone there is nothing to change: that answers `undefined`.
*/
export type ChangeTask = (id: string, change: (task: Task) => Task) => Promise<Task | undefined>;

type Options = {
	readonly tasks: Pick<Collection<Task>, 'get' | 'put'>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
};

export const createTaskChange =
	({tasks, publish, clock}: Options): ChangeTask =>
	async (id, change) => {
		const before = tasks.get(id);
		if (before === undefined) {
			return undefined;
		}

		const after = change(before);
		if (after === before) {
			return before;
		}

		const task = {...after, updatedAt: clock()};
		await tasks.put(task);
		publish({event: 'task:updated', data: task});
		newsOfTask(before, task).forEach(publish);
		return task;
	};
