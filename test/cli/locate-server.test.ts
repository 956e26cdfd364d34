import {mkdir, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {createLocate} from '../../source/cli/locate-server.js';
import {proveWith} from '../../source/server/secrets.js';
import {pathsUnder} from '../../source/system/paths.js';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {temporaryFolder} from '../helpers/temporary.js';

const secret = 'x'.repeat(43);

/** A server of ours beside a desktop server that is named; it has run for as long as is said when it is asked. */
const open = async () => {
	const desktop = await startDesktopServer();
	const paths = pathsUnder(path.join(await temporaryFolder(), 'home'));
	let uptime = 3600;
	const ours = createServer(({url = '/'}, response) => {
		const nonce = new URL(url, 'http://ours').searchParams.get('nonce') ?? '';
		const proof = proveWith(secret, nonce, portOf());
		const health = {status: 'ok', timestamp: 1, uptime, name: 'maestro-tui', version: '1.0.0', capabilities: [], proof};
		response.setHeader('content-type', 'application/json').end(JSON.stringify(health));
	});
	// The cast: a server that listens on a port has one.
	const portOf = (): number => (ours.address() as AddressInfo).port;
	await new Promise<void>(resolve => {
		ours.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		ours.closeAllConnections();
		ours.close();
	});
	await mkdir(path.dirname(paths.operatorSecret), {recursive: true});
	await writeFile(paths.operatorSecret, secret);
	await writeFile(paths.serverUrl, `http://127.0.0.1:${portOf()}`);
	const locate = createLocate({
		...{wanted: undefined, given: {MAESTRO_SERVER_URL: desktop.url()}, environment: {}, paths},
		whyNotStart: () => 'this test',
		starting: () => {},
	});
	return {
		...{desktop, locate},
		/** As if it had been started just now. */
		restartOurs() {
			uptime = 0;
		},
	};
};

test('while a desktop server is away, one of ours that ran all along does not take its place', async () => {
	const {desktop, locate} = await open();
	expect(await locate()).toMatchObject({kind: 'desktop'});

	await desktop.stop();
	await expect(locate()).rejects.toMatchObject({
		code: 'server-missing',
		message: expect.stringMatching(
			/has gone, and is waited for; one of ours runs, and is shown by: maestro-tui --server/,
		),
	});

	await desktop.start();
	expect(await locate()).toMatchObject({kind: 'desktop', url: desktop.url()});
});

test('one of ours that is started meanwhile is gone on with', async () => {
	const {desktop, locate, restartOurs} = await open();
	await locate();
	await desktop.stop();
	await expect(locate()).rejects.toMatchObject({code: 'server-missing'});

	restartOurs();

	expect(await locate()).toMatchObject({kind: 'ours'});
});
