import path from 'node:path';
import type {Listener} from '../agents/agent.js';
import {introduction, type Sibling} from '../agents/introduction.js';
import type {Version} from '../agents/version.js';
import {MaestroError} from '../domain/errors.js';
import {type WindowPlace, windowName} from '../domain/run.js';
import {isGone, type Session} from '../domain/session.js';
import type {Multiplexer, OpenedWindow} from '../multiplexer/multiplexer.js';
import type {Bells} from '../system/bells.js';
import type {Paths} from '../system/paths.js';
import type {Headless} from './headless.js';
import type {Asked} from './mode.js';
import {keyOf, type Order, type Target} from './order.js';
import {type RunFiles, writeRunFolder} from './run-folder.js';
import type {Runs} from './runs.js';

type Particulars = {
	readonly sessionId: string;
	/** Absolute path of the run's folder. */
	readonly folder: string;
	readonly version: Version | undefined;
	/** The conversation that the agent goes on with: it is not given its work once more then. */
	readonly resume?: string | undefined;
	/** For agents that are spoken to over HTTP. */
	readonly listener?: Listener | undefined;
};

/** What an agent is started with: its arguments, and the rest, which goes by files. */
export type Plan = Omit<RunFiles, 'token'> & {readonly args: readonly string[]};

/** What came of a start: the window that it has, if it has one. */
export type Opened = Partial<Pick<OpenedWindow, 'window'>> & {
	readonly how: OpenedWindow['how'];
	readonly place?: WindowPlace;
};

export type Command = {
	readonly program: string;
	readonly args: readonly string[];
	readonly folder: string;
	/** Where its window is opened; not there for headless runs. */
	readonly target: Target | undefined;
};

export type Starter = {
	readonly plan: (order: Order, particulars: Particulars) => Plan;
	/** Writes down what the agent is started with; answers its arguments. */
	readonly prepare: (order: Order, particulars: Particulars) => Promise<readonly string[]>;
	/** Starts the agent of a session: in the window of its task and mode, or headless. */
	readonly open: (session: Session, order: Order, command: Command) => Promise<Opened>;
};

type Options = {
	readonly headless: Pick<Headless, 'start'>;
	readonly runs: Pick<Runs, 'all'>;
	readonly secretFor: (sessionId: string) => string;
	readonly bells: Pick<Bells, 'hang' | 'doorbellOf'>;
	readonly serverUrl: () => string;
	readonly paths: Paths;
};

/** What a headless agent is told that goes on where it was cut off: it would wait for a prompt otherwise, and nobody is there. */
const goOn = 'Go on where you left off.';

/**
Starts agents: for a dispatch and for a session that is resumed alike.
*/
export const createStarter = ({headless, runs, secretFor, bells, serverUrl, paths}: Options): Starter => {
	const plan: Starter['plan'] = (order, {sessionId, folder, version, resume, listener}) => {
		const {mode, agent, task, project, extras, permission = mode.permission} = order;
		const asked = resume === undefined ? askOf(order) : mode.isHeadless ? {prompt: goOn} : {};
		const {args, environment, files} = agent.launch({
			...asked,
			resume,
			folder,
			listener,
			permission,
			isHeadless: mode.isHeadless,
			hooks: {
				hookProgram: path.join(paths.programs, 'maestro-hook'),
				doorbell: bells.doorbellOf(sessionId),
			},
			introduction: introduction({
				...{sessionId, project, task, remark: agent.remark},
				siblings: siblingsOf(sessionId, project.id, runs),
			}),
			name: windowName(task.id, mode.id),
			extras: [...mode.extras, ...extras],
			version,
		});
		// The last argument goes by a file: a whole call of a multiplexer may be no longer than 16 KB.
		return asked.prompt === undefined && asked.command === undefined
			? {args, environment, files, prompt: undefined}
			: {args: args.slice(0, -1), environment, files, prompt: args.at(-1)};
	};

	const openWindow = async (
		{multiplexer, found: {address, session}}: Target,
		wanted: Omit<Parameters<Multiplexer['openWindow']>[0], 'key' | 'name'>,
		order: Order,
	): Promise<Opened> => {
		const name = windowName(order.task.id, order.mode.id);
		const {window, how} = await multiplexer.openWindow({...wanted, key: keyOf(order), name});
		const {id: windowId, paneId, key} = window;
		return {window, how, place: {multiplexer: multiplexer.name, address, session, windowId, paneId, key}};
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
		async open({id: sessionId, run}, order, {program, args, folder, target}) {
			const {task, project, mode, agent, directory, limits} = order;
			const known = {projectId: project.id, taskId: task.id, mode: mode.id, sessionId, runId: run?.id ?? ''};
			const start = {
				directory,
				command: [path.join(paths.programs, 'maestro-launch'), folder, program, ...args] as const,
				environment: {
					MAESTRO_HOME: paths.home,
					MAESTRO_SERVER_URL: serverUrl(),
					MAESTRO_SESSION_ID: sessionId,
					MAESTRO_PROJECT_ID: project.id,
					MAESTRO_TASK_IDS: task.id,
				},
				without: agent.without,
			};
			if (target !== undefined) {
				return openWindow(target, {...start, command: [...start.command], meta: known}, order);
			}

			await headless.start(folder, {
				...known,
				...start,
				command: [...start.command],
				agent: agent.id,
				limits,
				startedAt: run?.startedAt ?? 0,
			});
			return {how: 'created'};
		},
	};
};

/** What the agent is given to do, in the form that it knows. */
const askOf = (order: Order): Asked => {
	const {mode, agent} = order;
	const {prompt, command} = mode.ask(order);
	const asked = agent.knowsCommands === true && command !== undefined ? {command} : {prompt};
	if (mode.isHeadless && asked.prompt === undefined && asked.command === undefined) {
		throw new MaestroError(
			'malformed',
			`${mode.id} (${mode.source}) is headless and gives the agent nothing to do: give it a prompt`,
		);
	}

	return asked;
};

const siblingsOf = (sessionId: string, projectId: string, runs: Pick<Runs, 'all'>): readonly Sibling[] =>
	runs.all().filter(session => session.projectId === projectId && session.id !== sessionId && !isGone(session));
