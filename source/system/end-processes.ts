import {comesTrue} from './comes-true.js';
import {listStrays, type Stray} from './list-strays.js';
import {listRunning, signalGroup, signalProcess} from './processes.js';
import type {Run} from './run.js';

type Options = {
	/** The number of the group, where it is surely still the one that is meant. */
	readonly group: number | undefined;
	/** A variable with its value that each of them was started with. */
	readonly mark: string;
	readonly graceMs: number;
	readonly run: Run;
};

/** How long what was killed may take to be gone, and how often we look. */
const killTakesMs = 3000;
const everyMs = 40;

/**
Ends a process group: TERM to all, and KILL to what is left of it after a while. What was started in it and has left it for a session of
its own is ended in the same way, and answered; see `listStrays` for what is spared.
*/
export const endProcesses = async ({group, mark, graceMs, run}: Options): Promise<readonly Stray[]> => {
	const ended = new Map<number, Stray>();

	/** The number stays the group's as long as one process of it is left, and we look often enough not to miss that there is none. */
	let isGroupOver = group === undefined;
	const isAnyLeft = async (): Promise<boolean> => {
		isGroupOver ||= !(await listRunning(run)).some(process => process.group === group);
		return !isGroupOver || (await listStrays(mark)).length > 0;
	};

	const signalAll = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
		const strays = await listStrays(mark);
		if (group !== undefined && !isGroupOver) {
			signalGroup(group, signal);
		}

		for (const stray of strays.filter(stray => stray.group !== group)) {
			ended.set(stray.pid, stray);
			signalProcess(stray.pid, signal);
		}
	};

	const isOver = async () => !(await isAnyLeft());
	await signalAll('SIGTERM');
	if (!(await comesTrue(isOver, {withinMs: graceMs, everyMs}))) {
		await signalAll('SIGKILL');
		// What is born while we look is found by the next look.
		await comesTrue(
			async () => {
				const isDone = await isOver();
				if (!isDone) {
					await signalAll('SIGKILL');
				}

				return isDone;
			},
			{withinMs: killTakesMs, everyMs},
		);
	}

	return [...ended.values()];
};
