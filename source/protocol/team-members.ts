import {z} from 'zod';
import type {TeamMember} from '../domain/team-member.js';
import {endpoint} from './endpoint.js';
import {fitsIn, id, line, text} from './read.js';

/** Characters that an agent is told about itself at most. */
const longestIdentity = 50_000;

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

const record = z.record(z.string().max(200), z.unknown()).refine(fitsIn(20_000), 'at most 20,000 characters as JSON');

/** What it is to remember: at most this many texts, of this length. */
export const mostMemory = 100;
const memory = text(2000);

/** `null` takes away what there was. */
const orNothing = id
	.nullable()
	.transform(value => value ?? undefined)
	.optional();

/** What is said of one; the last ones are kept for the real server's clients, and mean nothing to ours. */
const members = {
	name: line(200),
	role: line(500),
	identity: text(longestIdentity).optional(),
	avatar: line(50).optional(),
	model: line(200).optional(),
	modelProfileId: orNothing,
	agentTool: id.optional(),
	mode: z.enum(['worker', 'coordinator', 'coordinated-worker', 'coordinated-coordinator']).optional(),
	permissionMode: z.enum(['interactive', 'acceptEdits', 'readOnly', 'bypassPermissions']).optional(),
	memory: z.array(memory).max(mostMemory).optional(),
	skillIds: z.array(id).max(100).optional(),
	capabilities: record.optional(),
	commandPermissions: record.optional(),
	workflowTemplateId: orNothing,
	customWorkflow: text(longestIdentity).optional(),
	soundInstrument: line(50).optional(),
};

/** Those of a project, with the global ones (contract §5); of a server of ours also those of all projects, where none is named. */
export const listTeamMembers = endpoint({
	method: 'GET',
	path: '/api/team-members',
	query: z.object({projectId: id.optional(), scope: z.enum(['project', 'global']).optional()}),
	answer: z.array(teamMember),
});

/** Refuses members that it does not know, and one that is of another project. */
export const updateTeamMember = endpoint({
	method: 'PATCH',
	path: '/api/team-members/:id',
	body: z.strictObject({projectId: id, ...z.strictObject(members).partial().shape}),
	answer: teamMember,
});

/** It stays where it is known, and no session is started in it any more. */
export const archiveTeamMember = endpoint({
	method: 'POST',
	path: '/api/team-members/:id/archive',
	body: z.strictObject({projectId: id}),
	answer: z.unknown(),
});

export const unarchiveTeamMember = endpoint({
	method: 'POST',
	path: '/api/team-members/:id/unarchive',
	body: z.strictObject({projectId: id}),
	answer: z.unknown(),
});

export const createTeamMember = endpoint({
	method: 'POST',
	path: '/api/team-members',
	body: z.strictObject({
		projectId: id,
		...members,
		role: line(500).optional(),
		scope: z.enum(['project', 'global']).optional(),
	}),
	answer: teamMember,
	status: 201,
});

export const getTeamMember = endpoint({
	method: 'GET',
	path: '/api/team-members/:id',
	query: z.object({projectId: id.optional()}),
	answer: teamMember,
});

/** It has to be archived first; those that every project has cannot be deleted. */
export const deleteTeamMember = endpoint({
	method: 'DELETE',
	path: '/api/team-members/:id',
	query: z.object({projectId: id}),
	answer: z.looseObject({success: z.boolean(), id}),
});

/** Makes one that every project has what it was at first. */
export const resetTeamMember = endpoint({
	method: 'POST',
	path: '/api/team-members/:id/reset',
	body: z.strictObject({projectId: id}),
	answer: teamMember,
});

/** More for it to remember; the oldest goes where there is too much. */
export const addTeamMemberMemory = endpoint({
	method: 'POST',
	path: '/api/team-members/:id/memory',
	body: z.strictObject({
		projectId: id,
		entries: z
			.array(memory.pipe(z.string().min(1)))
			.min(1)
			.max(20),
	}),
	answer: teamMember,
});

/** Makes it one of every project, or of one alone. */
export const setTeamMemberScope = endpoint({
	method: 'POST',
	path: '/api/team-members/:id/scope',
	body: z.strictObject({projectId: id, scope: z.enum(['project', 'global'])}),
	answer: teamMember,
});
