import type {Window, WindowReference} from '../multiplexer/multiplexer.js';
import {endGroup} from '../system/end-group.js';
import type {Run} from '../system/run.js';
import {failed, windowGone} from './complaints.js';

type Options = {
	readonly run: Run;
	readonly listWindows: () => Promise<readonly Window[]>;
};

/**
Ends the program of a window: TERM to its process group, and KILL to what is left of that after a while.
*/
export const createStopping = ({run, listWindows}: Options) => {
	const find = async ({paneId, key}: WindowReference) =>
		(await listWindows()).find(window => window.paneId === paneId && window.key === key);

	return async (reference: WindowReference, {graceMs}: {readonly graceMs: number}): Promise<void> => {
		const window = await find(reference);
		if (window === undefined) {
			throw windowGone(reference.id);
		}

		const {pid} = window;
		const hasEnded = async () => (await find(reference))?.pid !== pid;
		if (pid !== undefined && !(await endGroup(pid, {graceMs, hasEnded, run}))) {
			throw failed(
				`end the program of window ${reference.id}`,
				`process group ${pid} was killed and the program is still there`,
			);
		}
	};
};
