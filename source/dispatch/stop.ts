import {MaestroError} from '../domain/errors.js';
import type {WindowPlace} from '../domain/run.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Multiplexer} from '../multiplexer/multiplexer.js';
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
	readonly multiplexer: Multiplexer;
	readonly runs: Runs;
	readonly watch: Pick<Watch, 'look' | 'giveUp'>;
};

/**
Ends a run: asks it to, waits, and then makes it. Answers its session, and whether there was something to stop; refuses with
`run-not-found` where there was never one. A run whose window is gone by then is lost, and was not stopped by anyone.
*/
export const createStop = ({multiplexer, runs, watch}: Options): Stop => {
	/** The reason is there before the end is, for whoever sees the end; answers whether there was a window to stop. */
	const end = async (sessionId: string, place: WindowPlace, reason: string): Promise<boolean> => {
		await runs.change(sessionId, because(reason));
		try {
			await multiplexer.stop({id: place.windowId, paneId: place.paneId, key: place.key}, {graceMs});
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
		if (session === undefined) {
			throw new MaestroError('run-not-found', `${taskId} was never dispatched in ${mode}`);
		}

		const place = session.run?.window;
		if (hasEnded(session) || place === undefined) {
			return {session, isStopped: false};
		}

		const isStopped = await end(session.id, place, `stopped by ${by}`);
		await watch.look();
		return {session: runs.find(session.id) ?? session, isStopped};
	};
};

const because =
	(reason: string | undefined) =>
	(session: Session): Session =>
		session.run === undefined ? session : {...session, run: {...session.run, reason}};
