import type {z} from 'zod';
import type {MaestroEvent} from '../domain/event.js';
import type {Task} from '../domain/task.js';
import type {createTask} from '../protocol/tasks.js';
import type {Clock} from '../system/clock.js';
import type {Collection} from './stores/collection.js';

type NewTask = z.output<typeof createTask.body>;

export type MakeTask = (body: NewTask) => Promise<Task>;

type Options = {
	readonly tasks: Pick<Collection<Task>, 'all' | 'put'>;
	readonly nextNumber: () => Promise<number>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
};

/**
Makes tasks, and one alone for each request that says which it is, however often that comes.
*/
export const createTaskMaking = ({tasks, nextNumber, publish, clock}: Options): MakeTask => {
	const make: MakeTask = async body => {
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

	return async body => {
		const {projectId, clientRequestId: requestId} = body;
		if (requestId === undefined) {
			return make(body);
		}

		const key = `${projectId} ${requestId}`;
		const isSame = (task: Task) => task.projectId === projectId && requestOf(task) === requestId;
		const before = underWay.get(key) ?? tasks.all().find(isSame);
		if (before !== undefined) {
			return before;
		}

		const made = make(body);
		underWay.set(key, made);
		try {
			return await made;
		} finally {
			underWay.delete(key);
		}
	};
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
