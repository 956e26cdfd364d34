import {z} from 'zod';
import type {Team} from '../domain/team.js';
import {endpoint} from './endpoint.js';
import {id, line, text} from './read.js';

export const team = z.looseObject({
	id,
	projectId: id,
	name: z.string(),
	description: z.string().optional(),
	avatar: z.string().optional(),
	leaderId: id,
	memberIds: z.array(id).default([]),
	subTeamIds: z.array(id).default([]),
	parentTeamId: id.nullable().default(null),
	status: z.enum(['active', 'archived']).default('active'),
	createdAt: z.string(),
	updatedAt: z.string(),
}) satisfies z.ZodType<Team>;

const wanted = {
	name: line(200),
	description: text(2000).optional(),
	avatar: line(50).optional(),
	leaderId: id,
	memberIds: z.array(id).max(100).optional(),
};

/** Of a project, as the real server wants it said with each change (contract §5). */
const ofProject = z.strictObject({projectId: id});

export const listTeams = endpoint({
	method: 'GET',
	path: '/api/teams',
	query: z.object({projectId: id}),
	answer: z.array(team),
});

export const getTeam = endpoint({
	method: 'GET',
	path: '/api/teams/:id',
	query: z.object({projectId: id.optional()}),
	answer: team,
});

/** A team with the teams below it, in `subTeams`. */
export const getTeamTree = endpoint({
	method: 'GET',
	path: '/api/teams/:id/tree',
	query: z.object({projectId: id.optional()}),
	answer: team,
});

export const createTeam = endpoint({
	method: 'POST',
	path: '/api/teams',
	body: z.strictObject({projectId: id, ...wanted}),
	answer: team,
	status: 201,
});

export const updateTeam = endpoint({
	method: 'PATCH',
	path: '/api/teams/:id',
	body: z.strictObject({projectId: id, ...z.strictObject(wanted).partial().shape}),
	answer: team,
});

/** It has to be archived first. */
export const deleteTeam = endpoint({
	method: 'DELETE',
	path: '/api/teams/:id',
	query: z.object({projectId: id}),
	answer: z.looseObject({success: z.boolean(), id}),
});

export const archiveTeam = endpoint({method: 'POST', path: '/api/teams/:id/archive', body: ofProject, answer: team});

export const unarchiveTeam = endpoint({
	method: 'POST',
	path: '/api/teams/:id/unarchive',
	body: ofProject,
	answer: team,
});

const members = ofProject.extend({memberIds: z.array(id).min(1).max(100)});

export const addTeamMembers = endpoint({
	method: 'POST',
	path: '/api/teams/:id/members',
	body: members,
	answer: team,
});

export const removeTeamMembers = endpoint({
	method: 'DELETE',
	path: '/api/teams/:id/members',
	body: members,
	answer: team,
});

const subTeam = ofProject.extend({subTeamId: id});

export const addSubTeam = endpoint({method: 'POST', path: '/api/teams/:id/sub-teams', body: subTeam, answer: team});

export const removeSubTeam = endpoint({
	method: 'DELETE',
	path: '/api/teams/:id/sub-teams',
	body: subTeam,
	answer: team,
});
