import {readText} from './files.js';
import type {Run} from './run.js';

export type Ancestor = {
	readonly pid: number;
	/** The name of its program, of which the system may keep 15 letters. */
	readonly program: string;
};

type Entry = Ancestor & {readonly parent: number};

/** Deeper than any terminal is in terminals; a list that was read while it changed cannot lead round in circles. */
const mostAncestors = 100;

/**
The processes that this one runs in, the nearest first, up to the first of the system. One that was started to go on when its parent ends
has none. Asks `/proc`, and `ps` elsewhere.
*/
export const listAncestors = async (run: Run): Promise<readonly Ancestor[]> => {
	const look = (await readText('/proc/self/stat')) === undefined ? await fromPs(run) : fromProc;
	const ancestors: Ancestor[] = [];
	let next = (await look(process.pid))?.parent;
	while (next !== undefined && next > 1 && ancestors.length < mostAncestors) {
		const entry = await look(next);
		if (entry !== undefined) {
			ancestors.push({pid: entry.pid, program: entry.program});
		}

		next = entry?.parent;
	}

	return ancestors;
};

/** Reads `pid (program) state parent …`, where the name of the program may hold anything. */
export const readParent = (stat: string): Entry | undefined => {
	const [, pid, program, parent] = /^(\d+) \((.*)\) \S (\d+) /s.exec(stat) ?? [];
	return program === undefined ? undefined : {pid: Number(pid), program, parent: Number(parent)};
};

/** Reads a line of `ps -o pid= -o ppid= -o comm=`, where some systems print the whole path. */
export const readPsParent = (line: string): Entry | undefined => {
	const [, pid, parent, program = ''] = /^\s*(\d+)\s+(\d+)\s+(.+?)\s*$/.exec(line) ?? [];
	return pid === undefined
		? undefined
		: {pid: Number(pid), program: program.replace(/^.*\//, ''), parent: Number(parent)};
};

type Look = (pid: number) => Promise<Entry | undefined>;

const fromProc: Look = async pid => readParent((await readText(`/proc/${pid}/stat`)) ?? '');

const fromPs = async (run: Run): Promise<Look> => {
	const {stdout} = await run('ps', ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'comm=']);
	const entries = new Map(stdout.split('\n').map(line => [Number.parseInt(line, 10), readPsParent(line)]));
	return async pid => entries.get(pid);
};
