import type {MaestroEvent} from '../domain/event.js';
import type {Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Clock} from '../system/clock.js';
import type {ChangeTask} from './change-task.js';
import {settledBy} from './news.js';
import type {Collection} from './stores/collection.js';

export type Links = {
	/** The task knows that the session works on it; `isBegun` says that this is the beginning of the work. */
	add: (taskId: string, sessionId: string, how?: {readonly isBegun: boolean}) => Promise<void>;
	/** The task does not know of the session any more. */
	remove: (taskId: string, sessionId: string) => Promise<void>;
	/** No task knows of the session any more. */
	removeAll: (sessionId: string) => Promise<void>;
	/** What a session that has ended said of its part of its tasks is as it must be now. */
	settle: (session: Session) => Promise<void>;
};

type Options = {
	readonly tasks: Pick<Collection<Task>, 'all'>;
	readonly changeTask: ChangeTask;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
};

/**
Which sessions work on a task, as the tasks know it.
*/
export const createLinks = ({tasks, changeTask, publish, clock}: Options): Links => {
	const remove = async (taskId: string, sessionId: string): Promise<void> => {
		let isRemoved = false;
		await changeTask(taskId, task => {
			isRemoved = task.sessionIds.includes(sessionId);
			return isRemoved ? {...task, sessionIds: task.sessionIds.filter(other => other !== sessionId)} : task;
		});
		if (isRemoved) {
			publish({event: 'task:session_removed', data: {taskId, sessionId}});
		}
	};

	return {
		async add(taskId, sessionId, {isBegun} = {isBegun: false}) {
			let isAdded = false;
			await changeTask(taskId, task => {
				isAdded = !task.sessionIds.includes(sessionId);
				if (!isAdded) {
					return task;
				}

				const begun = {
					status: task.status === 'todo' ? 'in_progress' : task.status,
					startedAt: task.startedAt ?? clock(),
				} as const;
				return {...task, ...(isBegun ? begun : {}), sessionIds: [...task.sessionIds, sessionId]};
			});
			if (isAdded) {
				publish({event: 'task:session_added', data: {taskId, sessionId}});
			}
		},

		remove,

		async removeAll(sessionId) {
			for (const {id} of tasks.all().filter(({sessionIds}) => sessionIds.includes(sessionId))) {
				await remove(id, sessionId);
			}
		},

		async settle(session) {
			for (const taskId of session.taskIds) {
				await changeTask(taskId, settledBy(session));
			}
		},
	};
};
