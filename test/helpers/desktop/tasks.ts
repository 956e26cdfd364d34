import type {DesktopTask} from './entities.js';
import {link} from './links.js';
import {paged} from './lists.js';
import {check} from './refused.js';
import {created, on, type Route} from './route.js';
import {newTask, taskChange, taskQuery} from './schemas.js';
import type {World} from './world.js';

/** What is announced when a task becomes it. */
const announced: Readonly<Record<string, string>> = {
	completed: 'notify:task_completed',
	cancelled: 'notify:task_failed',
	in_review: 'notify:task_in_review',
	blocked: 'notify:task_blocked',
};

export const taskRoutes = (world: World): readonly Route[] => [
	on('GET /api/tasks', ({query}) => {
		const {projectId, status, parentId} = check(taskQuery, query, 'query');
		const found = [...world.tasks.values()].filter(
			task =>
				(projectId === undefined || task.projectId === projectId) &&
				(status === undefined || task.status === status) &&
				(parentId === undefined || String(task.parentId) === parentId),
		);
		return paged(found, query);
	}),

	on('GET /api/tasks/:id', ({params}) => world.task(params.id ?? '')),

	on('GET /api/tasks/:id/children', ({params}) => childrenOf(world, world.task(params.id ?? '').id)),

	on('POST /api/tasks', ({body}) => {
		const {clientRequestId, ...asked} = check(newTask, body);
		const known = [...world.tasks.values()].find(
			task => clientRequestId !== undefined && task.clientRequestId === clientRequestId,
		);
		return created(known ?? makeTask(world, {...asked, ...(clientRequestId === undefined ? {} : {clientRequestId})}));
	}),

	on('PATCH /api/tasks/:id', ({params, body}) => {
		const {updateSource, sessionId, sessionStatus, ...changed} = check(taskChange, body);
		const task = world.task(params.id ?? '');
		if (updateSource === 'session') {
			return sessionId === undefined ? task : setSessionStatus(world, task, sessionId, sessionStatus);
		}

		return changeTask(world, task, changed as Partial<DesktopTask>);
	}),

	on('DELETE /api/tasks/:id', ({params}) => {
		const {id} = world.task(params.id ?? '');
		removeTask(world, id);
		return {success: true, id};
	}),
];

const childrenOf = (world: World, id: string): readonly DesktopTask[] =>
	[...world.tasks.values()].filter(({parentId}) => parentId === id);

const makeTask = (
	world: World,
	asked: {readonly projectId: string} & Readonly<Record<string, unknown>>,
): DesktopTask => {
	world.project(asked.projectId);
	if (typeof asked.parentId === 'string') {
		world.task(asked.parentId);
	}

	const createdAt = world.now();
	const task: DesktopTask = {
		id: world.make('task'),
		...{parentId: null, title: '', description: '', status: 'todo', priority: 'medium'},
		...{createdAt, updatedAt: createdAt, startedAt: null, completedAt: null, initialPrompt: ''},
		...{
			sessionIds: [],
			skillIds: [],
			agentIds: [],
			dependencies: [],
			referenceTaskIds: [],
			teamId: null,
			dueDate: null,
		},
		...asked,
	};
	world.tasks.set(task.id, task);
	world.emit('task:created', task);
	return task;
};

/** Times are set once, and stay when the status goes back. */
const changeTask = (world: World, task: DesktopTask, changed: Partial<DesktopTask>): DesktopTask => {
	const now = world.now();
	const before = task.status;
	Object.assign(task, changed, {updatedAt: now});
	if (task.status === 'in_progress') {
		task.startedAt ??= now;
	}

	if (task.status === 'completed') {
		task.completedAt ??= now;
	}

	world.emit('task:updated', task);
	const event = announced[task.status];
	if (event !== undefined && task.status !== before) {
		world.emit(event, {taskId: task.id, title: task.title});
	}

	return task;
};

/** What a session says of a task that it works on; of one that it does not have yet, it has it from now on. */
const setSessionStatus = (
	world: World,
	task: DesktopTask,
	sessionId: string,
	status: string | undefined,
): DesktopTask => {
	const session = world.session(sessionId);
	if (!session.taskIds.includes(task.id)) {
		link(world, session, task);
	}

	if (status === undefined) {
		return task;
	}

	task.taskSessionStatuses = {...task.taskSessionStatuses, [sessionId]: status};
	task.updatedAt = world.now();
	world.emit('task:updated', task);
	if (status === 'completed' || status === 'failed') {
		world.emit(`notify:task_session_${status}`, {taskId: task.id, sessionId, title: task.title});
	}

	return task;
};

/** Those below it go first. Sessions keep the id of what is gone. */
const removeTask = (world: World, id: string): void => {
	for (const child of childrenOf(world, id)) {
		removeTask(world, child.id);
	}

	world.tasks.delete(id);
	world.emit('task:deleted', {id});
};
