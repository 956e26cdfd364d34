import type {Task} from '../domain/task.js';
import type {Clock} from '../system/clock.js';
import type {ChangeTask} from './change-task.js';
import type {Collection} from './stores/collection.js';

export type Links = {
	/** The task knows that the session works on it; `isBegun` says that this is the beginning of the work. */
	add: (taskId: string, sessionId: string, how?: {readonly isBegun: boolean}) => Promise<void>;
	/** No task knows of the session any more. */
	removeAll: (sessionId: string) => Promise<void>;
};

type Options = {
	readonly tasks: Pick<Collection<Task>, 'all'>;
	readonly changeTask: ChangeTask;
	readonly clock: Clock;
};

/**
Which sessions work on a task, as the tasks know it.
*/
export const createLinks = ({tasks, changeTask, clock}: Options): Links => ({
	async add(taskId, sessionId, {isBegun} = {isBegun: false}) {
		await changeTask(taskId, task => {
			if (task.sessionIds.includes(sessionId)) {
				return task;
			}

			const begun = {
				status: task.status === 'todo' ? 'in_progress' : task.status,
				startedAt: task.startedAt ?? clock(),
			} as const;
			return {...task, ...(isBegun ? begun : {}), sessionIds: [...task.sessionIds, sessionId]};
		});
	},

	async removeAll(sessionId) {
		for (const {id} of tasks.all().filter(({sessionIds}) => sessionIds.includes(sessionId))) {
			await changeTask(id, task => ({...task, sessionIds: task.sessionIds.filter(other => other !== sessionId)}));
		}
	},
});
