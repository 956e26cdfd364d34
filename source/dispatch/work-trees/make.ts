import path from 'node:path';
import {MaestroError} from '../../domain/errors.js';
import {freeBytes} from '../../system/disk.js';
import {makeFolder, realPath} from '../../system/files.js';
import {type Base, findBase, hasAllOf} from './base.js';
import {claimBranch, findOwnBranch, type OwnBranch} from './branch.js';
import {type Git, gitAnswers, gitFailed} from './git.js';
import {createPlaces} from './place.js';
import {placeOfTrees, type Repository} from './repository.js';

const mebibyte = 1024 * 1024;

/** A checkout of a large repository takes its time. */
const checkoutMs = 600_000;

type Wanted = {
	/** The name of its folder. */
	readonly name: string;
	readonly branch: OwnBranch;
};

export type Made = {
	readonly path: string;
	readonly base: Base;
};

/**
Makes a work tree next to a repository, on a branch of its own; one that is there is taken as it is. What is left of one whose maker was
killed is completed or made anew.
*/
export const createMaker = ({git, ...options}: Parameters<typeof createPlaces>[0]) => {
	const isThere = createPlaces({git, ...options});

	return async (repository: Repository, {name, branch}: Wanted): Promise<Made> => {
		const {directory} = repository;
		const base = await findBase(git, repository);
		const tip = await findOwnBranch(git, directory, branch);
		// What was committed on it before stays; a branch with nothing on it begins where the base is now.
		const hasWork = tip !== undefined && !(await hasAllOf(git, directory, base.commit, tip));
		await refuseWithoutFolder(git, repository, hasWork ? {name: branch.name, commit: tip} : base);

		const parent = placeOfTrees(repository);
		await makeFolder(parent);
		const place = path.join(await realPath(parent), name);
		if (!(await isThere(directory, place, branch))) {
			await claimBranch(git, directory, branch);
			const start = hasWork ? [place, branch.name] : ['--no-track', '-B', branch.name, place, base.commit];
			await addTree(git, directory, start, parent);
		}

		const fork = await gitAnswers(git, directory, ['merge-base', base.commit, `refs/heads/${branch.name}`]);
		return {path: place, base: {...base, commit: fork ?? base.commit}};
	};
};

/** Git does not say that the disk is full: only that a file could not be written. */
const addTree = async (git: Git, directory: string, start: readonly string[], parent: string): Promise<void> => {
	const finished = await git(directory, ['worktree', 'add', ...start], {timeoutMs: checkoutMs});
	if (finished.exitCode !== 0) {
		const free = await freeBytes(parent);
		const remedy = free < 64 * mebibyte ? `; its disk has ${Math.floor(free / mebibyte)} MB left, make room there` : '';
		throw gitFailed(`git worktree add in ${directory}`, finished, remedy);
	}
};

/** What is not committed is in no work tree. */
const refuseWithoutFolder = async (git: Git, {directory, folder}: Repository, {name, commit}: Base): Promise<void> => {
	if (folder !== '' && (await gitAnswers(git, directory, ['cat-file', '-e', `${commit}:${folder}`])) === undefined) {
		throw new MaestroError(
			'bad-directory',
			`Expected the folder ${folder} in ${name}, and it is not committed there yet; commit it first`,
		);
	}
};
