import type {Agent} from '../agents/agent.js';
import type {Modes} from '../dispatch/mode.js';
import type {Order} from '../dispatch/order.js';
import {MaestroError} from '../domain/errors.js';
import type {Project} from '../domain/project.js';
import type {Limits} from '../domain/run.js';
import type {Task} from '../domain/task.js';
import type {Collection} from './stores/collection.js';

type Named = Pick<Order, 'extras' | 'words' | 'permission' | 'multiplexer' | 'parentSessionId'> & {
	readonly mode: string;
	readonly taskId: string;
	/** What the mode says, else the usual one, unless given. */
	readonly agent?: string | undefined;
};

type Options = {
	readonly modes: Modes;
	readonly agents: readonly Agent[];
	/** The id of the agent of those that name none; the first of the list unless given. */
	readonly usualAgent?: string | undefined;
	readonly tasks: Pick<Collection<Task>, 'get'>;
	readonly projects: Pick<Collection<Project>, 'get'>;
	/** Where work on a task starts: an absolute path. */
	readonly directoryOf: (task: Task, project: Project) => string;
	readonly limits: Limits;
};

/**
What is to be started, from its names. Refuses with the name that means nothing here, and says which there are.
*/
export const createOrders = ({modes, agents, usualAgent, tasks, projects, directoryOf, limits}: Options) => {
	const agentOf = (id: string | undefined): Agent => {
		const agent = id === undefined ? agents[0] : agents.find(agent => agent.id === id);
		if (agent === undefined) {
			throw new MaestroError(
				'malformed',
				`There is no agent ${id}; there are: ${agents.map(({id}) => id).join(', ')}; maestro doctor says which are installed`,
			);
		}

		return agent;
	};

	/** A task with its project, by its id. */
	const subjectOf = (taskId: string): {readonly task: Task; readonly project: Project} => {
		const task = tasks.get(taskId);
		if (task === undefined) {
			throw new MaestroError('task-not-found', `There is no task ${taskId}; maestro task list shows those there are`);
		}

		const project = projects.get(task.projectId);
		if (project === undefined) {
			throw new MaestroError('project-not-found', `The project of ${taskId} is gone: ${task.projectId}`);
		}

		return {task, project};
	};

	return {
		subjectOf,
		async orderOf({mode: name, taskId, agent, ...rest}: Named): Promise<Order> {
			const {task, project} = subjectOf(taskId);
			const directory = directoryOf(task, project);
			const mode = await modes.find(name, directory);
			const parent = task.parentId === null ? undefined : tasks.get(task.parentId);
			return {
				...rest,
				...{task, project, directory, mode, parent, limits},
				agent: agentOf(agent ?? mode.agent ?? usualAgent),
			};
		},
	};
};

export type Orders = ReturnType<typeof createOrders>;
