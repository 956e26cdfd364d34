import {z} from 'zod';
import {permissions} from '../domain/permission.js';
import {endpoint} from './endpoint.js';
import {id, text, time} from './read.js';

export const mode = z.looseObject({
	id,
	label: z.string(),
	summary: z.string(),
	isHeadless: z.boolean(),
	/** Where it was defined: `built in`, or the file of a mode of the user's or the project's. */
	source: z.string(),
	/** The sources of those of the same id that it stands before. */
	shadows: z.array(z.string()).default([]),
	/** The agent that it wants, where it wants a certain one. */
	agent: id.optional(),
	permission: z.enum(permissions).optional(),
});

/** The modes there are: for work on a task, or in a project, those of its folder, too. */
export const listModes = endpoint({
	method: 'GET',
	path: '/api/modes',
	query: z.strictObject({task: id.optional(), project: id.optional()}),
	answer: z.looseObject({
		modes: z.array(mode),
		/** Files that were meant to be modes and are none. */
		problems: z.array(z.looseObject({file: z.string(), line: z.int().min(1), text: z.string()})),
	}),
});

const order = z.strictObject({
	/** More arguments for the agent program. */
	extras: z.array(z.string().max(4096)).max(50).optional(),
	/** The agent program; what the mode says, else Claude Code, unless given. */
	agent: id.optional(),
	/** What the agent is told besides. */
	words: text(10_000).optional(),
	/** What the agent may do without asking; what the mode says, else the agent's own rule, unless given. */
	permission: z.enum(permissions).optional(),
	/** Makes a work tree for the task where it has none. */
	workTree: z.boolean().optional(),
	/** The multiplexer that a window is opened in; the server's own choice unless given. */
	multiplexer: id.optional(),
});

export const dispatchTask = endpoint({
	method: 'POST',
	path: '/dispatch/:mode/:id',
	body: order.optional(),
	answer: z.looseObject({
		/** The session's id. */
		session: id,
		/** The window's name; for a headless run what its window would be called. */
		window: z.string(),
		headless: z.boolean().default(false),
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
		endedAt: time.optional(),
		/** It could not be found any more, and nobody knows how it ended. */
		isLost: z.boolean().optional(),
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
	method: 'POST',
	path: '/api/dispatch/:mode/:id/preview',
	body: order.optional(),
	answer: z.looseObject({
		command: z.array(z.string()),
		directory: z.string(),
		window: z.string(),
		headless: z.boolean().default(false),
		agent: id,
		/** A work tree would be made: its folder is the one that is shown. */
		makesWorkTree: z.boolean().optional(),
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
		z.looseObject({
			id,
			label: z.string(),
			version: z.string().optional(),
			problem: z.string().optional(),
			canRunHeadless: z.boolean().default(false),
			permissions: z.array(z.enum(permissions)).default([]),
		}),
	),
});
