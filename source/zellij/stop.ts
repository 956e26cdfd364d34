import type {WindowReference} from '../multiplexer/multiplexer.js';
import {endGroup} from '../system/end-group.js';
import type {Run} from '../system/run.js';
import {failed} from './complaints.js';
import {findWindow} from './find-window.js';
import type {Listing} from './windows.js';

type Options = {
	readonly run: Run;
	readonly listing: Listing;
};

/**
Ends the program of a window: TERM to its process group, and KILL to what is left of that after a while.
*/
export const createStopping =
	({run, listing}: Options) =>
	async (reference: WindowReference, {graceMs}: {readonly graceMs: number}): Promise<void> => {
		const {pid} = (await findWindow(listing, reference)).window;
		const hasEnded = async () => (await listing.find(reference.key))?.window.pid !== pid;
		if (pid !== undefined && !(await endGroup(pid, {graceMs, hasEnded, run}))) {
			throw failed(
				`end the program of window ${reference.id}`,
				`process group ${pid} was killed and the program is still there`,
			);
		}
	};
