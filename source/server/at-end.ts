import type {EndedHow} from '../dispatch/watch.js';
import {MaestroError} from '../domain/errors.js';
import type {Session} from '../domain/session.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Clock} from '../system/clock.js';
import type {ChangeTask} from './change-task.js';

type Options = {
	readonly multiplexers: Pick<Multiplexers, 'at'>;
	readonly changeTask: ChangeTask;
	readonly report: (text: string, error?: unknown) => void;
	readonly clock: Clock;
};

/**
What a mode wants to happen once its run has ended by itself.
*/
export const createAtEnd = ({multiplexers, changeTask, report, clock}: Options) => ({
	/** Before the end is known to anyone: what is done twice, should we die in between, is done once. */
	async before({run}: Session, {exitCode}: EndedHow): Promise<void> {
		const status = run?.atEnd?.taskStatus;
		if (run === undefined || status === undefined || run.reason !== undefined || exitCode !== 0) {
			return;
		}

		await changeTask(run.taskId, task =>
			task.status === status
				? task
				: {...task, status, completedAt: task.completedAt ?? (status === 'completed' ? clock() : null)},
		);
	},

	/** After it is known: a window that is gone without that would be a run that was lost. */
	async after({id, run}: Session): Promise<void> {
		const place = run?.window;
		if (run?.atEnd?.closesWindow !== true || run.reason !== undefined || place === undefined) {
			return;
		}

		try {
			await multiplexers.at(place)?.closeWindow({id: place.windowId, paneId: place.paneId, key: place.key});
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			report(`The window of ${id} could not be closed at its end: ${error.message}`);
		}
	},
});
