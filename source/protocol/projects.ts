import {z} from 'zod';
import type {Project} from '../domain/project.js';
import {endpoint} from './endpoint.js';
import {id, line, text, time} from './read.js';

export const project = z.looseObject({
	id,
	name: z.string(),
	workingDir: z.string(),
	description: z.string().default(''),
	createdAt: time,
	updatedAt: time,
	isMaster: z.boolean().optional(),
}) satisfies z.ZodType<Project>;

const directory = z
	.string()
	.max(4096)
	.refine(path => path.startsWith('/') && !path.includes('\0'), 'an absolute path');

export const listProjects = endpoint({method: 'GET', path: '/api/projects', answer: z.array(project), isPaged: true});

export const getProject = endpoint({method: 'GET', path: '/api/projects/:id', answer: project});

export const createProject = endpoint({
	method: 'POST',
	path: '/api/projects',
	body: z.strictObject({
		name: line(200),
		workingDir: directory,
		description: text(10_000).optional(),
		isMaster: z.boolean().optional(),
	}),
	answer: project,
	status: 201,
});

export const updateProject = endpoint({
	method: 'PUT',
	path: '/api/projects/:id',
	body: z.strictObject({
		name: line(200).optional(),
		workingDir: directory.optional(),
		description: text(10_000).optional(),
	}),
	answer: project,
});

export const deleteProject = endpoint({
	method: 'DELETE',
	path: '/api/projects/:id',
	answer: z.looseObject({success: z.boolean(), id}),
});

/** Whether its sessions look after all projects (contract §5). */
export const setMaster = endpoint({
	method: 'PUT',
	path: '/api/projects/:id/master',
	body: z.strictObject({isMaster: z.boolean()}),
	answer: project,
});
