import {z} from 'zod';
import {endpoint} from './endpoint.js';

/** What agents can be taught by files: those of the user, and of a project by its folder (contract §5). */
export const listSkills = endpoint({
	method: 'GET',
	path: '/api/skills',
	query: z.object({projectPath: z.string().max(4096).optional()}),
	answer: z.array(
		z.looseObject({
			id: z.string(),
			name: z.string(),
			description: z.string(),
			skillScope: z.enum(['global', 'project']),
			skillPath: z.string(),
		}),
	),
});
