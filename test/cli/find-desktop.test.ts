import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {findServer} from '../../source/cli/find-server.js';
import {createLogin} from '../../source/cli/log-in.js';
import {LockedError} from '../../source/protocol/desktop/login.js';
import {desktopCapabilities} from '../../source/protocol/health.js';
import {pathsUnder} from '../../source/system/paths.js';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {temporaryFolder} from '../helpers/temporary.js';

const password = 'opens, sesame';
const farAway = {auth: {password, trustsLoopback: false}} as const;

/** A home with nothing in it. The usual ports are those of this machine, so what is looked for is named. */
const open = async () => {
	const paths = pathsUnder(path.join(await temporaryFolder(), 'home'));
	const login = createLogin({folder: paths.logins, clock: Date.now});
	const find = async (wanted: string) => findServer({wanted, environment: {}, paths});
	return {paths, login, find};
};

const serve = async (answer: RequestListener): Promise<string> => {
	const server = createServer(answer);
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	// The cast: a server that listens on a port has one.
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

test('a desktop server without a password is found, with what such a one can do', async () => {
	const {find} = await open();
	const server = await startDesktopServer();

	expect(await find(server.url())).toMatchObject({
		...{kind: 'desktop', url: server.url(), secret: undefined, access: {kind: 'open'}},
		health: {status: 'ok', capabilities: desktopCapabilities},
	});
});

test('one that trusts this machine is found without a login', async () => {
	const {find} = await open();
	const server = await startDesktopServer({}, {auth: {password}});

	expect(await find(server.url())).toMatchObject({secret: undefined, access: {kind: 'trusted'}});
});

test('one that asks for a password is told from one that is not there, and says how to log in', async () => {
	const {find} = await open();
	const server = await startDesktopServer({}, farAway);

	const error = await find(server.url()).catch((reason: unknown) => reason);

	expect(error).toBeInstanceOf(LockedError);
	expect(error).toMatchObject({
		...{code: 'unauthorized', url: server.url()},
		message: `The Maestro desktop server at ${server.url()} asks for a password; log in with: maestro server login ${server.url()}`,
	});
});

test('after a login it is found with what that gave, until the server does not take it any more', async () => {
	const {find, login, paths} = await open();
	const server = await startDesktopServer({}, farAway);

	const until = await login.logIn(server.url(), password);

	const found = await find(server.url());
	expect(found).toMatchObject({access: {kind: 'login'}, secret: expect.stringMatching(/^[\w-]+\.[\w-]+$/)});
	expect(until - Date.now()).toBeGreaterThan(6.9 * 24 * 60 * 60 * 1000);
	const [file = ''] = await readdir(paths.logins);
	expect(await readFile(path.join(paths.logins, file), 'utf8')).not.toContain(password);

	// One that was started anew with another secret knows none of its old tokens.
	await server.stop();
	await startDesktopServer({}, {...farAway, port: Number(new URL(server.url()).port)});
	await expect(find(server.url())).rejects.toThrow(/does not take the login any more, and asks for the password again/);

	await login.logOut(server.url());
	await expect(find(server.url())).rejects.toThrow(/asks for a password/);
});

test('a login of one server is shown to no other', async () => {
	const {find, login} = await open();
	const first = await startDesktopServer({}, farAway);
	const second = await startDesktopServer({}, farAway);
	await login.logIn(first.url(), password);
	const token = (await find(first.url()))?.secret ?? 'none';

	await expect(find(second.url())).rejects.toBeInstanceOf(LockedError);

	expect(token).not.toBe('none');
	expect(JSON.stringify(second.wiretap.asked())).not.toContain(token);
});

test('a token in the address lets in, and is part of nothing that is told', async () => {
	const {find, paths} = await open();
	const server = await startDesktopServer({}, farAway);
	const token = server.token();

	const found = await find(`${server.url()}/?token=${token}`);

	expect(found).toMatchObject({url: server.url(), secret: token});
	expect(JSON.stringify({...found, secret: undefined})).not.toContain(token);
	expect(server.wiretap.asked().map(({path: asked}) => asked)).not.toContainEqual(expect.stringContaining(token));
	expect(await readdir(path.dirname(paths.logins)).catch(() => [])).toEqual([]);

	await server.stop();
	const error = await find(`${server.url()}/?token=${token}`).catch((reason: unknown) => String(reason));
	expect(error).toContain(server.url());
	expect(error).not.toContain(token);
});

const late = 15_000;

const notMaestro: ReadonlyArray<[title: string, answer: RequestListener, says: RegExp]> = [
	[
		'a page',
		(_, response) => void response.setHeader('content-type', 'text/html').end('<html>'),
		/a page with status 200/,
	],
	[
		'a redirect',
		(_, response) => void response.writeHead(302, {location: 'http://127.0.0.1:1/health'}).end(),
		/a redirect \(302\) to http:\/\/127\.0\.0\.1:1\/health, which is not followed/,
	],
	['JSON of another kind', (_, response) => void response.end('{"status":"up"}'), /an answer with status 200 and 15/],
	[
		'more than anybody wants to read',
		(_, response) => {
			const piece = 'x'.repeat(1024 * 1024);
			const more = (): void => {
				while (!response.destroyed && response.write(piece)) {
					// Until it is full.
				}
			};
			response.on('drain', more);
			more();
		},
		/an answer that is too long/,
	],
	[
		'health without the routes of either',
		({url = ''}, response) =>
			void response.end(url.startsWith('/health') ? '{"status":"ok","timestamp":1,"uptime":1}' : '[]'),
		/neither ours nor that of the Maestro desktop app: GET \S+\/messages was asked, and an answer with status 200/,
	],
	[
		'health, and trouble with all the rest',
		({url = ''}, response) =>
			void (url.startsWith('/health')
				? response.end('{"status":"ok","timestamp":1,"uptime":1}')
				: response.writeHead(503).end('{}')),
		/is not well now: GET \S+\/messages was asked, and an answer with status 503/,
	],
	[
		'a letter now and then',
		(_, response) => {
			const timer = setInterval(() => response.write(' '), 200);
			response.on('close', () => clearInterval(timer));
		},
		/No Maestro server answers at/,
	],
];

for (const [title, answer, says] of notMaestro) {
	test(`of a named server that answers with ${title} it is said what came`, {timeout: late}, async () => {
		const {find} = await open();

		await expect(find(await serve(answer))).rejects.toMatchObject({
			code: 'server-missing',
			message: expect.stringMatching(says),
		});
	});
}

test('one that speaks TLS where it was named without is said to be no HTTP', async () => {
	const {find} = await open();
	const url = await serve((_, response) => void response.end());

	await expect(find(url.replace('http:', 'https:'))).rejects.toThrow(
		/something that is no HTTP .*is it http or https\?/,
	);
});

test('a server that cannot be spoken with elsewhere does not hide one that can', async () => {
	const {paths} = await open();
	const server = await startDesktopServer();
	const page = await serve((_, response) => void response.end('<html>'));
	await mkdir(paths.data, {recursive: true});
	await writeFile(paths.serverUrl, `${server.url()}\n`);

	expect(await findServer({environment: {MAESTRO_SERVER_URL: page}, paths})).toMatchObject({url: server.url()});
});
