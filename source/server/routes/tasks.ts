import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import type {Project} from '../../domain/project.js';
import {isClosed, type Task} from '../../domain/task.js';
import {createTask, deleteTask, getTask, listTasks, updateTask} from '../../protocol/tasks.js';
import type {Clock} from '../../system/clock.js';
import {type Caller, param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly projects: Collection<Project>;
	readonly tasks: Collection<Task>;
	readonly sessions: Sessions;
	readonly nextNumber: () => Promise<number>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
};

export const taskRoutes = ({projects, tasks, sessions, nextNumber, publish, clock}: Options): readonly Route[] => {
	const get = (id: string): Task => {
		const task = tasks.get(id);
		if (task === undefined) {
			throw new MaestroError('task-not-found', `There is no task ${id}; maestro task list shows those there are`);
		}

		return task;
	};

	/** A session works on the tasks of its own project. */
	const admit = ({id, isOperator}: Caller, projectId: string): void => {
		if (!isOperator && sessions.get(id).projectId !== projectId) {
			throw new MaestroError('not-allowed', 'A session changes tasks of its own project only');
		}
	};

	const remove = async (id: string): Promise<void> => {
		const live = sessions.all().find(({taskIds, completedAt}) => taskIds.includes(id) && completedAt === null);
		if (live !== undefined) {
			throw new MaestroError('not-empty', `The session ${live.name} (${live.id}) works on ${id}; stop it first`);
		}

		for (const child of tasks.all().filter(({parentId}) => parentId === id)) {
			await remove(child.id);
		}

		await tasks.remove(id);
		publish({event: 'task:deleted', data: {id}});
	};

	return [
		route(listTasks, 'anyone', ({query: {projectId, status, parentId}}) =>
			tasks
				.all()
				.filter(
					task =>
						(projectId === undefined || task.projectId === projectId) &&
						(status === undefined || task.status === status) &&
						(parentId === undefined || task.parentId === (parentId === 'null' ? null : parentId)),
				)
				.map(editable),
		),
		route(getTask, 'anyone', asked => editable(get(param(asked, 'id')))),
		route(createTask, 'anyone', async ({body, caller}) => {
			const {projectId, title = '', description = '', parentId = null, priority = 'medium', clientRequestId} = body;
			if (projects.get(projectId) === undefined) {
				throw new MaestroError('project-not-found', `There is no project ${projectId}`);
			}

			admit(caller, projectId);
			if (parentId !== null && get(parentId).projectId !== projectId) {
				throw new MaestroError('malformed', `Body: parentId: ${parentId} is a task of another project`);
			}

			const before = tasks.all().find(task => clientRequestId !== undefined && requestOf(task) === clientRequestId);
			if (before !== undefined) {
				return editable(before);
			}

			const now = clock();
			const task: Task & {readonly clientRequestId?: string | undefined} = {
				id: `T-${await nextNumber()}`,
				projectId,
				parentId,
				title,
				description,
				status: 'todo',
				priority,
				createdAt: now,
				updatedAt: now,
				startedAt: null,
				completedAt: null,
				sessionIds: [],
				...realServerDefaults,
				clientRequestId,
			};
			await tasks.put(task);
			publish({event: 'task:created', data: task});
			return editable(task);
		}),
		route(updateTask, 'anyone', async asked => {
			const before = get(param(asked, 'id'));
			admit(asked.caller, before.projectId);
			const {
				title = before.title,
				description = before.description,
				status = before.status,
				priority = before.priority,
			} = asked.body;
			const now = clock();
			const task = {
				...before,
				title,
				description,
				status,
				priority,
				updatedAt: now,
				// Set once and never cleared (contract §4).
				startedAt: before.startedAt ?? (status === 'in_progress' ? now : null),
				completedAt: before.completedAt ?? (isClosed({status}) ? now : null),
			};
			await tasks.put(task);
			publish({event: 'task:updated', data: task});
			return editable(task);
		}),
		route(deleteTask, 'operator', async asked => {
			const {id} = get(param(asked, 'id'));
			await remove(id);
			return {success: true, id};
		}),
	];
};

/** Members that clients of the real server expect of a task, and that mean nothing here (contract §4). */
const realServerDefaults = {
	initialPrompt: '',
	skillIds: [],
	agentIds: [],
	dependencies: [],
	referenceTaskIds: [],
	teamId: null,
	dueDate: null,
};

const requestOf = (task: Task): unknown => ('clientRequestId' in task ? task.clientRequestId : undefined);

/** The readers of the protocol hand out lists that can be changed; the store's cannot. */
const editable = (task: Task) => ({...task, sessionIds: [...task.sessionIds]});
