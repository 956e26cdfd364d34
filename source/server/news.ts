import type {MaestroEvent} from '../domain/event.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Task, TaskStatus} from '../domain/task.js';

/**
What is told of a session that has changed, besides what it is now: for clients of the real server, which live by these (contract §6).
*/
export const newsOfSession = (before: Session, after: Session): readonly MaestroEvent[] => {
	const {id, name, status, lastActivity, needsInput} = after;
	const news: MaestroEvent[] = [];
	if (status !== before.status || needsInput !== before.needsInput) {
		news.push({event: 'session:status_changed', data: {id, status, lastActivity, needsInput}});
	}

	if (needsInput?.active === true && before.needsInput?.active !== true) {
		news.push({event: 'notify:needs_input', data: {sessionId: id, name, message: needsInput.message}});
	}

	if (status !== before.status && (status === 'completed' || status === 'failed')) {
		news.push({event: `notify:session_${status}`, data: {sessionId: id, name}});
	}

	return news;
};

type TaskNews = 'notify:task_completed' | 'notify:task_failed' | 'notify:task_in_review' | 'notify:task_blocked';

const toldStatuses: Partial<Record<TaskStatus, TaskNews>> = {
	completed: 'notify:task_completed',
	cancelled: 'notify:task_failed',
	in_review: 'notify:task_in_review',
	blocked: 'notify:task_blocked',
};

/** The same of a task. */
export const newsOfTask = (before: Task, after: Task): readonly MaestroEvent[] => {
	const {id: taskId, title, status, taskSessionStatuses = {}} = after;
	const told = status === before.status ? undefined : toldStatuses[status];
	return [
		...(told === undefined ? [] : [{event: told, data: {taskId, title}}]),
		...Object.entries(taskSessionStatuses)
			.filter(([sessionId, of]) => isEnd(of) && before.taskSessionStatuses?.[sessionId] !== of)
			.map(
				([sessionId, of]): MaestroEvent => ({
					event: of === 'completed' ? 'notify:task_session_completed' : 'notify:task_session_failed',
					data: {taskId, sessionId, title},
				}),
			),
	];
};

const isEnd = (status: string): boolean => status === 'completed' || status === 'failed';

/**
What a task becomes when a session that worked on it has ended: what it left open of it, it will not do any more.
*/
export const settledBy =
	(session: Session) =>
	(task: Task): Task => {
		const of = task.taskSessionStatuses?.[session.id];
		if (!hasEnded(session) || (of !== 'working' && of !== 'blocked')) {
			return task;
		}

		const now = session.status === 'completed' ? 'completed' : 'failed';
		return {...task, taskSessionStatuses: {...task.taskSessionStatuses, [session.id]: now}};
	};
