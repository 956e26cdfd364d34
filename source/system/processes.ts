import {hasCode} from './files.js';

/**
Sends a signal to every process of a group; 0 only asks. Answers whether there was one: a process that has ended and was not
collected yet counts, as does one of somebody else's.
*/
export const signalGroup = (leader: number, signal: NodeJS.Signals | 0): boolean => {
	refuseEveryone(leader);
	return reaches(-leader, signal);
};

/** Whether there is such a process; one that has ended and was not collected yet counts. */
export const isThere = (pid: number): boolean => {
	refuseEveryone(pid);
	return reaches(pid, 0);
};

const reaches = (target: number, signal: NodeJS.Signals | 0): boolean => {
	try {
		return process.kill(target, signal);
	} catch (error) {
		if (hasCode(error, 'ESRCH')) {
			return false;
		}

		if (hasCode(error, 'EPERM')) {
			return true;
		}

		throw error;
	}
};

// -1 is every process that we may signal, 0 and -0 are our own group.
const refuseEveryone = (pid: number): void => {
	if (!Number.isSafeInteger(pid) || pid < 2) {
		throw new RangeError(`Expected the id of one process, got ${pid}`);
	}
};
