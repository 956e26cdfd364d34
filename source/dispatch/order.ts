import {createHash} from 'node:crypto';
import type {Agent} from '../agents/agent.js';
import {MaestroError} from '../domain/errors.js';
import type {Permission} from '../domain/permission.js';
import type {Limits} from '../domain/run.js';
import type {Found, Multiplexer} from '../multiplexer/multiplexer.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import {isFolder} from '../system/files.js';
import type {Mode, Work} from './mode.js';

export type Noted = {
	readonly name?: string | undefined;
	readonly metadata?: Readonly<Record<string, unknown>> | undefined;
	/** Members of a session that clients of the real server know (contract §4). */
	readonly members?: Readonly<Record<string, unknown>> | undefined;
};

/**
All that a dispatch needs to know: what is to be done, by whom, and where.
*/
export type Order = Work & {
	readonly mode: Mode;
	readonly agent: Agent;
	/** What the agent may do without asking; what the mode says unless given. */
	readonly permission?: Permission | undefined;
	/** What a headless run may use. */
	readonly limits: Limits;
	/** The session that ordered it, where one did. */
	readonly parentSessionId?: string | undefined;
	/** What its session is called and what is noted of it, where whoever ordered it says so. */
	readonly noted?: Noted | undefined;
	/** The multiplexer that a window is opened in; found out unless given. */
	readonly multiplexer?: string | undefined;
};

/** What the window of a task in a mode is known by, whatever people call it. */
export const keyOf = ({project, task, mode}: Pick<Order, 'project' | 'task' | 'mode'>): string =>
	createHash('sha256')
		.update(JSON.stringify([project.id, task.id, mode.id]))
		.digest('hex')
		.slice(0, 32);

/** What can be told before anything is looked for. */
export const refuseOrder = async ({directory, mode, agent}: Order): Promise<void> => {
	if (mode.isHeadless && !agent.isHeadlessToo) {
		throw new MaestroError(
			'malformed',
			`${agent.label} cannot run without a window, and ${mode.id} is a headless mode: choose another agent or mode`,
		);
	}

	if (!(await isFolder(directory))) {
		throw new MaestroError('bad-directory', `The folder that it is to work in is gone: ${directory}`);
	}
};

/** Where a window is opened. */
export type Target = {
	readonly multiplexer: Multiplexer;
	readonly found: Found;
};

/** Where the window of an order is opened; headless runs have none. */
export const targetOf = async (
	{mode, multiplexer: name}: Order,
	multiplexers: Pick<Multiplexers, 'choose'>,
): Promise<Target | undefined> => {
	if (mode.isHeadless) {
		return undefined;
	}

	const multiplexer = await multiplexers.choose(name);
	return {multiplexer, found: await multiplexer.find()};
};
