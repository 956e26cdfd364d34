import {createHash} from 'node:crypto';
import path from 'node:path';
import type {Agent, Listener} from '../agents/agent.js';
import {introduction, type Sibling} from '../agents/introduction.js';
import type {Version} from '../agents/version.js';
import {MaestroError} from '../domain/errors.js';
import {type WindowPlace, windowName} from '../domain/run.js';
import {isGone, type Session} from '../domain/session.js';
import type {Found, Multiplexer, OpenedWindow} from '../multiplexer/multiplexer.js';
import type {Bells} from '../system/bells.js';
import {isFolder} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import type {Mode, Work} from './mode.js';
import {type RunFiles, writeRunFolder} from './run-folder.js';
import type {Runs} from './runs.js';

export type Order = Work & {
	readonly mode: Mode;
	readonly agent: Agent;
	/** More arguments for the agent program. */
	readonly extras: readonly string[];
	/** The session that ordered it, where one did. */
	readonly parentSessionId?: string | undefined;
};

type Particulars = {
	readonly sessionId: string;
	/** Absolute path of the run's folder. */
	readonly folder: string;
	readonly version: Version | undefined;
	/** The conversation that the agent goes on with: it is given no prompt then. */
	readonly resume?: string | undefined;
	/** For agents that are spoken to over HTTP. */
	readonly listener?: Listener | undefined;
};

/** What an agent is started with: its arguments, and the rest, which goes by files. */
export type Plan = Omit<RunFiles, 'token'> & {readonly args: readonly string[]};

export type Opened = Pick<OpenedWindow, 'window' | 'how'> & {readonly place: WindowPlace};

export type Starter = {
	plan: (order: Order, particulars: Particulars) => Plan;
	/** Writes down what the agent is started with; answers its arguments. */
	prepare: (order: Order, particulars: Particulars) => Promise<readonly string[]>;
	/** Starts the agent of a session in the window of its task and mode. */
	open: (session: Session, order: Order, command: Command) => Promise<Opened>;
};

type Command = {
	readonly program: string;
	readonly args: readonly string[];
	readonly folder: string;
	readonly where: Found;
};

type Options = {
	readonly multiplexer: Multiplexer;
	readonly runs: Pick<Runs, 'all'>;
	readonly secretFor: (sessionId: string) => string;
	readonly bells: Pick<Bells, 'hang' | 'doorbellOf'>;
	readonly serverUrl: () => string;
	readonly paths: Paths;
};

/**
Starts agents in windows: for a dispatch and for a session that is resumed alike.
*/
export const createStarter = ({multiplexer, runs, secretFor, bells, serverUrl, paths}: Options): Starter => {
	const plan: Starter['plan'] = (
		{mode, agent, task, project, extras},
		{sessionId, folder, version, resume, listener},
	) => {
		const prompt = resume === undefined ? mode.prompt({task, project}) : undefined;
		const {args, environment, files} = agent.launch({
			prompt,
			resume,
			folder,
			listener,
			hooks: {
				hookProgram: path.join(paths.programs, 'maestro-hook'),
				doorbell: bells.doorbellOf(sessionId),
			},
			introduction: introduction({
				...{sessionId, project, task, remark: agent.remark},
				siblings: siblingsOf(sessionId, project.id, runs),
			}),
			name: windowName(task.id, mode.id),
			extras,
			version,
		});
		// The prompt goes by a file: a whole call of a multiplexer may be no longer than 16 KB.
		return prompt === undefined
			? {args, environment, files, prompt}
			: {args: args.slice(0, -1), environment, files, prompt: args.at(-1)};
	};

	return {
		plan,
		async prepare(order, particulars) {
			const {sessionId, folder} = particulars;
			const {args, ...files} = plan(order, particulars);
			await bells.hang(sessionId);
			await writeRunFolder(folder, {token: secretFor(sessionId), ...files});
			return args;
		},
		async open({id: sessionId, run}, order, {program, args, folder, where}) {
			const {task, project, mode, agent} = order;
			const {window, how} = await multiplexer.openWindow({
				key: keyOf(order),
				meta: {taskId: task.id, mode: mode.id, sessionId, runId: run?.id ?? ''},
				name: windowName(task.id, mode.id),
				directory: project.workingDir,
				command: [path.join(paths.programs, 'maestro-launch'), folder, program, ...args],
				environment: {
					MAESTRO_HOME: paths.home,
					MAESTRO_SERVER_URL: serverUrl(),
					MAESTRO_SESSION_ID: sessionId,
					MAESTRO_PROJECT_ID: project.id,
					MAESTRO_TASK_IDS: task.id,
				},
				without: agent.without,
			});
			const place = {
				...{multiplexer: multiplexer.name, address: where.address, session: where.session},
				...{windowId: window.id, paneId: window.paneId, key: window.key},
			};
			return {window, how, place};
		},
	};
};

/** What the window of a task in a mode is known by, whatever people call it. */
export const keyOf = ({project, task, mode}: Pick<Order, 'project' | 'task' | 'mode'>): string =>
	createHash('sha256')
		.update(JSON.stringify([project.id, task.id, mode.id]))
		.digest('hex')
		.slice(0, 32);

export const refuseWithoutFolder = async ({project: {workingDir}}: Pick<Order, 'project'>): Promise<void> => {
	if (!(await isFolder(workingDir))) {
		throw new MaestroError('bad-directory', `The folder of the project is gone: ${workingDir}`);
	}
};

const siblingsOf = (sessionId: string, projectId: string, runs: Pick<Runs, 'all'>): readonly Sibling[] =>
	runs.all().filter(session => session.projectId === projectId && session.id !== sessionId && !isGone(session));
