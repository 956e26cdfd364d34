import path from 'node:path';
import {cleanLine} from '../../domain/text.js';
import type {WorkTree} from '../../domain/work-tree.js';
import {isFolder, readText} from '../../system/files.js';
import {commitOf, currentBase} from './base.js';
import {type Git, gitAnswers, gitSays} from './git.js';

/** So many are said; that there are more than a few is all that anybody wants to know. */
const mostChanges = 100;

/** What is not committed in a work tree, untracked files and submodules too, as git says it in short. */
export const changesIn = async (git: Git, place: string): Promise<readonly string[]> => {
	// The person's own settings may hide some of it.
	const how = ['--porcelain', '--untracked-files=normal', '--ignore-submodules=none', '--no-renames'];
	const text = await gitSays(git, place, ['status', ...how], {timeoutMs: 60_000});
	return text
		.split('\n', mostChanges)
		.filter(line => line !== '')
		.map(line => `${line.slice(0, 3)}${cleanLine(line.slice(3))}`);
};

/** How many commits are on its branch that its base has not. */
export const commitsAhead = async (git: Git, place: string, workTree: WorkTree): Promise<number> => {
	const {branch, base, baseCommit} = workTree;
	const tip = await commitOf(git, place, `refs/heads/${branch}`);
	if (tip === undefined) {
		return 0;
	}

	const from = await currentBase(git, place, {name: base, commit: baseCommit});
	// Where the base was rewritten, its commit of then may be gone.
	return Number((await gitAnswers(git, place, ['rev-list', '--count', `${from}..${tip}`])) ?? 0);
};

/**
Whether the root of a linked work tree is there, whole, and belongs to a repository that is there. `.git` of one is a file that says where
the repository keeps what it knows of it.
*/
export const isWorkTree = async (place: string): Promise<boolean> => {
	const file = path.join(place, '.git');
	const text = (await isFolder(file)) ? undefined : await readText(file);
	const [, kept] = /^gitdir: (.+?)[\r\n]*$/s.exec(text ?? '') ?? [];
	if (kept === undefined) {
		return false;
	}

	const folder = path.resolve(place, kept);
	return (await isFolder(folder)) && (await readText(path.join(folder, 'locked')))?.trim() !== 'initializing';
};
