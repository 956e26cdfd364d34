import {comesTrue} from './comes-true.js';
import {listRunning, signalGroup} from './processes.js';
import type {Run} from './run.js';

type Options = {
	readonly graceMs: number;
	/** Whether its first process is gone, as whoever keeps it knows. Asked after the group, as that may take longer. */
	readonly hasEnded: () => Promise<boolean>;
	readonly run: Run;
};

// How long what was killed may take to be gone, and how often we look.
const killTakesMs = 3000;
const everyMs = 40;

/**
Ends a process group: TERM, and KILL to what is left of it after a while. Answers whether its first process is gone then. The number stays the
group's as long as one process of it is left, and we look often enough not to miss that there is none; so what is killed later is what was
found first.
*/
export const endGroup = async (group: number, {graceMs, hasEnded, run}: Options): Promise<boolean> => {
	const isOver = async () => !(await listRunning(run)).some(process => process.group === group) && (await hasEnded());

	signalGroup(group, 'SIGTERM');
	if (await comesTrue(isOver, {withinMs: graceMs, everyMs})) {
		return true;
	}

	signalGroup(group, 'SIGKILL');
	return comesTrue(hasEnded, {withinMs: killTakesMs, everyMs});
};
