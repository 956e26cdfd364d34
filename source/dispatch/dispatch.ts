import {createHash} from 'node:crypto';
import path from 'node:path';
import type {Agent} from '../agents/agent.js';
import {introduction} from '../agents/introduction.js';
import {MaestroError} from '../domain/errors.js';
import {createId} from '../domain/id.js';
import {type WindowPlace, windowName} from '../domain/run.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Multiplexer, NewWindow, OpenedWindow} from '../multiplexer/multiplexer.js';
import type {Bells} from '../system/bells.js';
import type {Clock} from '../system/clock.js';
import {isFolder, removeFolder} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import type {FindAgent} from './agent-program.js';
import type {Mode, Work} from './mode.js';
import {writeRunFolder} from './run-folder.js';
import {latestRun, type Runs} from './runs.js';
import {createStop, type Stop} from './stop.js';
import type {Watch} from './watch.js';

export type Order = Work & {
	readonly mode: Mode;
	readonly agent: Agent;
	/** More arguments for the agent program. */
	readonly extras: readonly string[];
};

export type Dispatched = {
	readonly session: Session;
	/** It ran already, and nothing was started. */
	readonly isReused: boolean;
};

export type Preview = {
	readonly command: readonly string[];
	readonly directory: string;
	readonly window: string;
	/** Why it cannot run now. */
	readonly problem?: string | undefined;
};

export type Dispatcher = {
	/** Starts a task in a mode, once: whoever asks while it runs is told where it is. */
	dispatch: (order: Order) => Promise<Dispatched>;
	/** What a dispatch would run, to the letter but for the id of the run. */
	preview: (order: Order) => Promise<Preview>;
	stop: Stop;
};

