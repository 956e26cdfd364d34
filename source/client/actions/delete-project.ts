import type {Project} from '../../domain/project.js';
import {deleteProject as deleteProjectEndpoint} from '../../protocol/projects.js';
import type {Tools} from './tools.js';

export const deleteProject =
	({call, store}: Tools) =>
	async ({id, name}: Project): Promise<void> => {
		await call(deleteProjectEndpoint, {params: {id}});
		store.send({event: 'notice', data: {tone: 'info', text: `Removed ${name}`}});
	};
