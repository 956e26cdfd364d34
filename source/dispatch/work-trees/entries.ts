import {type Git, gitSays} from './git.js';

/**
A work tree as the repository knows it, whether its folder is there or not.
*/
export type Entry = {
	readonly path: string;
	/** `refs/heads/…`; a work tree can be on none. */
	readonly branch: string | undefined;
	/** It is being made, or git was killed while it made it. */
	readonly isHalfMade: boolean;
};

/** What the repository knows of the work tree at a path without links. */
export const findEntry = async (git: Git, directory: string, place: string): Promise<Entry | undefined> => {
	const list = ['worktree', 'list', '--porcelain'];
	const {exitCode, stdout} = await git(directory, [...list, '-z']);
	// Before 2.36 git knows no `-z`, and a path with a newline cannot be told from two lines.
	const entries = exitCode === 0 ? readEntries(stdout, '\0') : readEntries(await gitSays(git, directory, list), '\n');
	return entries.find(({path}) => path === place);
};

/** Reads `git worktree list --porcelain`: blocks of lines, each a word and what follows it. */
export const readEntries = (text: string, lineEnd: '\0' | '\n'): readonly Entry[] =>
	text.split(lineEnd.repeat(2)).flatMap(block => {
		const lines = block.split(lineEnd);
		const after = (word: string) => lines.find(line => line.startsWith(`${word} `))?.slice(word.length + 1);
		const path = after('worktree');
		return path === undefined ? [] : [{path, branch: after('branch'), isHalfMade: after('locked') === 'initializing'}];
	});
