import {MaestroError} from '../domain/errors.js';
import {createId} from '../domain/id.js';
import type {Project} from '../domain/project.js';
import type {Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Clock} from '../system/clock.js';
import type {Links} from './links.js';
import type {Sessions} from './sessions.js';
import type {Collection} from './stores/collection.js';

type Wanted = Pick<Session, 'projectId' | 'taskIds' | 'status' | 'metadata'> & {
	/** Members that are kept for clients of the real server, and mean nothing here. */
	readonly kept?: Readonly<Record<string, string | undefined>> | undefined;
	/** Its id unless given. */
	readonly name?: string | undefined;
	/** What its timeline begins with. */
	readonly message: string;
};

type Options = {
	readonly sessions: Sessions;
	readonly projects: Collection<Project>;
	readonly tasks: Collection<Task>;
	readonly links: Links;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
Makes a session whose agent is started by somebody else. Refuses with `project-not-found` and `task-not-found`.
*/
export const createBeginning =
	({sessions, projects, tasks, links, clock, random}: Options) =>
	async ({message, taskIds, kept, ...wanted}: Wanted): Promise<Session> => {
		if (projects.get(wanted.projectId) === undefined) {
			throw new MaestroError('project-not-found', `There is no project ${wanted.projectId}`);
		}

		const unknown = taskIds.find(taskId => tasks.get(taskId) === undefined);
		if (unknown !== undefined) {
			throw new MaestroError('task-not-found', `There is no task ${unknown}`);
		}

		const now = clock();
		const id = createId('sess', now, random);
		const session = await sessions.add({
			...kept,
			...wanted,
			id,
			taskIds,
			name: wanted.name ?? id,
			startedAt: now,
			lastActivity: now,
			completedAt: null,
			parentSessionId: null,
			timeline: [
				sessions.newEntry({type: 'session_started', message}),
				...taskIds.map(taskId => sessions.newEntry({type: 'task_started', taskId, message: 'Works on the task'})),
			],
		});
		for (const taskId of taskIds) {
			await links.add(taskId, id);
		}

		return session;
	};

export type BeginSession = ReturnType<typeof createBeginning>;
