import {MaestroError} from '../../domain/errors.js';
import {type Git, gitAnswers} from './git.js';
import type {Repository} from './repository.js';

export type Base = {
	/** A branch, `origin/main` where only the remote has it, or a commit. */
	readonly name: string;
	readonly commit: string;
};

/**
The default branch of a repository: what `origin/HEAD` names (the branch here before the one of the remote), else
`init.defaultBranch`, `main` or `master`, else what the main work tree is on. Refuses as `bad-directory` where nothing is committed yet.
*/
export const findBase = async (git: Git, {directory, common}: Repository): Promise<Base> => {
	const ask = async (...args: readonly string[]) => gitAnswers(git, directory, args);
	const [remote, usual, current] = await Promise.all([
		ask('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'),
		ask('config', '--get', 'init.defaultBranch'),
		// The main work tree's, whichever one we are in.
		ask('--git-dir', common, 'symbolic-ref', '--quiet', 'HEAD'),
	]);
	const refs = [
		remote?.replace(/^refs\/remotes\/origin\//, 'refs/heads/'),
		remote,
		...[usual, 'main', 'master'].filter(Boolean).map(name => `refs/heads/${name}`),
		current,
	].filter(ref => ref !== undefined);

	for (const ref of refs) {
		const commit = await commitOf(git, directory, ref);
		if (commit !== undefined) {
			return {name: ref.replace(/^refs\/(?:heads|remotes)\//, ''), commit};
		}
	}

	const commit = await ask('--git-dir', common, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
	if (commit === undefined) {
		throw new MaestroError(
			'bad-directory',
			`Expected a commit to begin from, and the repository of ${directory} has none yet; commit something first`,
		);
	}

	return {name: commit, commit};
};

/** The commit that a base is at now; the one it was at, where there is no such branch any more. */
export const currentBase = async (git: Git, directory: string, {name, commit}: Base): Promise<string> =>
	(await commitOf(git, directory, `refs/heads/${name}`)) ??
	(await commitOf(git, directory, `refs/remotes/${name}`)) ??
	commit;

export const commitOf = async (git: Git, directory: string, ref: string): Promise<string | undefined> =>
	gitAnswers(git, directory, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);

/** Whether the one commit has everything that leads to the other. */
export const hasAllOf = async (git: Git, directory: string, commit: string, other: string): Promise<boolean> =>
	(await gitAnswers(git, directory, ['merge-base', '--is-ancestor', other, commit])) !== undefined;
