import {z} from 'zod';
import type {ModelProfile} from '../domain/model-profile.js';
import {endpoint} from './endpoint.js';
import {id, line, text} from './read.js';

export const launchConfig = z.strictObject({
	provider: z.enum(['claude', 'openai', 'gemini', 'hermes']),
	model: line(200).optional(),
	reasoningEffort: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional(),
	speed: z.enum(['standard', 'fast']).optional(),
	accessMode: z.enum(['safe', 'acceptEdits', 'plan', 'fullAccess']).optional(),
});

export const modelProfile = z.looseObject({
	id,
	name: z.string(),
	description: z.string().optional(),
	launchConfig: z.looseObject({
		provider: z.string(),
		model: z.string().optional(),
		reasoningEffort: z.string().optional(),
		speed: z.string().optional(),
		accessMode: z.string().optional(),
	}),
	isDefault: z.boolean().optional(),
	createdAt: z.string(),
	updatedAt: z.string(),
}) satisfies z.ZodType<ModelProfile>;

const wanted = z.strictObject({name: line(200), description: text(2000).optional(), launchConfig});

export const listModelProfiles = endpoint({
	method: 'GET',
	path: '/api/model-profiles',
	answer: z.array(modelProfile),
});

export const getModelProfile = endpoint({method: 'GET', path: '/api/model-profiles/:id', answer: modelProfile});

export const createModelProfile = endpoint({
	method: 'POST',
	path: '/api/model-profiles',
	body: wanted,
	answer: modelProfile,
	status: 201,
});

export const updateModelProfile = endpoint({
	method: 'PUT',
	path: '/api/model-profiles/:id',
	body: wanted.partial(),
	answer: modelProfile,
});

export const deleteModelProfile = endpoint({
	method: 'DELETE',
	path: '/api/model-profiles/:id',
	answer: z.looseObject({success: z.boolean(), id}),
});
