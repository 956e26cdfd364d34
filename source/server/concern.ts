import {isMessageEvent, type MaestroEvent} from '../domain/event.js';
import type {WatcherFilter} from '../protocol/watching.js';
import type {Caller} from './route.js';

/**
Whom and what an event is about, as far as it says so.
*/
export type Concern = {
	/** Sessions, and `operator` where a person wrote or was written to. */
	readonly sessions?: readonly string[];
	/** Those sessions may be told of it, and not the operator alone. */
	readonly isTheirs?: boolean;
	readonly projectId?: string | undefined;
	readonly taskId?: string;
	/** It says nothing that the update of a task or a session does not say. */
	readonly isRepeat?: boolean;
};

export const concernOf = (told: MaestroEvent): Concern => {
	if (isMessageEvent(told)) {
		const {from, to, hold} = told.data;
		// While it is held, its receiver has not got it.
		return {sessions: hold === undefined ? [from, to] : [from], isTheirs: true};
	}

	const {event, data} = told;
	switch (event) {
		case 'project:created':
		case 'project:updated':
		case 'project:deleted': {
			return {projectId: data.id};
		}

		case 'task:created':
		case 'task:updated': {
			return {taskId: data.id, projectId: data.projectId};
		}

		case 'task:deleted': {
			return {taskId: data.id};
		}

		case 'session:created':
		case 'session:updated':
		case 'session:deleted': {
			return {sessions: [data.id], isTheirs: true};
		}

		case 'session:message_received':
		case 'session:message_sent':
		case 'session:prompt_send': {
			return {sessions: [data.sessionId], isTheirs: true};
		}

		case 'session:status_changed': {
			return {sessions: [data.id], isTheirs: true, isRepeat: true};
		}

		case 'session:mode_changed':
		case 'session:task_added':
		case 'session:task_removed': {
			return {sessions: [data.sessionId], isTheirs: true, isRepeat: true};
		}

		case 'task:session_added':
		case 'task:session_removed': {
			return {taskId: data.taskId, isRepeat: true};
		}

		case 'team_member:created':
		case 'team_member:updated':
		case 'team_member:archived': {
			return data.scope === 'global' ? {} : {projectId: data.projectId};
		}

		case 'notify:needs_input': {
			return {sessions: [data.sessionId]};
		}

		case 'notify:progress':
		case 'notify:session_completed':
		case 'notify:session_failed':
		case 'notify:task_session_completed':
		case 'notify:task_session_failed': {
			return {sessions: [data.sessionId], isRepeat: true};
		}

		case 'notify:task_completed':
		case 'notify:task_failed':
		case 'notify:task_in_review':
		case 'notify:task_blocked': {
			return {isRepeat: true};
		}

		case 'modes:changed':
		case 'team_member:deleted':
		case 'task_list:created':
		case 'task_list:updated':
		case 'task_list:reordered':
		case 'task_list:deleted':
		case 'model_profile:created':
		case 'model_profile:updated':
		case 'model_profile:deleted': {
			return {};
		}

		case 'message:deleted': {
			return {sessions: [data.from, data.to], isTheirs: true};
		}

		case 'hold:opened':
		case 'hold:decided': {
			return {sessions: data.between};
		}
	}
};

/** The operator sees everything, a session what is its own. */
export const maySee = ({id, isOperator}: Caller, {sessions = [], isTheirs = false}: Concern): boolean =>
	isOperator || (isTheirs && sessions.includes(id));

/** Whether an event passes what a watcher asked for. Of the real server's rules (contract §6): a project's id keeps no session away. */
export const passes = (
	{sessionIds, projectId, taskIds, repeats = true}: WatcherFilter,
	{sessions, projectId: project, taskId, isRepeat = false}: Concern,
): boolean =>
	(repeats || !isRepeat) &&
	(sessionIds === undefined || sessions === undefined || sessions.some(id => sessionIds.includes(id))) &&
	(projectId === undefined || project === undefined || project === projectId) &&
	(taskIds === undefined || taskId === undefined || taskIds.includes(taskId));
