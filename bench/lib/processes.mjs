import {execFile} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import {promisify} from 'node:util';

const run = promisify(execFile);

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
