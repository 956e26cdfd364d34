import type {Task} from '../../domain/task.js';
import {removeWorkTree as removeWorkTreeEndpoint} from '../../protocol/work-trees.js';
import type {Tools} from './tools.js';

/** Removes the work tree of a task; one that is dirty or at work in is refused. */
export const removeWorkTree =
	({call, store}: Tools) =>
	async ({id}: Task): Promise<void> => {
		store.send({event: 'notice', data: {tone: 'busy', text: `Removing the work tree of ${id}…`}});
		const {path, branch, isBranchKept} = await call(removeWorkTreeEndpoint, {params: {id}});
		const text = isBranchKept
			? `Removed ${path}; the branch ${branch} stays, as there is work on it that its base has not`
			: `Removed ${path} and its branch ${branch}`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};
