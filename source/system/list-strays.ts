import {readdir} from 'node:fs/promises';
import {hasCode, isMissing, readText} from './files.js';

/** A process that somebody else's group started. */
export type Stray = {
	readonly pid: number;
	readonly group: number;
	/** As the system calls it: the beginning of its program's name. */
	readonly name: string;
};

type Known = Stray & {readonly parent: number; readonly hasTerminal: boolean};

/**
The processes that were started with a variable, in whatever group and session they are. Spared is what has a terminal, and whatever it
came from: a multiplexer that was started in a run holds windows of people. So are we, and all that we came from: a server that was started
in a run does not end itself. Only Linux tells what a process was started with; elsewhere there are none.
*/
export const listStrays = async (mark: string): Promise<readonly Stray[]> => {
	const all = await readAll();
	const marked: Known[] = [];
	for (const process of all.values()) {
		const variables = (await readProcess(process.pid, 'environ')) ?? '';
		if (variables.split('\0').includes(mark)) {
			marked.push(process);
		}
	}

	const spared = new Set(
		[...all.values()].filter(({hasTerminal}) => hasTerminal).flatMap(({pid}) => withParents(pid, all)),
	);
	for (const pid of withParents(process.pid, all)) {
		spared.add(pid);
	}

	return marked.filter(({pid}) => !spared.has(pid));
};

const readAll = async (): Promise<ReadonlyMap<number, Known>> => {
	const pids = (await namesIn('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
	const all = await Promise.all(pids.map(async pid => parseStat((await readProcess(pid, 'stat')) ?? '')));
	return new Map(all.filter(process => process !== undefined).map(process => [process.pid, process]));
};

const namesIn = async (folder: string): Promise<readonly string[]> => {
	try {
		return await readdir(folder);
	} catch (error) {
		if (isMissing(error)) {
			return [];
		}

		throw error;
	}
};

/** Reads `pid (name) state parent group session terminal …`, where the name may hold anything. */
const parseStat = (text: string): Known | undefined => {
	const end = text.lastIndexOf(')');
	const [state, parent, group, , terminal] = text
		.slice(end + 1)
		.trim()
		.split(' ');
	return state === undefined || /^[ZX]?$/.test(state)
		? undefined
		: {
				pid: Number.parseInt(text, 10),
				name: text.slice(text.indexOf('(') + 1, end),
				parent: Number(parent),
				group: Number(group),
				hasTerminal: terminal !== '0',
			};
};

const withParents = (pid: number, all: ReadonlyMap<number, Known>): readonly number[] => {
	const chain: number[] = [];
	for (let now = all.get(pid); now !== undefined && !chain.includes(now.pid); now = all.get(now.parent)) {
		chain.push(now.pid);
	}

	return chain;
};

/** `undefined` for a process that is gone, or somebody else's. */
const readProcess = async (pid: number, name: 'stat' | 'environ'): Promise<string | undefined> => {
	try {
		return await readText(`/proc/${pid}/${name}`);
	} catch (error) {
		if (['ESRCH', 'EACCES', 'EPERM'].some(code => hasCode(error, code))) {
			return undefined;
		}

		throw error;
	}
};
