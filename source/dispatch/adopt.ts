import path from 'node:path';
import type {Agent} from '../agents/agent.js';
import {MaestroError} from '../domain/errors.js';
import type {Project} from '../domain/project.js';
import type {Run as RunOfTask} from '../domain/run.js';
import type {Activity, Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Multiplexer, Window, WindowMeta} from '../multiplexer/multiplexer.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Bells} from '../system/bells.js';
import type {Clock} from '../system/clock.js';
import {modifiedAt} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import type {Run} from '../system/run.js';
import {agentIn} from './agent-in.js';
import type {Headless, HeadlessCommand} from './headless.js';
import {listRunFolders} from './run-folders.js';
import type {Runs} from './runs.js';

type Options = {
	readonly multiplexers: Multiplexers;
	readonly headless: Pick<Headless, 'look'>;
	readonly runs: Pick<Runs, 'all' | 'find' | 'add' | 'newEntry'>;
	readonly projects: {readonly get: (id: string) => Project | undefined};
	readonly tasks: {readonly get: (id: string) => Task | undefined};
	readonly agents: readonly Agent[];
	readonly bells: Pick<Bells, 'hang'>;
	readonly run: Run;
	readonly report: (text: string) => void;
	readonly paths: Pick<Paths, 'runs'>;
	readonly clock: Clock;
};

export type Adoption = {
	/**
	Makes sessions again of the runs that go on and that no session is known of: those without a window by their folders, the others by
	what their windows say. Each keeps its id, and so its secret. What belongs to no project and task that are known is reported, once, and
	left alone; so is what cannot be kept. Nothing is adopted twice, however often this is called.
	*/
	readonly run: () => Promise<void>;
};

type Found = {
	readonly projectId: string | undefined;
	readonly taskId: string;
	readonly sessionId: string;
	readonly agent: string;
	readonly run: RunOfTask;
	readonly activity?: Activity;
	/** For people: where it was found. */
	readonly place: string;
};

/**
Finds runs that outlived what was known of them: somebody put an older copy of the data back, or a file of it was lost. A session that was
removed had ended, and what has ended is not adopted.
*/
export const createAdoption = ({
	multiplexers,
	headless,
	runs,
	projects,
	tasks,
	agents,
	bells,
	run,
	report,
	paths,
	clock,
}: Options): Adoption => {
	const reported = new Set<string>();
	const reportOnce = (text: string): void => {
		if (!reported.has(text)) {
			reported.add(text);
			report(text);
		}
	};

	const adopt = async ({projectId, taskId, sessionId, agent, run, activity, place}: Found): Promise<void> => {
		const task = tasks.get(taskId);
		const project = projects.get(projectId ?? task?.projectId ?? '');
		if (task === undefined || project === undefined || task.projectId !== project.id) {
			reportOnce(`${place} runs ${taskId} in ${run.mode}, of which no task is known here: it is left alone`);
			return;
		}

		await bells.hang(sessionId);
		const session: Session = {
			id: sessionId,
			projectId: project.id,
			taskIds: [task.id],
			name: task.title === '' ? task.id : task.title,
			status: activity === undefined ? 'idle' : 'spawning',
			startedAt: run.startedAt,
			lastActivity: clock(),
			completedAt: null,
			parentSessionId: null,
			timeline: [
				runs.newEntry({type: 'session_started', taskId: task.id, message: `Found again: ${place} went on without it`}),
			],
			metadata: {mode: 'worker', agentTool: agent},
			run,
			...(activity === undefined ? {} : {activity}),
		};
		await runs.add(session);
		report(`${place} was found again: ${taskId} in ${run.mode} is session ${sessionId}`);
	};

	const adoptFolder = async (folder: string, command: HeadlessCommand): Promise<void> => {
		const found = await headless.look(folder);
		if (found.state !== 'running' || runs.find(command.sessionId) !== undefined) {
			return;
		}

		const {projectId, taskId, sessionId, agent, runId: id, mode, directory, limits, startedAt} = command;
		await adopt({
			...{projectId, taskId, sessionId, agent},
			run: {id, taskId, mode, agent, isHeadless: true, startedAt, directory, limits},
			// The watch says what it is, from its process.
			activity: {state: 'starting', source: 'process', at: clock()},
			place: `The run ${id}`,
		});
	};

	const adoptWindow = async (multiplexer: Multiplexer, window: Window, meta: WindowMeta): Promise<void> => {
		if (window.life.state === 'ended' || runs.find(meta.sessionId) !== undefined) {
			return;
		}

		const {address, session} = await multiplexer.find();
		const agent = await agentIn(window, {agents, run});
		const {taskId, mode, sessionId, runId, projectId} = meta;
		const startedAt = (await modifiedAt(path.join(paths.runs, runId, 'token'))) || clock();
		const {id: windowId, paneId, key, name} = window;
		const place = {multiplexer: multiplexer.name, address, session, windowId, paneId, key};
		await adopt({
			...{projectId, taskId, sessionId, agent},
			run: {id: runId, taskId, mode, agent, isHeadless: false, startedAt: Math.floor(startedAt), window: place},
			// What its agent does nobody has seen.
			place: `The window ${name} (${windowId})`,
		});
	};

	/** One that fails takes no other one along. */
	const orReport = async (place: string, work: () => Promise<void>): Promise<void> => {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			reportOnce(`${place} could not be looked at for runs that go on: ${error.message}`);
		}
	};

	/** The multiplexers that windows of ours may be in: the one that new ones are opened in, and those that known runs are in. */
	const inUse = async (): Promise<readonly Multiplexer[]> => {
		const known = runs.all().flatMap(({run}) => {
			const multiplexer = run?.window === undefined ? undefined : multiplexers.at(run.window);
			return multiplexer === undefined ? [] : [multiplexer];
		});
		try {
			return [...new Set([await multiplexers.choose(), ...known])];
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			// Where none is installed no window of it runs, and nobody need be told.
			if (error.code !== 'multiplexer-missing') {
				reportOnce(`No multiplexer could be looked at for runs that go on: ${error.message}`);
			}

			return [...new Set(known)];
		}
	};

	return {
		async run() {
			for (const {name, folder, command} of await listRunFolders(paths.runs)) {
				if (command !== undefined) {
					await orReport(`The run ${name}`, async () => adoptFolder(folder, command));
				}
			}

			for (const multiplexer of await inUse()) {
				await orReport(multiplexer.name, async () => {
					for (const window of await multiplexer.listWindows()) {
						if (window.meta !== undefined) {
							await adoptWindow(multiplexer, window, window.meta);
						}
					}
				});
			}
		},
	};
};
