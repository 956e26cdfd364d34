import type {Task} from '../../domain/task.js';
import {updateTask} from '../../protocol/tasks.js';
import type {TaskChange} from '../state/undo.js';
import {type Chosen, doEach, unmarkIn} from './several.js';
import type {Tools} from './tools.js';

type How = {
	readonly to: TaskChange['is'];
	/** What is said of one, behind its id, and of several, behind their number. */
	readonly said: {readonly one: string; readonly several: string};
};

/** Changes tasks; it can be taken back. */
export const changeTasks =
	(tools: Tools) =>
	async (chosen: Chosen<Task>, {to, said}: How): Promise<void> =>
		doEach(tools, chosen, {
			unmark: unmarkIn('tasks'),
			async each(task) {
				await tools.call(updateTask, {params: {id: task.id}, body: to});
				const {title, description, status, priority} = task;
				const before = {title, description, status, priority};
				const was = Object.fromEntries(Object.entries(before).filter(([name]) => name in to)) as TaskChange['was'];
				return {kind: 'task', id: task.id, was, is: to};
			},
			one: ({id}) => `${id} ${said.one}`,
			several: said.several,
			nameOf: id => id,
		});
