import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld, type World} from '../helpers/world.js';

const password = 'opens-sesame';
const farAway = {auth: {password, trustsLoopback: false}} as const;
const master = {id: 'proj_1', name: 'Master', workingDir: '/home/me', description: '', createdAt: 1, updatedAt: 1};

/** A world whose server is one of the desktop app, behind a password. */
const open = async () => {
	const server = await startDesktopServer({projects: [master]}, farAway);
	const world = await createWorld({MAESTRO_SERVER_URL: server.url()});
	return {server, world};
};

/** Every file that anything has written in a world. */
const allWritten = async ({folder}: World): Promise<string> => {
	const names = await readdir(folder, {recursive: true, withFileTypes: true});
	const files = names.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
	return (await Promise.all(files.map(async file => readFile(file, 'latin1')))).join('\n');
};

test('on the command line a server behind a password says how to log in, takes it from stdin, and keeps what it gave to itself', async () => {
	const {server, world} = await open();

	expect(await world.tryMaestro(['project', 'list'])).toMatchObject({
		exitCode: 4,
		stderr: `maestro: The Maestro desktop server at ${server.url()} asks for a password; log in with: maestro server login ${server.url()}\n`,
	});
	expect(await world.tryMaestro(['server', 'login'], {input: 'wrong\n'})).toMatchObject({
		exitCode: 4,
		stderr: `maestro: The server at ${server.url()} does not take this password\n`,
	});
	expect(await world.tryMaestro(['server', 'login', server.url(), password])).toMatchObject({
		exitCode: 2,
		stderr: expect.stringContaining('a password is never an argument'),
	});

	expect(await world.tryMaestro(['server', 'login'], {input: `${password}\n`})).toMatchObject({
		exitCode: 0,
		stdout: expect.stringMatching(/^Logged in at http\S+ until \d{4}-/),
	});

	expect(await world.maestro('project', 'list')).toContain('Master');
	expect(await world.maestro('server', 'login')).toMatch(/^Logged in at http\S+ already, until /);
	const [file = ''] = await readdir(path.join(world.home, 'run', 'logins'));
	expect((await stat(path.join(world.home, 'run', 'logins', file))).mode & 0o777).toBe(0o600);
	expect(await allWritten(world)).not.toContain(password);

	expect(await world.maestro('server', 'logout')).toBe(`Logged out at ${server.url()}\n`);
	expect(await world.tryMaestro(['project', 'list'])).toMatchObject({exitCode: 4});
	expect(await world.maestro('server', 'logout')).toBe(`There was no login at ${server.url()}\n`);
});

test('a token in the address lets in, and stands nowhere afterwards', async () => {
	const {server, world} = await open();
	const token = server.token();
	const address = `${server.url()}/?token=${token}`;

	expect(await world.maestro('project', 'list', '--server', address)).toContain('Master');
	expect(await world.maestro('doctor', '--json', '--server', address)).not.toContain(token);
	expect(await allWritten(world)).not.toContain(token);
});