type Options = {
	readonly multiplexer: Multiplexer;
	readonly findAgent: FindAgent;
	readonly runs: Runs;
	readonly secretFor: (sessionId: string) => string;
	readonly bells: Pick<Bells, 'hang' | 'doorbellOf' | 'remove'>;
	readonly watch: Pick<Watch, 'look' | 'giveUp'>;
	readonly serverUrl: () => string;
	readonly paths: Paths;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
Turns a task in a mode into a run. The pair of both is claimed twice: in this process by its promise, and across processes by the
key of its window, of which a multiplexer has one.
*/
export const createDispatcher = (options: Options): Dispatcher => {
	const {multiplexer, findAgent, runs, bells, watch, paths, clock, random} = options;
	const underWay = new Map<string, Promise<Dispatched>>();

	const startFor = (
		{mode, agent, task, project, extras}: Order,
		sessionId: string,
		folder: string,
		version: string | undefined,
	) => {
		const prompt = mode.prompt({task, project});
		const {args, environment, files} = agent.launch({
			prompt,
			folder,
			hooks: {
				hookProgram: path.join(paths.programs, 'maestro-hook'),
				doorbell: bells.doorbellOf(sessionId),
			},
			introduction: introduction({sessionId, project, task}),
			name: windowName(task.id, mode.id),
			extras,
			version,
		});
		// The prompt goes by a file: a whole call of a multiplexer may be no longer than 16 KB.
		return prompt === undefined
			? {args, environment, files, prompt}
			: {args: args.slice(0, -1), environment, files, prompt: args.at(-1)};
	};

	const start = async (order: Order): Promise<Dispatched> => {
		const {task, project, mode, agent} = order;
		if (!(await isFolder(project.workingDir))) {
			throw new MaestroError('bad-directory', `The folder of the project is gone: ${project.workingDir}`);
		}

		const before = latestRun(runs, task.id, mode.id);
		if (before !== undefined && !hasEnded(before)) {
			await watch.look();
			const now = runs.find(before.id);
			if (now !== undefined && !hasEnded(now)) {
				return {session: now, isReused: true};
			}
		}

		const program = await findAgent(agent);
		const {address, session: multiplexerSession} = await multiplexer.find();
		const now = clock();
		const sessionId = createId('sess', now, random);
		const runId = createId('run', now, random);
		const folder = path.join(paths.runs, runId);
		const {args, ...files} = startFor(order, sessionId, folder, program.version);
		await bells.hang(sessionId);
		await writeRunFolder(folder, {token: options.secretFor(sessionId), ...files});

		const session = await runs.add({
			id: sessionId,
			projectId: project.id,
			taskIds: [task.id],
			name: nameOf(task),
			status: 'spawning',
			startedAt: now,
			lastActivity: now,
			completedAt: null,
			parentSessionId: null,
			timeline: [runs.newEntry({type: 'session_started', taskId: task.id, message: `Dispatched as ${mode.id}`})],
			metadata: {mode: 'worker', agentTool: agent.id, agentVersion: program.version},
			run: {id: runId, taskId: task.id, mode: mode.id, agent: agent.id, isHeadless: false, startedAt: now},
			activity: {state: 'starting', source: 'dispatch', at: now},
		});

		const opened = await openOrForget(session, folder, {
			key: keyOf(project.id, task.id, mode.id),
			meta: {taskId: task.id, mode: mode.id, sessionId, runId},
			name: windowName(task.id, mode.id),
			directory: project.workingDir,
			command: [path.join(paths.programs, 'maestro-launch'), folder, program.path, ...args],
			environment: {
				MAESTRO_HOME: paths.home,
				MAESTRO_SERVER_URL: options.serverUrl(),
				MAESTRO_SESSION_ID: sessionId,
				MAESTRO_PROJECT_ID: project.id,
				MAESTRO_TASK_IDS: task.id,
			},
			without: agent.without,
		});
		const place = {multiplexer: multiplexer.name, address, session: multiplexerSession};
		return settle(session, folder, opened, place);
	};

	/** Takes away what was made for a run that never was. */
	const forget = async ({id}: Session, folder: string): Promise<void> => {
		await runs.remove(id);
		await bells.remove(id);
		await removeFolder(folder);
	};

	/** Nothing was started when no window came to be; then there was no session either. */
	const openOrForget = async (session: Session, folder: string, window: NewWindow): Promise<OpenedWindow> => {
		try {
			return await multiplexer.openWindow(window);
		} catch (error) {
			await forget(session, folder);
			throw error;
		}
	};

	const settle = async (
		session: Session,
		folder: string,
		{window, how}: OpenedWindow,
		where: Pick<WindowPlace, 'multiplexer' | 'address' | 'session'>,
	): Promise<Dispatched> => {
		const place: WindowPlace = {...where, windowId: window.id, paneId: window.paneId, key: window.key};
		if (how !== 'reused') {
			const placed = await runs.change(session.id, now =>
				now.run === undefined ? now : {...now, run: {...now.run, window: place}},
			);
			return {session: placed, isReused: false};
		}

		// Somebody else's run has the window: one that we did not know of. Ours never was.
		await forget(session, folder);
		await watch.look();
		const owner = runs.find(window.meta?.sessionId ?? '');
		if (owner === undefined) {
			throw new MaestroError(
				'already-there',
				`The window ${window.name} (${window.id}) holds this run, but not which session it is; close it and dispatch again`,
			);
		}

		return {session: owner, isReused: true};
	};

	return {
		async dispatch(order) {
			const key = keyOf(order.project.id, order.task.id, order.mode.id);
			const first = underWay.get(key);
			if (first !== undefined) {
				return {...(await first), isReused: true};
			}

			const started = start(order);
			underWay.set(key, started);
			try {
				return await started;
			} finally {
				underWay.delete(key);
			}
		},

		async preview(order) {
			const {task, project, mode, agent} = order;
			const folder = path.join(paths.runs, 'RUN');
			const shown = {directory: project.workingDir, window: windowName(task.id, mode.id)};
			try {
				const program = await findAgent(agent);
				await multiplexer.find();
				const {args, prompt} = startFor(order, 'SESSION', folder, program.version);
				const command = [program.path, ...args, ...(prompt === undefined ? [] : [prompt])];
				return {
					...shown,
					command,
					...((await isFolder(project.workingDir)) ? {} : {problem: `${project.workingDir} is gone`}),
				};
			} catch (error) {
				if (error instanceof MaestroError) {
					return {...shown, command: [agent.program], problem: error.message};
				}

				throw error;
			}
		},
		stop: createStop({multiplexer, runs, watch}),
	};
};

const nameOf = ({id, title}: Task): string => (title === '' ? id : title);

const keyOf = (projectId: string, taskId: string, mode: string): string =>
	createHash('sha256')
		.update(JSON.stringify([projectId, taskId, mode]))
		.digest('hex')
		.slice(0, 32);
