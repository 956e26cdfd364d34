import {chmod, mkdir} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Finished, Run} from '../../source/system/run.js';
import {createTmux} from '../../source/tmux/tmux.js';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

const finished = (more: Partial<Finished>): Finished => ({
	exitCode: 0,
	stdout: '',
	stderr: '',
	isMissing: false,
	isTimedOut: false,
	...more,
});

/** A tmux that answers two questions: its version, and what runs on its socket. */
const answering =
	(version: Partial<Finished>, server: Partial<Finished>): Run =>
	async (_, args) =>
		finished(args.includes('-V') ? version : server);

const missing: Partial<Finished> = {exitCode: undefined, isMissing: true};

const nothingRuns: Partial<Finished> = {exitCode: 1, stderr: 'no server running on /tmp/tmux-0/default\n'};

const createWith = (run: Run, environment = {}) =>
	createTmux({run, talk: async () => {}, session: 'maestro', environment});

const findWith = async (run: Run, environment = {}) => createWith(run, environment).find();

test('where tmux is not installed, that is said, and what to do', async () => {
	const run = answering(missing, missing);

	await expect(findWith(run)).rejects.toMatchObject({
		code: 'multiplexer-missing',
		message: expect.stringMatching(/^tmux 3\.2 or newer is needed, and none was found on PATH: install it/),
	});
});

test('every call says so, not only the first look', async () => {
	const run = answering(missing, missing);
	const multiplexer = createWith(run);

	await expect(multiplexer.listWindows()).rejects.toMatchObject({code: 'multiplexer-missing'});
	await expect(multiplexer.listWindows()).rejects.toMatchObject({code: 'multiplexer-missing'});
});

const tooOld = ['tmux 3.1c\n', 'tmux 3.0a\n', 'tmux 2.9\n'];

for (const stdout of tooOld) {
	test(`${stdout.trim()} is refused by its number`, async () => {
		await expect(findWith(answering({stdout}, nothingRuns))).rejects.toMatchObject({
			code: 'multiplexer-missing',
			message: `tmux 3.2 or newer is needed, and ${stdout.trim().slice(5)} was found: install a newer one; all but windows works without it`,
		});
	});
}

for (const stdout of ['tmux 3.2\n', 'tmux 3.2a\n', 'tmux next-3.9\n', 'tmux master\n', 'tmux openbsd-7.5\n']) {
	test(`${stdout.trim()} is used`, async () => {
		expect(await findWith(answering({stdout}, nothingRuns))).toEqual({
			version: stdout.trim().slice(5),
			address: '/tmp/tmux-0/default',
			session: 'maestro',
		});
	});
}

test('a server that is older than the program is refused by its own number', async () => {
	const run = answering({stdout: 'tmux 3.4\n'}, {stdout: '3.1c /tmp/tmux-0/default\n'});

	await expect(findWith(run)).rejects.toMatchObject({
		code: 'multiplexer-missing',
		message: expect.stringMatching(/the server that runs is 3\.1c, older than the program/),
	});
});

test('signals are told apart from 3.3 on, by the server that runs', async () => {
	const supportsSignals = async (version: string) => {
		const run = answering({stdout: 'tmux 3.8\n'}, {stdout: `${version} /tmp/tmux-0/default\n`});
		const multiplexer = createWith(run);
		await multiplexer.find();
		return multiplexer.supports.signals;
	};

	expect(await supportsSignals('3.2a')).toBe(false);
	expect(await supportsSignals('3.3')).toBe(true);
});

test('a server that does not answer is a failure, and not an empty list', async () => {
	const run = answering({stdout: 'tmux 3.3a\n'}, {exitCode: undefined, isTimedOut: true});
	const multiplexer = createWith(run);

	await expect(multiplexer.listWindows()).rejects.toMatchObject({
		code: 'multiplexer-failed',
		message: expect.stringMatching(/did not answer in time/),
	});
});

test('so is one that may not be asked', async () => {
	const stderr = 'error connecting to /tmp/tmux-1000/default (Permission denied)\n';
	const run = answering({stdout: 'tmux 3.3a\n'}, {exitCode: 1, stderr});

	await expect(findWith(run)).rejects.toMatchObject({
		code: 'multiplexer-failed',
		message: expect.stringMatching(/Permission denied/),
	});
});

test('one that TMUX names, and that is somebody else’s, is told as such', async () => {
	const stderr = 'error connecting to /tmp/tmux-1000/default (Permission denied)\n';
	const run = answering({stdout: 'tmux 3.3a\n'}, {exitCode: 1, stderr});

	await expect(findWith(run, {TMUX: '/tmp/tmux-1000/default,4711,0'})).rejects.toMatchObject({
		code: 'multiplexer-failed',
		message: expect.stringMatching(/Permission denied\) \(TMUX names this socket; .* unset TMUX\)$/),
	});
});

test('a failure is not remembered: the next call looks again', async () => {
	let isInstalled = false;
	const run: Run = async (_, args) => {
		if (!isInstalled) {
			return finished({exitCode: undefined, isMissing: true});
		}

		return finished(args.includes('-V') ? {stdout: 'tmux 3.3a\n'} : nothingRuns);
	};
	const multiplexer = createWith(run);
	await expect(multiplexer.listWindows()).rejects.toMatchObject({code: 'multiplexer-missing'});

	isInstalled = true;

	expect(await multiplexer.listWindows()).toEqual([]);
});

