import type {z} from 'zod';
import type {Project} from '../domain/project.js';
import type {Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import {project} from '../protocol/projects.js';
import {keptSession} from '../protocol/sessions.js';
import {task} from '../protocol/tasks.js';
import {type Collection, openCollection} from '../server/stores/collection.js';
import {openCounter} from '../system/counter.js';
import type {Log} from '../system/log.js';
import type {Paths} from '../system/paths.js';

export type Stores = {
	readonly projects: Collection<Project>;
	readonly tasks: Collection<Task>;
	readonly sessions: Collection<Session>;
	readonly nextTaskNumber: () => Promise<number>;
};

// The cast: beside the words that we know there may be others, and each reader on the way to a person knows what to make of those.
const sessionReader = keptSession as unknown as z.ZodType<Session>;

/**
Projects, tasks and sessions, a file each, where the real server has them (contract §1).
*/
export const openStores = async ({paths, log}: {readonly paths: Paths; readonly log: Log}): Promise<Stores> => {
	const report = (text: string) => log(text);
	const [projects, tasks, sessions] = await Promise.all([
		openCollection<Project>({folder: paths.projects, fileOf: ({id}) => `${id}.json`, reader: project, report}),
		openCollection<Task>({
			folder: paths.tasks,
			fileOf: ({projectId, id}) => `${projectId}/${id}.json`,
			reader: task,
			report,
		}),
		openCollection<Session>({folder: paths.sessions, fileOf: ({id}) => `${id}.json`, reader: sessionReader, report}),
	]);
	const numbers = tasks.all().map(({id}) => Number(/^T-(\d{1,9})$/.exec(id)?.[1] ?? 0));
	const nextTaskNumber = await openCounter(paths.taskNumber, Math.max(0, ...numbers));
	return {projects, tasks, sessions, nextTaskNumber};
};
