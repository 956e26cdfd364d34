import type {Agent} from '../agents/agent.js';
import type {Order} from '../dispatch/dispatch.js';
import type {Mode} from '../dispatch/mode.js';
import {MaestroError} from '../domain/errors.js';
import type {Project} from '../domain/project.js';
import type {Task} from '../domain/task.js';
import type {Collection} from './stores/collection.js';

type Named = Pick<Order, 'extras' | 'parentSessionId'> & {
	readonly mode: string;
	readonly taskId: string;
	/** The first of the list unless given. */
	readonly agent?: string | undefined;
};

type Options = {
	readonly modes: readonly Mode[];
	readonly agents: readonly Agent[];
	readonly tasks: Collection<Task>;
	readonly projects: Collection<Project>;
};

/**
What is to be started, from its names. Refuses with the name that means nothing here, and says which there are.
*/
export const createOrders =
	({modes, agents, tasks, projects}: Options) =>
	({mode: modeId, taskId, agent: agentId, ...rest}: Named): Order => {
		const agent = agentId === undefined ? agents[0] : agents.find(({id}) => id === agentId);
		if (agent === undefined) {
			throw new MaestroError(
				'malformed',
				`There is no agent ${agentId}; there are: ${agents.map(({id}) => id).join(', ')}`,
			);
		}

		const mode = modes.find(({id}) => id === modeId);
		if (mode === undefined) {
			throw new MaestroError(
				'mode-not-found',
				`There is no mode ${modeId}; there are: ${modes.map(({id}) => id).join(', ')}`,
			);
		}

		const task = tasks.get(taskId);
		if (task === undefined) {
			throw new MaestroError('task-not-found', `There is no task ${taskId}; maestro task list shows those there are`);
		}

		const project = projects.get(task.projectId);
		if (project === undefined) {
			throw new MaestroError('project-not-found', `The project of ${taskId} is gone: ${task.projectId}`);
		}

		return {...rest, mode, agent, task, project};
	};

export type OrderOf = ReturnType<typeof createOrders>;