whereInstalled('tmux')('servers of tmux', () => {
	test('the server is the one that a bare tmux would take', async () => {
		const {create, socket, tmux} = await privateTmux();

		expect((await create().find()).address).toBe(socket);
		await tmux('new-session', '-d');
		expect((await create().find()).address).toBe(socket);
	});

	test('in tmux it is the one that this terminal is in', async () => {
		const {create, folder} = await privateTmux();
		const address = path.join(folder, 'a, b', 'socket');

		const multiplexer = create({environment: {TMUX: `${address},1,0`}});

		expect((await multiplexer.find()).address).toBe(address);
	});

	test('it can be named, or said with its path, wherever this terminal is', async () => {
		const {create, folder} = await privateTmux();
		const addressOf = async (socket: string) =>
			(await create({environment: {TMUX: '/tmp/other,1,0'}, socket}).find()).address;

		expect(await addressOf('mine')).toBe(path.join(folder, `tmux-${process.getuid?.()}`, 'mine'));
		expect(await addressOf(path.join(folder, 'socket'))).toBe(path.join(folder, 'socket'));
	});

	test('to look for it starts none', async () => {
		const {create, tmux} = await privateTmux();
		const multiplexer = create();

		await multiplexer.find();
		await multiplexer.listWindows();

		await expect(tmux('list-sessions')).rejects.toThrow('error connecting');
	});

	test('what TMUX_PANE says does not matter to where windows open', async () => {
		const {create, folder, tmux} = await privateTmux();
		await tmux('new-session', '-d', '-s', 'own', 'sleep 600');

		await create({environment: {TMUX_PANE: '%0'}}).openWindow(newWindow({directory: folder}));

		expect(await tmux('list-windows', '-t', '=own', '-F', 'one')).toBe('one');
	});

	test('a folder for sockets that others can write to is refused', async () => {
		const {create, folder} = await privateTmux();
		const sockets = path.join(folder, `tmux-${process.getuid?.()}`);
		await mkdir(sockets);
		await chmod(sockets, 0o777);

		await expect(create().find()).rejects.toMatchObject({
			code: 'multiplexer-failed',
			message: expect.stringMatching(/unsafe permissions/),
		});
	});

	test('a path that is too long for a socket is refused', async () => {
		const {create, folder} = await privateTmux();
		const long = path.join(folder, 'l'.repeat(100));
		await mkdir(long);

		const finding = create({environment: {TMUX_TMPDIR: long}}).find();

		await expect(finding).rejects.toMatchObject({
			code: 'multiplexer-failed',
			message: expect.stringMatching(/File name too long/),
		});
	});

	test('a socket that cannot be made is a failure that says why', async () => {
		const {create, folder} = await privateTmux();
		const multiplexer = create({socket: path.join(folder, 'missing', 'socket')});

		await expect(multiplexer.openWindow(newWindow({directory: folder}))).rejects.toMatchObject({
			code: 'multiplexer-failed',
			message: expect.stringMatching(/error creating .*missing\/socket/),
		});
	});

	test('where TMUX names a server that is gone, one is started in its place', async () => {
		const {create, folder, socket, tmux} = await privateTmux();
		await tmux('new-session', '-d', 'true');
		await eventually(async () => expect(tmux('list-sessions')).rejects.toThrow('no server running'));
		const multiplexer = create({environment: {TMUX: `${socket},4711,0`, TMUX_PANE: '%0'}});

		expect((await multiplexer.openWindow(newWindow({directory: folder}))).how).toBe('created');
		expect((await multiplexer.find()).address).toBe(socket);
	});

	test('where its socket cannot be made again, that is said, and that TMUX names it', async () => {
		const {create, folder} = await privateTmux();
		const multiplexer = create({environment: {TMUX: path.join(folder, 'missing', 'socket,4711,0')}});

		await expect(multiplexer.openWindow(newWindow({directory: folder}))).rejects.toMatchObject({
			code: 'multiplexer-failed',
			message: expect.stringMatching(/error creating .*missing\/socket.* \(TMUX names this socket; .* unset TMUX\)$/),
		});
	});

	test('a folder for sockets that is not there is passed over, as tmux does itself', async () => {
		const {create, folder} = await privateTmux();

		const {address} = await create({environment: {TMUX_TMPDIR: path.join(folder, 'missing')}}).find();

		expect(address).toBe(`/tmp/tmux-${process.getuid?.()}/default`);
	});

	test('names that are not ASCII come through where the locale is C, or none', async () => {
		const {create, folder} = await privateTmux({environment: {LC_ALL: 'C', LANG: undefined}});
		const multiplexer = create();

		await multiplexer.openWindow(newWindow({directory: folder, name: 'é中'}));

		expect((await multiplexer.listWindows()).map(({name}) => name)).toEqual(['é中']);
	});

	test('a window is opened where HOME is not set', async () => {
		const {create, folder} = await privateTmux({environment: {HOME: undefined}});

		expect((await create().openWindow(newWindow({directory: folder}))).how).toBe('created');
	});
});
