import {MaestroError} from '../domain/errors.js';
import type {MaestroEvent} from '../domain/event.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Links} from './links.js';
import type {Caller} from './route.js';
import type {Sessions} from './sessions.js';
import type {Collection} from './stores/collection.js';

export type SessionTasks = {
	/** The session works on the task, too. Refuses with `task-not-found`. */
	link: (sessionId: string, taskId: string) => Promise<Session>;
	/** It does not any more. Refuses with `not-empty` the task of a run that goes on. */
	unlink: (sessionId: string, taskId: string) => Promise<Session>;
	/** It works on these, and on no others. */
	set: (sessionId: string, taskIds: readonly string[]) => Promise<void>;
	/** Refuses to let a session have tasks of another project than its own, and tasks that are not there. */
	admit: (caller: Caller, taskIds: readonly string[]) => void;
};

type Options = {
	readonly sessions: Pick<Sessions, 'get' | 'change' | 'newEntry'>;
	readonly tasks: Pick<Collection<Task>, 'get'>;
	readonly links: Pick<Links, 'add' | 'remove'>;
	readonly publish: (event: MaestroEvent) => void;
};

/**
Which tasks a session works on, as both of them know it.
*/
export const createSessionTasks = ({sessions, tasks, links, publish}: Options): SessionTasks => {
	const get = (taskId: string): Task => {
		const task = tasks.get(taskId);
		if (task === undefined) {
			throw new MaestroError('task-not-found', `There is no task ${taskId}`);
		}

		return task;
	};

	const link = async (sessionId: string, taskId: string): Promise<Session> => {
		get(taskId);
		let isLinked = false;
		const entry = sessions.newEntry({type: 'task_started', taskId, message: 'Works on the task, too'});
		const session = await sessions.change(sessionId, before => {
			isLinked = !before.taskIds.includes(taskId);
			return isLinked
				? {...before, taskIds: [...before.taskIds, taskId], timeline: [...before.timeline, entry]}
				: before;
		});
		await links.add(taskId, sessionId);
		if (isLinked) {
			publish({event: 'session:task_added', data: {sessionId, taskId}});
		}

		return session;
	};

	const unlink = async (sessionId: string, taskId: string): Promise<Session> => {
		let isUnlinked = false;
		const entry = sessions.newEntry({type: 'progress', taskId, message: 'Does not work on the task any more'});
		const session = await sessions.change(sessionId, before => {
			isUnlinked = before.taskIds.includes(taskId);
			if (!isUnlinked) {
				return before;
			}

			if (before.run?.taskId === taskId && !hasEnded(before)) {
				throw new MaestroError('not-empty', `${sessionId} was started for ${taskId} and goes on; stop it first`);
			}

			const taskIds = before.taskIds.filter(id => id !== taskId);
			return {...before, taskIds, timeline: [...before.timeline, entry]};
		});
		await links.remove(taskId, sessionId);
		if (isUnlinked) {
			publish({event: 'session:task_removed', data: {sessionId, taskId}});
		}

		return session;
	};

	return {
		link,
		unlink,
		async set(sessionId, taskIds) {
			taskIds.forEach(get);
			for (const taskId of sessions.get(sessionId).taskIds.filter(id => !taskIds.includes(id))) {
				await unlink(sessionId, taskId);
			}

			for (const taskId of taskIds) {
				await link(sessionId, taskId);
			}
		},
		admit({id, isOperator}, taskIds) {
			const other = taskIds.map(get).find(task => !isOperator && task.projectId !== sessions.get(id).projectId);
			if (other !== undefined) {
				throw new MaestroError('not-allowed', `${other.id} is a task of another project than the session's`);
			}
		},
	};
};
