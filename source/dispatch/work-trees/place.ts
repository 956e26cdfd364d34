import {MaestroError} from '../../domain/errors.js';
import {isFolder, listFolder, removeFolder} from '../../system/files.js';
import {isOwn, type OwnBranch} from './branch.js';
import {type Entry, findEntry} from './entries.js';
import {type Git, gitSays} from './git.js';

type Options = {
	readonly git: Git;
	/** Whether a git still makes the work tree at this path. */
	readonly isBeingMade: (place: string) => Promise<boolean>;
};

/**
Whether a task's work tree is at a place already, and whole. What is left there of one that was half made, or that a person has removed,
is taken away. Refuses as `already-there` where it is somebody else's, and as `work-tree-busy` while git is at it.
*/
export const createPlaces = ({git, isBeingMade}: Options) => {
	const clearHalf = async (directory: string, {path}: Entry): Promise<void> => {
		if (await isBeingMade(path)) {
			throw new MaestroError('work-tree-busy', `${path} is being made still; ask again in a little while`);
		}

		await gitSays(git, directory, ['worktree', 'unlock', path]);
		await removeFolder(path);
		await forgetEntry(git, directory, path);
	};

	return async (directory: string, place: string, branch: OwnBranch): Promise<boolean> => {
		const entry = await findEntry(git, directory, place);
		const isOurs = await isOwn(git, directory, branch);
		if (entry === undefined) {
			await clearUnknown(place, isOurs);
			return false;
		}

		if (entry.isHalfMade && isOurs) {
			await clearHalf(directory, entry);
			return false;
		}

		if (!(await isFolder(place))) {
			await forgetEntry(git, directory, place);
			return false;
		}

		if (!isOurs || entry.branch !== `refs/heads/${branch.name}`) {
			throw taken(place);
		}

		return true;
	};
};

/** Only this one: `git worktree prune` would forget those, too, that are on a disk that is away. */
export const forgetEntry = async (git: Git, directory: string, place: string): Promise<void> => {
	await gitSays(git, directory, ['worktree', 'remove', '--force', place]);
};

/** Where git was killed at its very first step there is nothing but `.git`, and the repository knows of nothing. */
const clearUnknown = async (place: string, isOurs: boolean): Promise<void> => {
	if (!(await isFolder(place))) {
		return;
	}

	if (!isOurs || (await listFolder(place)).some(({name}) => name !== '.git')) {
		throw taken(place);
	}

	await removeFolder(place);
};

const taken = (place: string): MaestroError =>
	new MaestroError(
		'already-there',
		`Expected to make the work tree ${place}, and something is there that was not made for this task; move it away`,
	);
