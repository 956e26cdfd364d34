import {z} from 'zod';
import type {TeamMember} from '../domain/team-member.js';
import {endpoint} from './endpoint.js';
import {id} from './read.js';

export const teamMember = z.looseObject({
	id,
	projectId: id,
	name: z.string(),
	role: z.string().default(''),
	identity: z.string().optional(),
	avatar: z.string().default(''),
	model: z.string().optional(),
	agentTool: z.string().optional(),
	mode: z.string().optional(),
	permissionMode: z.string().optional(),
	isDefault: z.boolean().default(false),
	status: z.enum(['active', 'archived']).default('active'),
	scope: z.enum(['project', 'global']).optional(),
}) satisfies z.ZodType<TeamMember>;

/** Those of a project, with the global ones (contract §5). */
export const listTeamMembers = endpoint({
	method: 'GET',
	path: '/api/team-members',
	query: z.strictObject({projectId: id, scope: z.enum(['project', 'global']).optional()}),
	answer: z.array(teamMember),
});
