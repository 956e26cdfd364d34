import type {z} from 'zod';
import {MaestroError} from '../domain/errors.js';
import {operatorId} from '../domain/session.js';
import {isClosed, type Task} from '../domain/task.js';
import type {updateTask} from '../protocol/tasks.js';
import type {Clock} from '../system/clock.js';
import type {ChangeTask} from './change-task.js';
import type {Caller} from './route.js';
import type {SessionTasks} from './session-tasks.js';
import type {Sessions} from './sessions.js';

type Patch = z.output<typeof updateTask.body>;

type Options = {
	readonly changeTask: ChangeTask;
	readonly sessions: Pick<Sessions, 'get' | 'find'>;
	readonly sessionTasks: Pick<SessionTasks, 'link' | 'unlink'>;
	readonly clock: Clock;
};

export type PatchTask = (task: Task, patch: Patch, caller: Caller) => Promise<Task | undefined>;

/**
Changes a task as a request says (contract §5). What a session reports of its own part of it (`updateSource: "session"`) changes nothing
else.
*/
export const createTaskPatching =
	({changeTask, sessions, sessionTasks, clock}: Options): PatchTask =>
	async (task, patch, caller) => {
		const {sessionStatus, sessionId, updateSource, taskSessionStatuses, sessionIds, ...members} = patch;
		const own = sessionStatus === undefined ? undefined : {[reporterOf(patch, caller)]: sessionStatus};
		const statuses = {...taskSessionStatuses, ...own};
		refuseOthers(Object.keys(statuses), sessionIds, caller);
		if (updateSource === 'session' && own !== undefined) {
			const [reporter = ''] = Object.keys(own);
			if (!sessions.get(reporter).taskIds.includes(task.id)) {
				await sessionTasks.link(reporter, task.id);
			}

			return changeTask(task.id, before => withStatuses(before, own));
		}

		for (const id of sessionIds ?? []) {
			await sessionTasks.link(id, task.id);
		}

		// The real product leaves ids of sessions that are gone.
		const gone = sessionIds === undefined ? [] : task.sessionIds.filter(id => !sessionIds.includes(id));
		for (const id of gone.filter(id => sessions.find(id) !== undefined)) {
			await sessionTasks.unlink(id, task.id);
		}

		return changeTask(task.id, before => {
			const {
				title = before.title,
				description = before.description,
				status = before.status,
				priority = before.priority,
				...kept
			} = updateSource === 'session' ? {} : members;
			return {
				...withStatuses(before, statuses),
				...kept,
				sessionIds: before.sessionIds.filter(id => !gone.includes(id)),
				title,
				description,
				status,
				priority,
				// Set once and never cleared (contract §4).
				startedAt: before.startedAt ?? (status === 'in_progress' ? clock() : null),
				completedAt: before.completedAt ?? (isClosed({status}) ? clock() : null),
			};
		});
	};

const reporterOf = ({sessionId}: Patch, {id, isOperator}: Caller): string => {
	const reporter = sessionId ?? id;
	if (!isOperator && reporter !== id) {
		throw new MaestroError('not-allowed', `sessionId names another session than ${id}, which asks`);
	}

	if (reporter === operatorId) {
		throw new MaestroError('malformed', 'Body: sessionId: expected the session that sessionStatus is of');
	}

	return reporter;
};

/** What other sessions say of their part is theirs to say. */
const refuseOthers = (
	of: readonly string[],
	sessionIds: readonly string[] | undefined,
	{id, isOperator}: Caller,
): void => {
	if (!isOperator && (sessionIds !== undefined || of.some(other => other !== id))) {
		throw new MaestroError('not-allowed', 'A session says of its own part of a task how it goes, and of no other');
	}
};

const withStatuses = (task: Task, statuses: Readonly<Record<string, string>>): Task =>
	Object.keys(statuses).length === 0
		? task
		: {...task, taskSessionStatuses: {...task.taskSessionStatuses, ...statuses}};
