import {execFile} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** A process and all that it started, as far as they are still its own. */
export const familyOf = async pid => {
	const {stdout} = await run('ps', ['-eo', 'pid=,ppid=']);
	const all = stdout
		.trim()
		.split('\n')
		.map(line => line.trim().split(/\s+/).map(Number));
	const family = [pid];
	for (const parent of family) {
		family.push(...all.filter(([, of]) => of === parent).map(([child]) => child));
	}

	return family;
};

export const isThere = pid => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
};

/** Waits until processes that were told to end have ended, and ends those that do not. */
export const awaitEnd = async pids => {
	const end = performance.now() + 5000;
	while (pids.some(isThere) && performance.now() < end) {
		await pause(20);
	}

	for (const pid of pids.filter(isThere)) {
		process.kill(pid, 'SIGKILL');
	}
};

/** Bytes of memory that a process holds. */
export const residentBytes = async pid => {
	const {stdout} = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
	return Number(stdout) * 1024;
};

/**
Milliseconds of CPU that a process and the programs it ran have used; `undefined` where the system does not say it finely enough.
*/
export const cpuOf = async pid => {
	try {
		const threads = await readdir(`/proc/${pid}/task`);
		// In nanoseconds: an idle process uses less in a minute than the clock tick that the other counters have.
		const own = await Promise.all(threads.map(async id => readFile(`/proc/${pid}/task/${id}/schedstat`, 'utf8')));
		const words = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
		const ofChildren = (Number(words[13]) + Number(words[14])) * 10;
		return own.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / 1e6 + ofChildren;
	} catch {
		return undefined;
	}
};

/** How often the main thread of a process was woken so far; `undefined` where the system does not say it. */
export const wakesOf = async pid => {
	const status = await readFile(`/proc/${pid}/task/${pid}/status`, 'utf8').catch(() => '');
	const found = /^voluntary_ctxt_switches:\s*(\d+)/m.exec(status);
	return found === null ? undefined : Number(found[1]);
};
