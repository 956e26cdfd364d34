import type {WindowReference} from '../multiplexer/multiplexer.js';
import {comesTrue} from '../system/comes-true.js';
import {listRunning, signalGroup} from '../system/processes.js';
import type {Run} from '../system/run.js';
import {failed} from './complaints.js';
import {findWindow} from './find-window.js';
import type {Listing} from './windows.js';

type Options = {
	readonly run: Run;
	readonly listing: Listing;
};

// How long what was killed may take to be gone, and how often we look.
const killTakesMs = 3000;
const lookEveryMs = 40;

/**
Ends the program of a window: TERM to its process group, and KILL to what is left of that after a while.
*/
export const createStopping = ({run, listing}: Options) => {
	const isRunning = async ({key}: WindowReference, pid: number): Promise<boolean> =>
		(await listing.find(key))?.window.pid === pid;

	// The number stays the group's as long as one process of it is left, and we look often enough not to miss that there is none; so
	// what is killed later is what was found first. zellij is asked last, as that takes longest.
	const isOver = async (reference: WindowReference, pid: number): Promise<boolean> =>
		!(await listRunning(run)).some(({group}) => group === pid) && !(await isRunning(reference, pid));

	return async (reference: WindowReference, {graceMs}: {readonly graceMs: number}): Promise<void> => {
		const {pid} = (await findWindow(listing, reference)).window;
		if (pid === undefined) {
			return;
		}

		signalGroup(pid, 'SIGTERM');
		if (await comesTrue(async () => isOver(reference, pid), {withinMs: graceMs, everyMs: lookEveryMs})) {
			return;
		}

		signalGroup(pid, 'SIGKILL');
		const isGone = async () => !(await isRunning(reference, pid));
		if (!(await comesTrue(isGone, {withinMs: killTakesMs, everyMs: lookEveryMs}))) {
			throw failed(
				`end the program of window ${reference.id}`,
				`process group ${pid} was killed and the program is still there`,
			);
		}
	};
};
