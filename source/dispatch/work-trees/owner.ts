import path from 'node:path';
import {hasEnded, type Session} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import type {WorkTree} from '../../domain/work-tree.js';

export type Owned = {
	/** The task that it belongs to. */
	readonly owner: Task;
	readonly workTree: WorkTree;
};

type Find = (id: string) => Task | undefined;

/**
The task, or the nearest above it, that has a work tree.
*/
export const ownerOf = (task: Task, find: Find, seen: readonly string[] = []): Owned | undefined => {
	if (task.workTree !== undefined) {
		return {owner: task, workTree: task.workTree};
	}

	const parent = task.parentId === null ? undefined : find(task.parentId);
	// Files that people have edited may name each other as their parents.
	return parent === undefined || seen.includes(parent.id) ? undefined : ownerOf(parent, find, [...seen, parent.id]);
};

/** The folder in it that work starts in. */
export const folderIn = ({path: root, folder = ''}: Pick<WorkTree, 'path' | 'folder'>): string =>
	path.join(root, folder);

/**
Whether a session that has not ended is at work in a work tree. One that somebody else started is, as far as anybody knows, where its task
is worked on.
*/
export const isAtWork = (session: Session, {owner, workTree}: Owned, find: Find): boolean => {
	if (hasEnded(session)) {
		return false;
	}

	const {run, taskIds} = session;
	if (run !== undefined) {
		return run.directory !== undefined && isWithin(run.directory, workTree.path);
	}

	return taskIds.some(id => {
		const task = find(id);
		return task !== undefined && ownerOf(task, find)?.owner.id === owner.id;
	});
};

const isWithin = (directory: string, folder: string): boolean => {
	const way = path.relative(folder, directory);
	return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
};
