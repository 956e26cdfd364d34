import type {Task} from '../../domain/task.js';
import {createWorkTree as createWorkTreeEndpoint} from '../../protocol/work-trees.js';
import type {Tools} from './tools.js';

/** Makes a work tree for a task, next to the repository and on a branch of its own. */
export const createWorkTree =
	({call, store}: Tools) =>
	async ({id}: Task): Promise<void> => {
		store.send({event: 'notice', data: {tone: 'busy', text: `Making a work tree for ${id}…`}});
		const {workTree} = await call(createWorkTreeEndpoint, {params: {id}});
		const text = `${id} has a work tree at ${workTree.path}, on the branch ${workTree.branch}`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};
