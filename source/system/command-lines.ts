import {readdir} from 'node:fs/promises';
import {hasCode, readText} from './files.js';
import type {Run} from './run.js';

/**
The program and the arguments of everything that runs, as one text each, as far as they may be read. Asks `/proc`, as small containers have
no `ps`, and `ps` elsewhere.
*/
export const listCommandLines = async (run: Run): Promise<readonly string[]> => {
	if ((await readText('/proc/self/cmdline')) === undefined) {
		const {stdout} = await run('ps', ['-A', '-ww', '-o', 'args=']);
		return stdout.split('\n');
	}

	const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
	return Promise.all(pids.map(commandLineOf));
};

// A process that ends while it is read gives ESRCH, and one of somebody else's may be kept from us.
const commandLineOf = async (pid: string): Promise<string> => {
	try {
		return ((await readText(`/proc/${pid}/cmdline`)) ?? '').replaceAll('\0', ' ');
	} catch (error) {
		if (hasCode(error, 'ESRCH') || hasCode(error, 'EACCES') || hasCode(error, 'EPERM')) {
			return '';
		}

		throw error;
	}
};
