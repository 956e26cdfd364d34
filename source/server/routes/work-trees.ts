import type {WorkTrees} from '../../dispatch/work-trees.js';
import {MaestroError} from '../../domain/errors.js';
import type {Project} from '../../domain/project.js';
import type {Task} from '../../domain/task.js';
import {createWorkTree, getWorkTree, removeWorkTree} from '../../protocol/work-trees.js';
import {param, type Route, route} from '../route.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly workTrees: Pick<WorkTrees, 'create' | 'state' | 'remove'>;
	readonly tasks: Pick<Collection<Task>, 'get'>;
	readonly projects: Pick<Collection<Project>, 'get'>;
};

export const workTreeRoutes = ({workTrees, tasks, projects}: Options): readonly Route[] => {
	const find = (id: string): {readonly task: Task; readonly project: Project} => {
		const task = tasks.get(id);
		if (task === undefined) {
			throw new MaestroError('task-not-found', `There is no task ${id}; maestro task list shows those there are`);
		}

		const project = projects.get(task.projectId);
		if (project === undefined) {
			throw new MaestroError('project-not-found', `The project of ${id} is gone: ${task.projectId}`);
		}

		return {task, project};
	};

	const stateOf = async (task: Task) => {
		const state = await workTrees.state(task);
		return {...state, changes: [...state.changes], sessions: [...state.sessions]};
	};

	return [
		route(getWorkTree, 'anyone', async asked => stateOf(find(param(asked, 'id')).task)),
		route(createWorkTree, 'orchestrator', async asked => {
			const {task, project} = find(param(asked, 'id'));
			return stateOf(await workTrees.create(task, project));
		}),
		route(removeWorkTree, 'operator', async asked => {
			const {task, project} = find(param(asked, 'id'));
			const {workTree, isBranchKept} = await workTrees.remove(task, project);
			return {path: workTree.path, branch: workTree.branch, isBranchKept};
		}),
	];
};
