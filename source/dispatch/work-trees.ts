import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import type {Project} from '../domain/project.js';
import type {Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {WorkTree} from '../domain/work-tree.js';
import type {Clock} from '../system/clock.js';
import {listCommandLines} from '../system/command-lines.js';
import type {Run} from '../system/run.js';
import type {OwnBranch} from './work-trees/branch.js';
import {changesIn, commitsAhead, isWorkTree} from './work-trees/changes.js';
import {clearWorkTree} from './work-trees/clear.js';
import {createGit, type Git} from './work-trees/git.js';
import {createMaker} from './work-trees/make.js';
import {folderIn, isAtWork, type Owned, ownerOf} from './work-trees/owner.js';
import {noneOfItsOwn, noWorkTree} from './work-trees/refuse.js';
import {findRepository, placeOfTrees, type Repository} from './work-trees/repository.js';

export type WorkTreeState = {
	readonly workTree: WorkTree;
	/** The task that it belongs to. */
	readonly taskId: string;
	/** A person may have removed its folder. */
	readonly isThere: boolean;
	/** What is not committed, as git says it in short; at most a hundred lines. */
	readonly changes: readonly string[];
	/** Commits on its branch that its base has not. */
	readonly ahead: number;
	/** Ids of the sessions that are at work in it. */
	readonly sessions: readonly string[];
};

export type WorkTrees = {
	/** The work tree that a task is worked on in: its own, or that of the nearest task above it that has one. */
	readonly of: (task: Task) => Owned | undefined;
	/** The folder that work on a task starts in: the project's, and that of the same name in the work tree where there is one. */
	readonly directoryOf: (task: Task, project: Project) => string;
	/** What `directoryOf` would answer once a work tree was made. Looks at the disk, and changes nothing. */
	readonly plan: (task: Task, project: Project) => Promise<string>;
	/**
	Makes a work tree for a task that has none and shares none, once, whoever asks at the same time; one whose folder is gone is made
	again. Answers the task as it is then. Refuses as `bad-directory` where there is nothing to make it of, as `already-there` where
	its folder or its branch is somebody else's, and as `git-failed`; then there is none.
	*/
	readonly create: (task: Task, project: Project) => Promise<Task>;
	/** Refuses as `work-tree-not-found` where the task has none and shares none. */
	readonly state: (task: Task) => Promise<WorkTreeState>;
	/**
	Removes a task's own work tree, and its branch where nothing is on it that its base has not; answers whether the branch was kept.
	What git ignores goes with it. Refuses as `work-tree-not-found`, `work-tree-busy` and `work-tree-dirty`; then nothing was removed.
	*/
	readonly remove: (
		task: Task,
		project: Project,
	) => Promise<{readonly workTree: WorkTree; readonly isBranchKept: boolean}>;
};

type Options = {
	readonly run: Run;
	/** Ours, which git would inherit. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly tasks: {readonly get: (id: string) => Task | undefined};
	readonly sessions: {readonly all: () => readonly Session[]};
	/** Changes a task, keeps it and tells everyone. */
	readonly changeTask: (id: string, change: (task: Task) => Task) => Promise<Task | undefined>;
	/** Does one piece of work at a time for each name. */
	readonly inTurn: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
	readonly clock: Clock;
};

/**
Work trees of git for tasks.
*/
export const createWorkTrees = ({run, environment, ...options}: Options): WorkTrees => {
	const {tasks, sessions, changeTask, inTurn, clock} = options;
	const git = createGit({run, environment});
	const make = createMaker({
		git,
		isBeingMade: async place =>
			(await listCommandLines(run)).some(line => line.includes('worktree add') && line.includes(place)),
	});
	const of = (task: Task) => ownerOf(tasks.get(task.id) ?? task, tasks.get);

	const sessionsIn = (owned: Owned): readonly string[] =>
		sessions
			.all()
			.filter(session => isAtWork(session, owned, tasks.get))
			.map(({id}) => id);

	const refuseBusy = (owned: Owned): void => {
		const [session] = sessionsIn(owned);
		if (session !== undefined) {
			throw new MaestroError(
				'work-tree-busy',
				`${session} is at work in ${owned.workTree.path}; stop it first: maestro session stop ${session}`,
			);
		}
	};

	const makeFor = async (owner: Task, repository: Repository): Promise<void> => {
		const branch = branchOf(owner);
		const {path, base} = await make(repository, {name: owner.id, branch});
		const workTree: WorkTree = {
			...{path, ...(repository.folder === '' ? {} : {folder: repository.folder})},
			...{branch: branch.name, base: base.name, baseCommit: base.commit, createdAt: clock()},
		};
		if ((await changeTask(owner.id, task => ({...task, workTree}))) === undefined) {
			// It was deleted in the meantime: nobody would ever ask for the work tree again.
			await clearWorkTree(git, {common: repository.common, workTree, branch, refuseBusy() {}});
			throw new MaestroError('task-not-found', `${owner.id} was deleted while its work tree was made`);
		}
	};

	return {
		of,
		directoryOf(task, project) {
			const owned = of(task);
			return owned === undefined ? project.workingDir : folderIn(owned.workTree);
		},

		async plan(task, project) {
			const owned = of(task);
			if (owned !== undefined) {
				return folderIn(owned.workTree);
			}

			const repository = await findRepository(git, project.workingDir);
			return folderIn({path: path.join(placeOfTrees(repository), task.id), folder: repository.folder});
		},

		async create(task, project) {
			const isThere = async (owned: Owned | undefined) =>
				owned !== undefined && (await isWorkTree(owned.workTree.path));
			if (!(await isThere(of(task)))) {
				const repository = await findRepository(git, project.workingDir);
				await inTurn(repository.common, async () => {
					const owned = of(task);
					if (!(await isThere(owned))) {
						await makeFor(owned?.owner ?? task, repository);
					}
				});
			}

			return tasks.get(task.id) ?? task;
		},

		async state(task) {
			const owned = of(task);
			if (owned === undefined) {
				throw noWorkTree(task.id);
			}

			const {owner, workTree} = owned;
			const known = {workTree, taskId: owner.id, sessions: sessionsIn(owned)};
			if (!(await isWorkTree(workTree.path))) {
				return {...known, isThere: false, changes: [], ahead: 0};
			}

			const [changes, ahead] = await Promise.all([
				changesIn(git, workTree.path),
				commitsAhead(git, workTree.path, workTree),
			]);
			return {...known, isThere: true, changes, ahead};
		},

		async remove({id}, project) {
			const {workTree} = tasks.get(id) ?? {};
			const common = workTree === undefined ? undefined : await commonOf(git, workTree.path, project);
			return inTurn(common ?? id, async () => {
				// Another one may have been here first.
				const owner = tasks.get(id);
				if (owner?.workTree === undefined) {
					throw owner === undefined ? noWorkTree(id) : noneOfItsOwn(id, of(owner));
				}

				const owned = {owner, workTree: owner.workTree};
				refuseBusy(owned);
				const isBranchKept = await clearWorkTree(git, {
					...{common, workTree: owned.workTree, branch: branchOf(owner)},
					refuseBusy: () => refuseBusy(owned),
				});
				await changeTask(id, ({workTree, ...task}) => task);
				return {workTree: owned.workTree, isBranchKept};
			});
		},
	};
};

/** The number of a task is another's with another server. */
const branchOf = ({id, projectId}: Task): OwnBranch => ({name: `maestro/${id}`, owner: `${projectId}/${id}`});

/** What the repository of a work tree is known by; `undefined` where there is neither of them any more. */
const commonOf = async (git: Git, place: string, {workingDir}: Project): Promise<string | undefined> => {
	if (await isWorkTree(place)) {
		return (await findRepository(git, place)).common;
	}

	try {
		return (await findRepository(git, workingDir)).common;
	} catch (error) {
		if (error instanceof MaestroError && error.code === 'bad-directory') {
			return undefined;
		}

		throw error;
	}
};
