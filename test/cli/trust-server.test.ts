import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {createTrust} from '../../source/cli/trust-server.js';
import {portOwners, readListeners} from '../../source/system/port-owners.js';
import {run} from '../../source/system/run.js';

const user = process.getuid?.();

const listen = async (host: string): Promise<number> => {
	const server = createServer();
	onTestFinished(() => void server.close());
	await new Promise<void>(resolve => {
		server.listen(0, host, resolve);
	});
	return (server.address() as AddressInfo).port;
};

test('a server of the operator is trusted where it is found, and one of another user is not', async () => {
	const port = await listen('127.0.0.1');

	expect(await createTrust({named: [], user, run})(`http://127.0.0.1:${port}`)).toBe(true);
	expect(await createTrust({named: [], user: Number(user) + 1, run})(`http://localhost:${port}`)).toBe(false);
});

test('a server that the operator has named is theirs to choose', async () => {
	const isTrusted = createTrust({named: [undefined, 'http://far.example:4567/', 'no address'], user: -1, run});

	expect(await isTrusted('http://far.example:4567')).toBe(true);
	expect(await isTrusted('http://far.example:4568')).toBe(false);
	expect(await isTrusted('https://far.example:4567')).toBe(false);
});

test('where nobody is seen to listen, nobody is trusted', async () => {
	const port = await listen('127.0.0.1');
	const nobody = async () => ({exitCode: 1, stdout: '', stderr: '', isMissing: false, isTimedOut: false});

	expect(await createTrust({named: [], user, run: nobody})(`http://127.0.0.1:${port === 1 ? 2 : 1}`)).toBe(false);
});

test('whoever listens on a port is known by all of its addresses', async () => {
	const port = await listen('::');

	expect(await portOwners(port, run)).toEqual([user]);
	expect(
		readListeners(
			[
				'  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
				'   0: 0100007F:11D7 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0',
				'   1: 00000000:11D7 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 1 1 0 100 0 0 10 0',
				'   2: 0100007F:11D7 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1002        0 1 1 0 100 0 0 10 0',
				'   3: 0100007F:11D8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1003        0 1 1 0 100 0 0 10 0',
			].join('\n'),
			4567,
		),
	).toEqual([1000, 1001]);
});
