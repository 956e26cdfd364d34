import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import {createId} from '../../domain/id.js';
import type {Project} from '../../domain/project.js';
import type {Task} from '../../domain/task.js';
import type {TaskList} from '../../domain/task-list.js';
import {
	addListedTask,
	createTaskList,
	deleteTaskList,
	getTaskList,
	listTaskLists,
	removeListedTask,
	reorderTaskList,
	updateTaskList,
} from '../../protocol/task-lists.js';
import type {Clock} from '../../system/clock.js';
import {param, type Route, route} from '../route.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly taskLists: () => Promise<Collection<TaskList>>;
	readonly projects: Pick<Collection<Project>, 'get'>;
	readonly tasks: Pick<Collection<Task>, 'get'>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
Lists of tasks, which a person has put together.
*/
export const taskListRoutes = ({taskLists, projects, tasks, publish, clock, random}: Options): readonly Route[] => {
	const get = async (id: string): Promise<TaskList> => {
		const list = (await taskLists()).get(id);
		if (list === undefined) {
			throw new MaestroError('not-found', `There is no task list ${id}`);
		}

		return list;
	};

	const keep = async (list: TaskList, event: 'created' | 'updated' | 'reordered'): Promise<TaskList> => {
		const unknown = list.orderedTaskIds.find(id => tasks.get(id)?.projectId !== list.projectId);
		if (unknown !== undefined && event !== 'updated') {
			throw new MaestroError('task-not-found', `There is no task ${unknown} in ${list.projectId}`);
		}

		const kept = {...list, updatedAt: clock()};
		await (await taskLists()).put(kept);
		publish({event: `task_list:${event}`, data: kept});
		return kept;
	};

	return [
		route(listTaskLists, 'anyone', async ({query: {projectId}}) =>
			(await taskLists())
				.all()
				.filter(list => projectId === undefined || list.projectId === projectId)
				.map(editable),
		),
		route(getTaskList, 'anyone', async asked => editable(await get(param(asked, 'id')))),
		route(createTaskList, 'operator', async ({body: {orderedTaskIds = [], ...list}}) => {
			if (projects.get(list.projectId) === undefined) {
				throw new MaestroError('project-not-found', `There is no project ${list.projectId}`);
			}

			const now = clock();
			const id = createId('task_list', now, random);
			return editable(await keep({id, ...list, orderedTaskIds, createdAt: now, updatedAt: now}, 'created'));
		}),
		route(updateTaskList, 'operator', async asked => {
			const before = await get(param(asked, 'id'));
			const {name = before.name, orderedTaskIds = before.orderedTaskIds, ...rest} = asked.body;
			return editable(await keep({...before, ...rest, name, orderedTaskIds}, 'updated'));
		}),
		route(reorderTaskList, 'operator', async asked => {
			const {orderedTaskIds} = asked.body;
			return editable(await keep({...(await get(param(asked, 'id'))), orderedTaskIds}, 'reordered'));
		}),
		...(
			[
				[addListedTask, true],
				[removeListedTask, false],
			] as const
		).map(([endpoint, isIn]) =>
			route(endpoint, 'operator', async asked => {
				const before = await get(param(asked, 'id'));
				const taskId = param(asked, 'taskId');
				if (isIn && tasks.get(taskId)?.projectId !== before.projectId) {
					throw new MaestroError('task-not-found', `There is no task ${taskId} in ${before.projectId}`);
				}

				const others = before.orderedTaskIds.filter(id => id !== taskId);
				return editable(await keep({...before, orderedTaskIds: isIn ? [...others, taskId] : others}, 'updated'));
			}),
		),
		route(deleteTaskList, 'operator', async asked => {
			const {id} = await get(param(asked, 'id'));
			await (await taskLists()).remove(id);
			publish({event: 'task_list:deleted', data: {id}});
			return {success: true, id};
		}),
	];
};

const editable = (list: TaskList) => ({...list, orderedTaskIds: [...list.orderedTaskIds]});
