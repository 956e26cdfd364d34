import {z} from 'zod';
import {permissions} from '../domain/permission.js';
import type {Run} from '../domain/run.js';
import {taskStatuses} from '../domain/task.js';
import {id, time} from './read.js';

export const run = z.looseObject({
	id,
	taskId: id,
	mode: id,
	agent: z.string(),
	isHeadless: z.boolean(),
	startedAt: time,
	directory: z.string().optional(),
	permission: z.enum(permissions).optional(),
	extras: z.array(z.string()).readonly().optional(),
	words: z.string().optional(),
	limits: z.looseObject({minutes: z.number().min(0), outputBytes: z.number().min(0)}).optional(),
	atEnd: z.looseObject({closesWindow: z.boolean().optional(), taskStatus: z.enum(taskStatuses).optional()}).optional(),
	window: z
		.looseObject({
			multiplexer: z.string(),
			address: z.string(),
			session: z.string(),
			windowId: z.string(),
			paneId: z.string(),
			key: z.string(),
		})
		.optional(),
	endedAt: time.optional(),
	exitCode: z.int().optional(),
	signal: z.int().optional(),
	reason: z.string().optional(),
}) satisfies z.ZodType<Run>;
