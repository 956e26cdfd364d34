import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import {createId} from '../domain/id.js';
import {conversationOf, hasEnded, type Session} from '../domain/session.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Clock} from '../system/clock.js';
import {removeFolder} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import type {FindAgent} from './agent-program.js';
import {newListener} from './listener.js';
import {type Order, refuseOrder, targetOf} from './order.js';
import {latestRun, type Runs, runOf} from './runs.js';
import type {Opened, Starter} from './start.js';
import type {Watch} from './watch.js';

type Options = {
	readonly starter: Starter;
	readonly multiplexers: Pick<Multiplexers, 'choose'>;
	readonly findAgent: FindAgent;
	readonly runs: Runs;
	readonly watch: Pick<Watch, 'look'>;
	readonly paths: Paths;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
Gives a session that has ended a new run, in the window of its task and mode. It stays the session that it was, and what waits for it
is delivered. One whose agent could not be started is as it was before.
*/
export const createResume = ({starter, multiplexers, findAgent, runs, watch, paths, clock, random}: Options) => {
	const ended = async (sessionId: string, {task, mode}: Order): Promise<Session> => {
		await watch.look();
		const live = [runs.find(sessionId), latestRun(runs, task.id, mode.id)].find(
			session => session !== undefined && !hasEnded(session),
		);
		if (live !== undefined) {
			throw runsAs(live);
		}

		const session = runs.find(sessionId);
		if (session === undefined) {
			throw new MaestroError('session-not-found', `There is no session ${sessionId}; it may have been removed`);
		}

		return session;
	};

	return async (sessionId: string, order: Order): Promise<Session> => {
		await refuseOrder(order);
		const before = await ended(sessionId, order);
		const {path: program, version} = await findAgent(order.agent);
		const target = await targetOf(order, multiplexers);
		const now = clock();
		const runId = createId('run', now, random);
		const folder = path.join(paths.runs, runId);
		const resume = conversationOf(before);
		const listener = order.mode.isHeadless ? undefined : await newListener(order.agent);
		const args = await starter.prepare(order, {sessionId, folder, version, resume, listener});
		const session = await runs.change(sessionId, session => ({
			...session,
			status: 'spawning',
			completedAt: null,
			needsInput: undefined,
			metadata: {...session.metadata, agentVersion: version, listenerPort: listener?.port},
			timeline: [
				...session.timeline,
				runs.newEntry({type: 'session_started', taskId: order.task.id, message: wordsFor(resume)}),
			],
			run: runOf(order, {id: runId, startedAt: now}),
			activity: {state: 'starting', source: 'resume', at: now},
		}));

		const undo = async (): Promise<void> => {
			await runs.change(sessionId, () => before);
			await removeFolder(folder);
		};

		const opened = await openOrUndo(undo, async () => starter.open(session, order, {program, args, folder, target}));
		if (opened.how === 'reused') {
			await undo();
			const {name, id} = opened.window ?? {name: '', id: ''};
			throw new MaestroError('already-there', `Something still runs in its window ${name} (${id}); end that first`);
		}

		return runs.change(sessionId, session =>
			session.run === undefined ? session : {...session, run: {...session.run, window: opened.place}},
		);
	};
};

const openOrUndo = async (undo: () => Promise<void>, open: () => Promise<Opened>): Promise<Opened> => {
	try {
		return await open();
	} catch (error) {
		await undo();
		throw error;
	}
};

/** The refusal to start what goes on. */
export const runsAs = ({id, run}: Session): MaestroError =>
	new MaestroError(
		'already-there',
		`${run === undefined ? id : `${run.taskId} in ${run.mode}`} runs already, as ${id}; maestro session show ${id} says where`,
	);

const wordsFor = (conversation: string | undefined): string =>
	conversation === undefined ? 'Started anew; its conversation of before is not known' : 'Resumed where it left off';
