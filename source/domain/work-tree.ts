/**
A work tree of git that belongs to a task, and to all tasks below it: a folder next to the repository, on a branch of its own.
*/
export type WorkTree = {
	/** Absolute path. */
	readonly path: string;
	/** The folder in it that work starts in, from its root: there where the project is not the whole repository. */
	readonly folder?: string | undefined;
	readonly branch: string;
	/** The branch that it was made from. */
	readonly base: string;
	/** The commit of that branch at that time. */
	readonly baseCommit: string;
	/** Milliseconds. */
	readonly createdAt: number;
};
