import type {MaestroEvent} from '../domain/event.js';
import type {Task} from '../domain/task.js';
import type {Clock} from '../system/clock.js';
import type {Collection} from './stores/collection.js';

export type Links = {
	/** The task knows that the session works on it; `isBegun` says that this is the beginning of the work. */
	add: (taskId: string, sessionId: string, how?: {readonly isBegun: boolean}) => Promise<void>;
	/** No task knows of the session any more. */
	removeAll: (sessionId: string) => Promise<void>;
};

type Options = {
	readonly tasks: Collection<Task>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
};

/**
Which sessions work on a task, as the tasks know it.
*/
export const createLinks = ({tasks, publish, clock}: Options): Links => {
	const put = async (task: Task): Promise<void> => {
		await tasks.put(task);
		publish({event: 'task:updated', data: task});
	};

	return {
		async add(taskId, sessionId, {isBegun} = {isBegun: false}) {
			const task = tasks.get(taskId);
			if (task === undefined || task.sessionIds.includes(sessionId)) {
				return;
			}

			const now = clock();
			const begun = {
				status: task.status === 'todo' ? 'in_progress' : task.status,
				startedAt: task.startedAt ?? now,
			} as const;
			await put({
				...task,
				...(isBegun ? begun : {}),
				sessionIds: [...task.sessionIds, sessionId],
				updatedAt: now,
			});
		},

		async removeAll(sessionId) {
			for (const task of tasks.all().filter(({sessionIds}) => sessionIds.includes(sessionId))) {
				await put({...task, sessionIds: task.sessionIds.filter(id => id !== sessionId), updatedAt: clock()});
			}
		},
	};
};
