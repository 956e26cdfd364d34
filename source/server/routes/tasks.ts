import type {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import type {Project} from '../../domain/project.js';
import {hasEnded} from '../../domain/session.js';
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

type NewTask = z.output<typeof createTask.body>;

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

	/** A task with all that is part of it, parts first. */
	const withParts = (id: string): readonly string[] => [
		...tasks
			.all()
			.filter(({parentId}) => parentId === id)
			.flatMap(part => withParts(part.id)),
		id,
	];

	const checkFree = (ids: readonly string[]): void => {
		const live = sessions.all().find(session => !hasEnded(session) && session.taskIds.some(id => ids.includes(id)));
		if (live !== undefined) {
			const id = live.taskIds.find(taskId => ids.includes(taskId));
			throw new MaestroError('not-empty', `The session ${live.name} (${live.id}) works on ${id}; stop it first`);
		}
	};

	/** Nobody would know any more whose they are. */
	const checkTrees = (ids: readonly string[]): void => {
		const owner = ids.find(id => tasks.get(id)?.workTree !== undefined);
		if (owner !== undefined) {
			throw new MaestroError(
				'not-empty',
				`${owner} has the work tree ${tasks.get(owner)?.workTree?.path}; remove that first: maestro task worktree ${owner} --remove`,
			);
		}
	};

	const create = async (body: NewTask): Promise<Task> => {
		const {projectId, title = '', description = '', parentId = null, priority = 'medium', ...kept} = body;
		const now = clock();
		const task: Task = {
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
			...kept,
		};
		await tasks.put(task);
		publish({event: 'task:created', data: task});
		return task;
	};

	/** Those that are being made for a request that may come again. */
	const underWay = new Map<string, Promise<Task>>();

	/** The task that this very request made before, or makes now. */
	const createOnce = async (body: NewTask, requestId: string): Promise<Task> => {
		const {projectId} = body;
		const key = `${projectId} ${requestId}`;
		const isSame = (task: Task) => task.projectId === projectId && requestOf(task) === requestId;
		const before = underWay.get(key) ?? tasks.all().find(isSame);
		if (before !== undefined) {
			return before;
		}

		const created = create(body);
		underWay.set(key, created);
		try {
			return await created;
		} finally {
			underWay.delete(key);
		}
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
			const {projectId, parentId = null, clientRequestId} = body;
			if (projects.get(projectId) === undefined) {
				throw new MaestroError('project-not-found', `There is no project ${projectId}`);
			}

			admit(caller, projectId);
			if (parentId !== null && get(parentId).projectId !== projectId) {
				throw new MaestroError('malformed', `Body: parentId: ${parentId} is a task of another project`);
			}

			return editable(clientRequestId === undefined ? await create(body) : await createOnce(body, clientRequestId));
		}),
		route(updateTask, 'anyone', async asked => {
			const before = get(param(asked, 'id'));
			admit(asked.caller, before.projectId);
			const {
				title = before.title,
				description = before.description,
				status = before.status,
				priority = before.priority,
				...kept
			} = asked.body;
			const now = clock();
			const task = {
				...before,
				...kept,
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
			const ids = withParts(id);
			checkFree(ids);
			checkTrees(ids);
			for (const each of ids) {
				await tasks.remove(each);
				publish({event: 'task:deleted', data: {id: each}});
			}

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
