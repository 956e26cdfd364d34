import {access} from 'node:fs/promises';
import {createWorkTrees} from '../../source/dispatch/work-trees.js';
import type {Session} from '../../source/domain/session.js';
import type {Task} from '../../source/domain/task.js';
import {createTaskChange} from '../../source/server/change-task.js';
import {createLanes} from '../../source/server/lanes.js';
import {type Run, run} from '../../source/system/run.js';
import {longAgo, project, task} from './builders.js';
import {createMemoryCollection} from './memory-collection.js';
import {type GitRepository, gitEnvironment} from './repository.js';

type Given = {
	readonly workingDir: string;
	readonly tasks?: readonly Task[];
	readonly sessions?: readonly Session[];
	readonly run?: Run;
	readonly environment?: Readonly<Record<string, string | undefined>>;
};

/** What a server keeps of tasks, and work trees for them. */
export const openTrees = ({workingDir, tasks: given = [task()], sessions = [], ...more}: Given) => {
	const tasks = createMemoryCollection<Task>(given);
	const events: string[] = [];
	const clock = () => longAgo;
	const changeTask = createTaskChange({tasks, publish: ({event}) => events.push(event), clock});
	/** As after a restart of the server: the same tasks, and nothing else. */
	const reopen = (runGit: Run = run) =>
		createWorkTrees({
			run: (program, args, options) =>
				runGit(program, args, {...options, environment: {...options?.environment, ...gitEnvironment}}),
			environment: more.environment ?? {},
			tasks,
			sessions: {all: () => sessions},
			changeTask,
			inTurn: createLanes(),
			clock,
		});
	const get = (id = 'T-1') => tasks.get(id) ?? task({id});
	return {trees: reopen(more.run), reopen, tasks, get, events, home: project({workingDir})};
};

export const isThere = async (file: string): Promise<boolean> =>
	access(file).then(
		() => true,
		() => false,
	);

export const treesOf = async ({git}: GitRepository): Promise<readonly string[]> =>
	(await git('worktree', 'list', '--porcelain')).match(/^worktree .*/gm)?.map(line => line.slice(9)) ?? [];
