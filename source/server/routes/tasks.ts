import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import type {Project} from '../../domain/project.js';
import {hasEnded} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import {
	addTaskEntry,
	createTask,
	deleteTask,
	getTask,
	listTaskChildren,
	listTasks,
	updateTask,
} from '../../protocol/tasks.js';
import type {AddEntry} from '../add-entry.js';
import type {MakeTask} from '../make-task.js';
import type {PatchTask} from '../patch-task.js';
import {type Caller, param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly projects: Collection<Project>;
	readonly tasks: Collection<Task>;
	readonly sessions: Sessions;
	readonly makeTask: MakeTask;
	readonly patchTask: PatchTask;
	readonly addEntry: AddEntry;
	readonly publish: (event: MaestroEvent) => void;
};

export const taskRoutes = ({
	projects,
	tasks,
	sessions,
	makeTask,
	patchTask,
	addEntry,
	publish,
}: Options): readonly Route[] => {
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
				.map(shownTask),
		),
		route(getTask, 'anyone', asked => shownTask(get(param(asked, 'id')))),
		route(listTaskChildren, 'anyone', asked => {
			const {id} = get(param(asked, 'id'));
			return tasks
				.all()
				.filter(({parentId}) => parentId === id)
				.map(shownTask);
		}),
		route(createTask, 'anyone', async ({body, caller}) => {
			const {projectId, parentId = null} = body;
			if (projects.get(projectId) === undefined) {
				throw new MaestroError('project-not-found', `There is no project ${projectId}`);
			}

			admit(caller, projectId);
			if (parentId !== null && get(parentId).projectId !== projectId) {
				throw new MaestroError('malformed', `Body: parentId: ${parentId} is a task of another project`);
			}

			return shownTask(await makeTask(body));
		}),
		route(updateTask, 'anyone', async asked => {
			const before = get(param(asked, 'id'));
			admit(asked.caller, before.projectId);
			// Of one that was deleted meanwhile there is nothing to show.
			return shownTask((await patchTask(before, asked.body, asked.caller)) ?? get(before.id));
		}),
		route(addTaskEntry, 'anyone', async asked => {
			const {id: taskId} = get(param(asked, 'id'));
			const {type, message, sessionId} = asked.body;
			if (!asked.caller.isOperator && asked.caller.id !== sessionId) {
				throw new MaestroError('not-allowed', `sessionId names another session than ${asked.caller.id}, which asks`);
			}

			await addEntry(sessionId, {type, message, taskId});
			return {success: true, taskId, sessionId, message, type};
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

/** A task for an answer: the readers of the protocol hand out lists that can be changed; the store's cannot. */
export const shownTask = (task: Task) => ({
	...task,
	sessionIds: [...task.sessionIds],
	taskSessionStatuses: task.taskSessionStatuses === undefined ? undefined : {...task.taskSessionStatuses},
});
