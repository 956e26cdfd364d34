import {setTimeout as pause} from 'node:timers/promises';
import type {Window, WindowReference} from '../multiplexer/multiplexer.js';
import {listRunning, signalGroup} from '../system/processes.js';
import type {Run} from '../system/run.js';
import {failed, windowGone} from './complaints.js';

type Options = {
	readonly run: Run;
	readonly listWindows: () => Promise<readonly Window[]>;
};

// How long what was killed may take to be gone, and how often we look.
const killTakesMs = 3000;
const lookEveryMs = 40;

/**
Ends the program of a window: TERM to its process group, and KILL to what is left of that after a while.
*/
export const createStopping = ({run, listWindows}: Options) => {
	const find = async ({paneId, key}: WindowReference) =>
		(await listWindows()).find(window => window.paneId === paneId && window.key === key);

	const hasEnded = async (reference: WindowReference, pid: number) => (await find(reference))?.pid !== pid;

	// The number stays the group's as long as one process of it is left, and we look often enough not to miss that there is
	// none; so what is killed later is what was found first.
	const isOver = async (reference: WindowReference, pid: number) =>
		(await hasEnded(reference, pid)) && !(await listRunning(run)).some(({group}) => group === pid);

	return async (reference: WindowReference, {graceMs}: {readonly graceMs: number}): Promise<void> => {
		const window = await find(reference);
		if (window === undefined) {
			throw windowGone(reference.id);
		}

		const {pid} = window;
		if (pid === undefined) {
			return;
		}

		signalGroup(pid, 'SIGTERM');
		if (await comesTrue(async () => isOver(reference, pid), graceMs)) {
			return;
		}

		signalGroup(pid, 'SIGKILL');
		if (!(await comesTrue(async () => hasEnded(reference, pid), killTakesMs))) {
			throw failed(
				`end the program of window ${reference.id}`,
				`process group ${pid} was killed and the program is still there`,
			);
		}
	};
};

const comesTrue = async (check: () => Promise<boolean>, withinMs: number): Promise<boolean> => {
	// Not by the clock of the machine, which can be set back.
	const end = AbortSignal.timeout(withinMs);
	while (!(await check())) {
		if (end.aborted) {
			return false;
		}

		await pause(lookEveryMs);
	}

	return true;
};
