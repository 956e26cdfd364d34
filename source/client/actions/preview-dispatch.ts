import type {Task} from '../../domain/task.js';
import {previewDispatch as previewDispatchEndpoint} from '../../protocol/dispatch.js';
import type {Tools} from './tools.js';

/** Asks for the exact command that a dispatch would run; nothing is started. */
export const previewDispatch =
	({call, store}: Tools) =>
	async (task: Task, mode: string): Promise<void> => {
		const {command, directory, window, problem} = await call(previewDispatchEndpoint, {params: {id: task.id, mode}});
		store.send({event: 'dispatch:planned', data: {taskId: task.id, mode, command, directory, window, problem}});
	};
