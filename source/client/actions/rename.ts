import {MaestroError} from '../../domain/errors.js';
import {updateProject} from '../../protocol/projects.js';
import {renameSession} from '../../protocol/sessions.js';
import {updateTask} from '../../protocol/tasks.js';
import type {UndoStep} from '../state/undo.js';
import type {Tools} from './tools.js';

/** Gives a session, a task or a project another name; it can be taken back. */
export const rename =
	({call, store, keyOf}: Tools) =>
	async (kind: 'session' | 'task' | 'project', id: string, name: string): Promise<void> => {
		const gone = () => new MaestroError(`${kind}-not-found`, `The ${kind} is not there any more; nothing was renamed`);
		const change = async (): Promise<UndoStep> => {
			const {sessions, tasks, projects} = store.get();
			switch (kind) {
				case 'session': {
					const before = sessions.get(id);
					if (before === undefined) {
						throw gone();
					}

					await call(renameSession, {params: {id}, body: {name}});
					return {kind, id, was: {name: before.name}, is: {name}};
				}

				case 'task': {
					const before = tasks.get(id);
					if (before === undefined) {
						throw gone();
					}

					await call(updateTask, {params: {id}, body: {title: name}});
					return {kind, id, was: {title: before.title}, is: {title: name}};
				}

				case 'project': {
					const before = projects.get(id);
					if (before === undefined) {
						throw gone();
					}

					await call(updateProject, {params: {id}, body: {name}});
					return {kind, id, was: {name: before.name}, is: {name}};
				}
			}
		};

		const step = await change();
		const what = kind === 'task' ? `${id} has another title` : `It is called ${name} now`;
		store.send(
			{event: 'undo:offered', data: {what, steps: [step]}},
			{event: 'notice', data: {tone: 'info', text: `${what}; ${keyOf('undo.take')} takes it back`}},
		);
	};
