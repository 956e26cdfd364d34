import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import {createId} from '../domain/id.js';
import {windowName} from '../domain/run.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Bells} from '../system/bells.js';
import type {Clock} from '../system/clock.js';
import {removeFolder} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import type {FindAgent} from './agent-program.js';
import type {Headless} from './headless.js';
import {newListener, shownListener} from './listener.js';
import {keyOf, type Order, refuseOrder, targetOf} from './order.js';
import {createResume, runsAs} from './resume.js';
import {latestRun, type Runs, runOf} from './runs.js';
import {createStarter, type Opened, type Starter} from './start.js';
import {createStop, type Stop} from './stop.js';
import type {Watch} from './watch.js';

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
	/**
	Starts the agent of a session that has ended anew, once, where its conversation left off; where that is not known, with its task.
	Refuses with `already-there` while the session, or another one with its task and mode, goes on.
	*/
	resume: (sessionId: string, order: Order) => Promise<Session>;
	/** What a dispatch would run, to the letter but for the id of the run. */
	preview: (order: Order) => Promise<Preview>;
	stop: Stop;
};

type Options = {
	readonly multiplexers: Multiplexers;
	readonly headless: Headless;
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
	const {multiplexers, findAgent, runs, bells, watch, paths, clock, random} = options;
	const starter = createStarter(options);
	const resume = createResume({...options, starter});
	const underWay = new Map<string, Promise<Dispatched>>();

	const start = async (order: Order): Promise<Dispatched> => {
		const {task, project, mode, agent} = order;
		await refuseOrder(order);
		const before = latestRun(runs, task.id, mode.id);
		if (before !== undefined && !hasEnded(before)) {
			await watch.look();
			const now = runs.find(before.id);
			if (now !== undefined && !hasEnded(now)) {
				return {session: now, isReused: true};
			}
		}

		const {path: program, version} = await findAgent(agent);
		const target = await targetOf(order, multiplexers);
		const now = clock();
		const sessionId = createId('sess', now, random);
		const runId = createId('run', now, random);
		const folder = path.join(paths.runs, runId);
		const listener = mode.isHeadless ? undefined : await newListener(agent);
		const args = await starter.prepare(order, {sessionId, folder, version, listener});
		const {name = nameOf(task), metadata, members} = order.noted ?? {};
		const session = await runs.add({
			...members,
			id: sessionId,
			projectId: project.id,
			taskIds: [task.id],
			name,
			status: 'spawning',
			startedAt: now,
			lastActivity: now,
			completedAt: null,
			parentSessionId: order.parentSessionId ?? null,
			timeline: [runs.newEntry({type: 'session_started', taskId: task.id, message: `Dispatched as ${mode.id}`})],
			metadata: {mode: 'worker', ...metadata, agentTool: agent.id, agentVersion: version, listenerPort: listener?.port},
			run: runOf(order, {id: runId, startedAt: now}),
			activity: {state: 'starting', source: 'dispatch', at: now},
		});

		const opened = await openOrForget(session, order, {program, args, folder, target});
		return settle(session, folder, opened);
	};

	/** Nothing was started when no window came to be; then there was no session either. */
	const openOrForget = async (...[session, order, command]: Parameters<Starter['open']>): Promise<Opened> => {
		try {
			return await starter.open(session, order, command);
		} catch (error) {
			await forget(session, command.folder);
			throw error;
		}
	};

	/** Takes away what was made for a run that never was. */
	const forget = async ({id}: Session, folder: string): Promise<void> => {
		await runs.remove(id);
		await bells.remove(id);
		await removeFolder(folder);
	};

	const settle = async (session: Session, folder: string, {window, how, place}: Opened): Promise<Dispatched> => {
		if (window === undefined) {
			return {session: runs.find(session.id) ?? session, isReused: false};
		}

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

	/** Whoever comes while work on a pair is under way waits for it, and is told that it was somebody else's. */
	const once = async (order: Order, work: () => Promise<Dispatched>): Promise<Dispatched> => {
		const key = keyOf(order);
		const first = underWay.get(key);
		if (first !== undefined) {
			return {...(await first), isReused: true};
		}

		const started = work();
		underWay.set(key, started);
		try {
			return await started;
		} finally {
			underWay.delete(key);
		}
	};

	return {
		dispatch: async order => once(order, async () => start(order)),

		async resume(sessionId, order) {
			const {session} = await once(order, async () => ({session: await resume(sessionId, order), isReused: false}));
			if (session.id !== sessionId) {
				throw runsAs(session);
			}

			return session;
		},

		async preview(order) {
			const {task, mode, agent, directory} = order;
			const folder = path.join(paths.runs, 'RUN');
			const shown = {directory, window: windowName(task.id, mode.id)};
			try {
				await refuseOrder(order);
				const program = await findAgent(agent);
				await targetOf(order, multiplexers);
				const listener = mode.isHeadless ? undefined : shownListener(agent);
				const {args, prompt} = starter.plan(order, {sessionId: 'SESSION', folder, version: program.version, listener});
				return {...shown, command: [program.path, ...args, ...(prompt === undefined ? [] : [prompt])]};
			} catch (error) {
				if (error instanceof MaestroError) {
					return {...shown, command: [agent.program], problem: error.message};
				}

				throw error;
			}
		},
		stop: createStop(options),
	};
};

const nameOf = ({id, title}: Task): string => (title === '' ? id : title);
