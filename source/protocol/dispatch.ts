import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {id, time} from './read.js';

export const mode = z.looseObject({
	id,
	label: z.string(),
	summary: z.string(),
	isHeadless: z.boolean(),
	/** Where it was defined: `built in`. */
	source: z.string(),
});

export const listModes = endpoint({method: 'GET', path: '/api/modes', answer: z.array(mode)});

export const dispatchTask = endpoint({
	method: 'POST',
	path: '/dispatch/:mode/:id',
	body: z
		.strictObject({
			/** More arguments for the agent program. */
			extras: z.array(z.string().max(4096)).max(50).optional(),
			/** The agent program; Claude Code unless given. */
			agent: id.optional(),
		})
		.optional(),
	answer: z.looseObject({
		/** The session's id. */
		session: id,
		/** The window's name. */
		window: z.string(),
		/** It ran already, and nothing was started. */
		isReused: z.boolean(),
	}),
});

export const runStatus = endpoint({
	method: 'GET',
	path: '/status/:mode/:id',
	answer: z.looseObject({
		running: z.boolean(),
		headless: z.boolean(),
		exitCode: z.int().optional(),
		signal: z.int().optional(),
		startedAt: time,
		session: id,
	}),
});

export const stopRun = endpoint({
	method: 'POST',
	path: '/stop/:mode/:id',
	answer: z.looseObject({stopped: z.boolean(), session: id}),
});

/** The same, as old clients ask for it. */
export const stopRunByGet = endpoint({method: 'GET', path: stopRun.path, answer: stopRun.answer});

/** The exact command that a dispatch would run, without running it. */
export const previewDispatch = endpoint({
	method: 'GET',
	path: '/api/dispatch/:mode/:id/preview',
	query: z.strictObject({agent: id.optional()}),
	answer: z.looseObject({
		command: z.array(z.string()),
		directory: z.string(),
		window: z.string(),
		/** Why it cannot run now. */
		problem: z.string().optional(),
	}),
});

/** The multiplexer that the server opens windows in, or why it has none. */
export const getMultiplexer = endpoint({
	method: 'GET',
	path: '/api/multiplexer',
	answer: z.looseObject({
		name: z.string(),
		version: z.string().optional(),
		address: z.string().optional(),
		session: z.string(),
		problem: z.string().optional(),
	}),
});

/** Which agent programs this host has. */
export const listAgents = endpoint({
	method: 'GET',
	path: '/api/agents',
	answer: z.array(
		z.looseObject({id, label: z.string(), version: z.string().optional(), problem: z.string().optional()}),
	),
});
