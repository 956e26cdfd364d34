import {readText} from './files.js';
import type {Run} from './run.js';

/**
Whose programs listen on a port of this machine: the numbers of their users; none where nobody is seen to. Asks `/proc`, and `lsof` elsewhere, which
tells of one's own programs alone.
*/
export const portOwners = async (port: number, run: Run): Promise<readonly number[]> => {
	const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readText));
	return tables[0] === undefined ? fromLsof(port, run) : tables.flatMap(table => readListeners(table ?? '', port));
};

/** Reads the lines `number: address:port address:port state … … … user …`, in which addresses, ports and states are hexadecimal. */
export const readListeners = (table: string, port: number): readonly number[] =>
	table.split('\n').flatMap(line => {
		const [, local = '', , state, , , , user] = line.trim().split(/\s+/);
		const isOnPort = Number.parseInt(local.split(':')[1] ?? '', 16) === port;
		return state === listening && isOnPort ? [Number(user)] : [];
	});

const listening = '0A';

const fromLsof = async (port: number, run: Run): Promise<readonly number[]> => {
	const {stdout} = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fu']);
	return stdout.split('\n').flatMap(line => (/^u\d+$/.test(line) ? [Number(line.slice(1))] : []));
};
