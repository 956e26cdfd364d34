import {readdir} from 'node:fs/promises';
import {MaestroError} from '../domain/errors.js';
import {readBirth} from './birth.js';
import {hasCode, readText} from './files.js';
import type {Run} from './run.js';

export type Process = {
	readonly pid: number;
	readonly group: number;
};

/**
Sends a signal to every process of a group; 0 only asks. Answers whether there was one: a process that has ended and was not
collected yet counts, as does one of somebody else's.
*/
export const signalGroup = (leader: number, signal: NodeJS.Signals | 0): boolean => {
	refuseEveryone(leader);
	return reaches(-leader, signal);
};

/** The same for one process. */
export const signalProcess = (pid: number, signal: NodeJS.Signals | 0): boolean => {
	refuseEveryone(pid);
	return reaches(pid, signal);
};

/** Whether there is such a process; one that has ended and was not collected yet counts. */
export const isThere = (pid: number): boolean => signalProcess(pid, 0);

/**
All processes that run. One that has ended and was not collected yet is not among them, though a signal would find it; in
containers, where nobody collects, it stays for ever. Asks `/proc`, as small containers have no `ps`, and `ps` elsewhere.
*/
export const listRunning = async (run: Run): Promise<readonly Process[]> =>
	(await readText('/proc/self/stat')) === undefined ? fromPs(run) : fromProc();

/** Reads `pid (name) state parent group …`, where the name may hold anything. */
export const readStat = (text: string): Process | undefined => {
	const [state, , group] = text
		.slice(text.lastIndexOf(')') + 1)
		.trim()
		.split(' ');
	return living({pid: Number.parseInt(text, 10), group: Number(group), state});
};

/** Reads a line of `ps -o pid= -o pgid= -o stat=`. */
export const readPs = (line: string): Process | undefined => {
	const [pid, group, state] = line.trim().split(/\s+/);
	return living({pid: Number(pid), group: Number(group), state});
};

/**
When a process was born, as one word that tells it from any later one with its number; `undefined` where no such process runs. The
hook program makes the same word.
*/
export const birthOf = async (pid: number, run: Run): Promise<string | undefined> => {
	refuseEveryone(pid);
	if ((await readText('/proc/self/stat')) !== undefined) {
		return readBirth((await readStatOf(String(pid))) ?? '');
	}

	// The words for days and months are not the person's own.
	const environment = {LC_ALL: 'C'};
	const {stdout} = await run('ps', ['-o', 'lstart=', '-o', 'stat=', '-p', String(pid)], {environment});
	const words = stdout.trim().split(/\s+/);
	return words.length < 6 || /^[ZX]/.test(words.at(-1) ?? '') ? undefined : words.slice(0, 5).join('-');
};

/** The program of a process and its arguments; none where no such process runs. `ps` knows them as one line, cut at its spaces. */
export const wordsOf = async (pid: number, run: Run): Promise<readonly string[]> => {
	refuseEveryone(pid);
	if ((await readText('/proc/self/stat')) !== undefined) {
		return ((await readText(`/proc/${pid}/cmdline`)) ?? '').split('\0').filter(word => word !== '');
	}

	const {stdout} = await run('ps', ['-o', 'args=', '-p', String(pid)]);
	return stdout.trim().split(/\s+/);
};

const living = ({state, ...process}: Process & {readonly state: string | undefined}): Process | undefined =>
	state === undefined || /^[ZX]/.test(state) ? undefined : process;

const fromProc = async (): Promise<readonly Process[]> => {
	const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
	const texts = await Promise.all(pids.map(readStatOf));
	return texts.map(text => readStat(text ?? '')).filter(process => process !== undefined);
};

// A process that ends while it is read gives ESRCH.
const readStatOf = async (pid: string): Promise<string | undefined> => {
	try {
		return await readText(`/proc/${pid}/stat`);
	} catch (error) {
		if (hasCode(error, 'ESRCH')) {
			return undefined;
		}

		throw error;
	}
};

const fromPs = async (run: Run): Promise<readonly Process[]> => {
	const {exitCode, stdout, stderr} = await run('ps', ['-A', '-o', 'pid=', '-o', 'pgid=', '-o', 'stat=']);
	if (exitCode !== 0) {
		throw new MaestroError(
			'internal',
			`Expected ps to list what runs, and it failed: ${stderr.trim() || 'is it installed?'}`,
		);
	}

	return stdout
		.split('\n')
		.map(readPs)
		.filter(process => process !== undefined);
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
