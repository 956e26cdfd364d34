import type {Task} from '../../domain/task.js';
import {deleteTask as deleteTaskEndpoint} from '../../protocol/tasks.js';
import {type Chosen, doEach, unmarkIn} from './several.js';
import type {Tools} from './tools.js';
import {unlessGone} from './unless-gone.js';

/** Deletes tasks with all that is part of them. One that is gone already, as its whole was deleted before it, is well. */
export const deleteTask =
	(tools: Tools) =>
	async (chosen: Chosen<Task>): Promise<void> =>
		doEach(tools, chosen, {
			unmark: unmarkIn('tasks'),
			async each({id}) {
				await unlessGone('task-not-found', async () => tools.call(deleteTaskEndpoint, {params: {id}}));
				return undefined;
			},
			one: ({id}) => `Removed ${id}`,
			several: 'removed',
			nameOf: id => id,
		});
