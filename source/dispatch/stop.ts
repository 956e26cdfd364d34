import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import type {Run} from '../domain/run.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Paths} from '../system/paths.js';
import type {Headless} from './headless.js';
import {latestRun, type Runs} from './runs.js';
import type {Watch} from './watch.js';

/** How long an agent has to end by itself. */
const graceMs = 5000;

export type Stop = (
	taskId: string,
	mode: string,
	by: string,
) => Promise<{readonly session: Session; readonly isStopped: boolean}>;

type Options = {
	readonly multiplexers: Pick<Multiplexers, 'at'>;
	readonly headless: Pick<Headless, 'stop'>;
	readonly runs: Runs;
	readonly watch: Pick<Watch, 'look' | 'giveUp'>;
	readonly paths: Pick<Paths, 'runs'>;
};

/**
Ends a run: asks it to, waits, and then makes it. Answers its session, and whether there was something to stop; refuses with
`run-not-found` where there was never one. A run whose window is gone by then is lost, and was not stopped by anyone.
*/
export const createStop = ({multiplexers, headless, runs, watch, paths}: Options): Stop => {
	/** Answers whether there was something to end. */
	const endRun = async ({id, isHeadless, window: place}: Run): Promise<boolean> => {
		if (isHeadless) {
			return headless.stop(path.join(paths.runs, id), {graceMs});
		}

		if (place === undefined) {
			return false;
		}

		const multiplexer = multiplexers.at(place);
		if (multiplexer === undefined) {
			throw new MaestroError(
				'multiplexer-missing',
				`Its window is in ${place.multiplexer} at ${place.address}, which this server does not know: end it there`,
			);
		}

		await multiplexer.stop({id: place.windowId, paneId: place.paneId, key: place.key}, {graceMs});
		return true;
	};

	/** The reason is there before the end is, for whoever sees the end; answers whether there was something to stop. */
	const end = async (sessionId: string, run: Run, reason: string): Promise<boolean> => {
		await runs.change(sessionId, because(reason));
		try {
			if (!(await endRun(run))) {
				await runs.change(sessionId, because(undefined));
				return false;
			}
		} catch (error) {
			await runs.change(sessionId, because(undefined));
			if (error instanceof MaestroError && error.code === 'window-gone') {
				await watch.giveUp(sessionId);
				return false;
			}

			throw error;
		}

		const entry = runs.newEntry({type: 'session_stopped', message: reason});
		await runs.change(sessionId, session => ({...session, timeline: [...session.timeline, entry]}));
		return true;
	};

	return async (taskId, mode, by) => {
		const session = latestRun(runs, taskId, mode);
		if (session?.run === undefined) {
			throw new MaestroError('run-not-found', `${taskId} was never dispatched in ${mode}`);
		}

		if (hasEnded(session)) {
			return {session, isStopped: false};
		}

		const isStopped = await end(session.id, session.run, `stopped by ${by}`);
		await watch.look();
		return {session: runs.find(session.id) ?? session, isStopped};
	};
};

const because =
	(reason: string | undefined) =>
	(session: Session): Session =>
		session.run === undefined || hasEnded(session) ? session : {...session, run: {...session.run, reason}};
