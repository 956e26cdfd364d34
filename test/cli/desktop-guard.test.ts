import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {type AddressInfo, createServer} from 'node:net';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {followDesktop, refuseBesideDesktop} from '../../source/cli/desktop-guard.js';
import {findFreePort} from '../../source/system/free-port.js';
import {pathsUnder} from '../../source/system/paths.js';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {eventually} from '../helpers/eventually.js';
import {startFakeServer} from '../helpers/fake-server.js';
import {temporaryFolder} from '../helpers/temporary.js';

const open = async (url?: string) => {
	const paths = pathsUnder(path.join(await temporaryFolder(), 'home'));
	await mkdir(paths.data, {recursive: true});
	if (url !== undefined) {
		await writeFile(paths.serverUrl, `${url}\n`);
	}

	return paths;
};

const refused = {
	code: 'already-there',
	message: expect.stringMatching(
		/^The Maestro desktop server answers at http.*, and its data is in .*stop that one first$/,
	),
};

test('beside a desktop server that has the folder ours is not started, and it is said what to do', async () => {
	const server = await startDesktopServer();
	const paths = await open(server.url());

	await expect(refuseBesideDesktop({paths})).rejects.toMatchObject(refused);
});

test('one behind a password, and one that is not well, have the folder all the same', async () => {
	const locked = await startDesktopServer({}, {auth: {password: 'x', trustsLoopback: false}});
	await expect(refuseBesideDesktop({paths: await open(locked.url())})).rejects.toMatchObject(refused);

	const storm = await startDesktopServer();
	storm.refuseWith503(100);
	await expect(refuseBesideDesktop({paths: await open(storm.url())})).rejects.toMatchObject({code: 'already-there'});
});

test('an address that nobody answers at any more, one of ours, and none are no reason', async () => {
	const ours = await startFakeServer();
	const {url} = await ours.locate();
	const gone = `http://127.0.0.1:${await findFreePort()}`;

	for (const written of [gone, url, 'garbage', undefined]) {
		await expect(refuseBesideDesktop({paths: await open(written)})).resolves.toBeUndefined();
	}
});

test('what takes connections at the address of the folder and says nothing may be one', {timeout: 15_000}, async () => {
	const silent = createServer();
	await new Promise<void>(resolve => {
		silent.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => void silent.close());
	const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;

	await expect(refuseBesideDesktop({paths: await open(url)})).rejects.toMatchObject({
		code: 'already-there',
		message: expect.stringMatching(/takes connections and does not say what it is/),
	});
});

const follow = async (url: string) => {
	const paths = await open(url);
	const said: string[] = [];
	const found: string[] = [];
	const stopping = new AbortController();
	const following = followDesktop({
		...{paths, url, everyMs: 10, signal: stopping.signal},
		log: text => void said.push(text),
		onDesktop(desktop) {
			found.push(desktop);
			stopping.abort();
		},
	});
	onTestFinished(async () => {
		stopping.abort();
		await following;
	});
	return {paths, said, found, write: async (text: string) => writeFile(paths.serverUrl, text)};
};

test('a desktop server that takes the folder over is noticed once it answers', async () => {
	const {said, found, write} = await follow('http://127.0.0.1:1');
	const port = await findFreePort();
	await write(`http://localhost:${port}`);
	await eventually(() => expect(said).toEqual([expect.stringContaining('Another server has written its address')]));

	await startDesktopServer({}, {port});

	await eventually(() => expect(found).toEqual([`http://localhost:${port}`]));
	expect(said.at(-1)).toContain('ours stops, so that two never write');
});

test('one that has written its address and never answers gives way, and is noticed when it does later', async () => {
	const {paths, found, write} = await follow('http://127.0.0.1:1');
	const port = await findFreePort();
	await write(`http://localhost:${port}`);

	await eventually(async () => expect(await readFile(paths.serverUrl, 'utf8')).toBe('http://127.0.0.1:1\n'));
	expect(found).toEqual([]);

	await startDesktopServer({}, {port});
	await eventually(() => expect(found).toEqual([`http://localhost:${port}`]));
});

test('one that could not have our port, and wrote it all the same, changes nothing', async () => {
	const ours = await startFakeServer();
	const {url} = await ours.locate();
	const {paths, said, found, write} = await follow(url);

	await write(url.replace('127.0.0.1', 'localhost'));

	// What was done is said right after it.
	await eventually(() => expect(said.at(-1)).toContain('end it'));
	expect(await readFile(paths.serverUrl, 'utf8')).toBe(`${url}\n`);
	expect(found).toEqual([]);
});
