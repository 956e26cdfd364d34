import type {Project} from '../../domain/project.js';
import {deleteProject as deleteProjectEndpoint} from '../../protocol/projects.js';
import {type Chosen, doEach, unmarkIn} from './several.js';
import type {Tools} from './tools.js';

export const deleteProject =
	(tools: Tools) =>
	async (chosen: Chosen<Project>): Promise<void> =>
		doEach(tools, chosen, {
			unmark: unmarkIn('projects'),
			async each({id}) {
				await tools.call(deleteProjectEndpoint, {params: {id}});
				return undefined;
			},
			one: ({name}) => `Removed ${name}`,
			several: 'removed',
			nameOf: id => tools.store.get().projects.get(id)?.name ?? id,
		});
