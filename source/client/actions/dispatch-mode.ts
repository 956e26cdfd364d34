import type {Task} from '../../domain/task.js';
import {dispatchTask} from '../../protocol/dispatch.js';
import {openScreen} from '../state/screen.js';
import type {Tools} from './tools.js';

/** Starts a task in a mode, and shows its session; where it runs already, it says so. */
export const dispatchMode =
	({call, store}: Tools) =>
	async (task: Task, mode: string): Promise<void> => {
		store.send({event: 'notice', data: {tone: 'busy', text: `Starting ${task.id} in ${mode}…`}});
		const {session, window, isReused} = await call(dispatchTask, {params: {id: task.id, mode}, body: {}});
		const text = isReused ? `${task.id} runs in ${mode} already, in the window ${window}` : `Started ${window}`;
		store.send(
			{event: 'row:selected', data: {list: 'sessions', id: session}},
			{event: 'notice', data: {tone: 'info', text}},
		);
		// Whoever went somewhere else in the meantime stays there.
		if (openScreen(store.get().screen) === 'dispatch') {
			store.send({event: 'list:opened', data: {screen: 'sessions'}});
		}
	};
