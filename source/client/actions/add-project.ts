import {createProject} from '../../protocol/projects.js';
import {selectNew} from './select-new.js';
import type {Tools} from './tools.js';

/** Adds a folder as a project; an offer of a folder is settled by it. */
export const addProject =
	({call, store}: Tools) =>
	async (directory: string, name: string): Promise<void> => {
		const select = selectNew(store, 'projects');
		const project = await call(createProject, {body: {name, workingDir: directory}});
		store.send({event: 'folder:settled'}, ...select(project.id), {
			event: 'notice',
			data: {tone: 'info', text: `Added the project ${project.name}`},
		});
	};
