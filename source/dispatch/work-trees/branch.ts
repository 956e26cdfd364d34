import {MaestroError} from '../../domain/errors.js';
import {commitOf} from './base.js';
import {type Git, gitAnswers, gitSays} from './git.js';

/**
The branch of a task. It is the task's own when the repository's configuration says so at the branch, which is written down before the
branch is made, and goes with it; so a branch that a person made is never taken for one of ours, and one of ours is known again when
its folder is gone, or whoever made it was killed.
*/
export type OwnBranch = {
	readonly name: string;
	/** Whose it is. */
	readonly owner: string;
};

/** Where the branch is; `undefined` where there is none. Refuses as `already-there` where it is not the task's own. */
export const findOwnBranch = async (git: Git, directory: string, branch: OwnBranch): Promise<string | undefined> => {
	const {name} = branch;
	const commit = await commitOf(git, directory, `refs/heads/${name}`);
	if (commit !== undefined && !(await isOwn(git, directory, branch))) {
		throw new MaestroError(
			'already-there',
			`Expected to make the branch ${name}, and there is one that was not made for this task; rename it: git branch -m ${name} ANOTHER`,
		);
	}

	return commit;
};

export const isOwn = async (git: Git, directory: string, {name, owner}: OwnBranch): Promise<boolean> =>
	(await gitAnswers(git, directory, ['config', '--local', '--get', keyOf(name)])) === owner;

export const claimBranch = async (git: Git, directory: string, {name, owner}: OwnBranch): Promise<void> => {
	await gitSays(git, directory, ['config', '--local', keyOf(name), owner]);
};

const keyOf = (name: string): string => `branch.${name}.maestroTask`;