whereInstalled('tmux')('in a real terminal', () => {
	test('the app asks for the password, and a shell that it was started from finds it logged in', async () => {
		const {server, world} = await open();
		const terminal = await openTerminal(world);
		await terminal.shows(/Password for :\d+:/);
		await terminal.type(password);
		await terminal.shows('•'.repeat(password.length));
		await terminal.press('Enter');

		await terminal.shows(/● Maestro desktop at \S*:\d+/);
		await terminal.press(']', ']');
		await terminal.shows('Master');
		expect(await terminal.screen()).not.toContain('sesame');
		expect(await world.maestro('project', 'list')).toContain('Master');

		await terminal.press('q');
		await eventually(async () => expect(await terminal.hasEnded()).toBe(true));
		expect(await allWritten(world)).not.toContain('sesame');

		const again = await openTerminal(world);
		await again.shows(/● Maestro desktop at \S*:\d+/);
		expect(server.wiretap.count('POST /api/auth/login')).toBe(1);
	});

	test('maestro server login does not show what is typed, and leaves nothing behind when it is left', async () => {
		const {world} = await open();
		const command = [
			process.execPath,
			path.join(import.meta.dirname, '..', '..', 'bin', 'maestro.cjs'),
			'server',
			'login',
		];
		const left = await openTerminal(world, {command});
		await left.shows(/^Password for http\S+:/);
		await left.type('half');
		await left.press('C-c');
		await eventually(async () => expect(await left.hasEnded()).toBe(true));
		expect(await left.screen()).toContain('Expected a password');

		const terminal = await openTerminal(world, {command});
		await terminal.shows(/^Password for http\S+:/);
		await terminal.type(password);
		expect(await terminal.screen()).not.toContain('opens');
		await terminal.press('Enter');
		await terminal.shows(/Logged in at http\S+ until/);
		expect(await terminal.screen()).not.toContain('opens');
	});

	test('a token in the address is taken from the list of processes, and from what the app starts', async () => {
		const {server, world} = await open();
		const token = server.token();
		const address = `${server.url()}/?token=${token}`;
		const terminal = await openTerminal(world, {words: ['--server', address], environment: {MAESTRO_API_URL: address}});
		await terminal.shows(/● Maestro desktop at \S*:\d+/);

		const pid = await terminal.pid();
		const words = await readFile(`/proc/${pid}/cmdline`, 'latin1');
		expect(words).toMatch(/maestro/);
		expect(words).not.toContain(token);
		expect(await terminal.screen()).not.toContain(token);
		await terminal.press('H');
		await terminal.shows(/logged in until/);
		expect(await terminal.screen()).not.toContain(token);
		expect(await allWritten(world)).not.toContain(token);
	});
});

test('beside a desktop server that has the folder every door says the right words, and ours is not started', async () => {
	const server = await startDesktopServer();
	const world = await createWorld();
	await mkdir(path.join(world.home, 'data'), {recursive: true});
	await writeFile(path.join(world.home, 'data', 'server-url'), `${server.url()}\n`);

	const why = `The Maestro desktop server answers at ${server.url()}, and its data is in ${world.home}/data, where two servers must never write`;
	expect(await world.tryMaestro(['server', 'start'])).toMatchObject({
		exitCode: 8,
		stderr: expect.stringContaining(why),
	});
	expect(await world.tryMaestro(['server', 'run'])).toMatchObject({exitCode: 8, stderr: expect.stringContaining(why)});
	expect(await world.tryMaestro(['server', 'status'])).toMatchObject({
		exitCode: 9,
		stdout: `No server of ours runs; the Maestro desktop server at ${server.url()} answers, and maestro-tui and maestro use it\n`,
	});
	expect(await world.maestro('server', 'stop')).toContain('is not ours to stop');
	expect(await world.maestro('doctor', '--json')).toContain(
		`the Maestro desktop server answers at ${server.url()} (it asks nobody for a password)`,
	);
	expect(await readdir(path.join(world.home, 'data'))).toEqual(['server-url']);
});

whereInstalled('tmux')('where the desktop server is started while ours runs', () => {
	test('ours stops, and the app goes on with the other one', async () => {
		const world = await createWorld();
		await world.maestro('server', 'start');
		const terminal = await openTerminal(world, {words: ['--observe'], columns: 200});
		await terminal.shows('connected to maestro-tui');
		const pid = await world.serverPid();

		const desktop = await startDesktopServer({projects: [master]});
		await writeFile(path.join(world.home, 'data', 'server-url'), desktop.url());

		await terminal.shows(/● (?:connected to )?Maestro desktop at 127\.0\.0\.1:\d+/);
		await eventually(() => expect(() => process.kill(pid, 0)).toThrow());
		expect(await readFile(path.join(world.home, 'log', 'server.log'), 'utf8')).toContain(
			`The Maestro desktop server answers at ${desktop.url()} for this data folder: ours stops`,
		);

		// While that one is away, ours is not started in its place.
		await desktop.stop();
		await terminal.shows(/has gone, and is waited for/);
		await desktop.start();
		await terminal.shows(/● (?:connected to )?Maestro desktop/);
		expect(await world.tryMaestro(['server', 'status'])).toMatchObject({exitCode: 9});
	});
});
