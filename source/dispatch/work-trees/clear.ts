import path from 'node:path';
import {MaestroError} from '../../domain/errors.js';
import type {WorkTree} from '../../domain/work-tree.js';
import {isFolder, removeEmptyFolder} from '../../system/files.js';
import {commitOf, currentBase, hasAllOf} from './base.js';
import {isOwn, type OwnBranch} from './branch.js';
import {changesIn, isWorkTree} from './changes.js';
import {findEntry} from './entries.js';
import {type Git, gitAnswers, gitSays} from './git.js';
import {forgetEntry} from './place.js';

/** A large work tree takes its time to be removed. */
const removalMs = 300_000;

type Doomed = {
	readonly workTree: WorkTree;
	readonly branch: OwnBranch;
	/** What the work trees of its repository share; `undefined` where that is gone. */
	readonly common: string | undefined;
	/** Throws while somebody is at work in it. */
	readonly refuseBusy: () => void;
};

/**
Removes a work tree with nothing in it that is not committed, and its branch where the base has all that is on it; answers whether the
branch was kept. A folder that a person has removed already is tidied up after.
*/
export const clearWorkTree = async (git: Git, {common, workTree, branch, refuseBusy}: Doomed): Promise<boolean> => {
	const {path: place} = workTree;
	const isThere = await isWorkTree(place);
	if (!isThere && (await isFolder(place))) {
		throw new MaestroError(
			'bad-directory',
			`Expected a work tree of git, and ${place} is none any more, or its repository is gone; move it away`,
		);
	}

	if (common === undefined) {
		return false;
	}

	if (isThere) {
		await refuseDirty(git, place);
		// The last moment, as somebody may have begun while git looked.
		refuseBusy();
		await gitSays(git, common, ['worktree', 'remove', place], {timeoutMs: removalMs});
	} else if ((await findEntry(git, common, place)) !== undefined) {
		await forgetEntry(git, common, place);
	}

	await removeEmptyFolder(path.dirname(place));
	return keepsBranch(git, common, workTree, branch);
};

const refuseDirty = async (git: Git, place: string): Promise<void> => {
	const changes = await changesIn(git, place);
	if (changes.length > 0) {
		const shown = changes.slice(0, 5).map(change => change.trim());
		throw new MaestroError(
			'work-tree-dirty',
			`${place} has changes that are not committed (${shown.join(', ')}${changes.length > 5 ? ' …' : ''}); commit or discard them first`,
		);
	}

	if ((await gitAnswers(git, place, ['for-each-ref', '--contains', 'HEAD', '--count=1'])) === '') {
		throw new MaestroError(
			'work-tree-dirty',
			`${place} is at a commit that no branch has, and it would be lost; keep it first: git -C ${place} branch NAME`,
		);
	}
};

const keepsBranch = async (git: Git, common: string, workTree: WorkTree, branch: OwnBranch): Promise<boolean> => {
	const {base, baseCommit} = workTree;
	const tip = await commitOf(git, common, `refs/heads/${branch.name}`);
	if (tip === undefined) {
		return false;
	}

	const now = await currentBase(git, common, {name: base, commit: baseCommit});
	const isMerged = (await hasAllOf(git, common, now, tip)) || (await hasAllOf(git, common, baseCommit, tip));
	if (!isMerged || !(await isOwn(git, common, branch))) {
		return true;
	}

	// It says no where another work tree is on it.
	return (await gitAnswers(git, common, ['branch', '--delete', '--force', branch.name])) === undefined;
};
