import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import type {Run} from '../../source/system/run.js';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {type PrivateTmux, privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

const setUp = async (config = '') => {
	const server = await privateTmux();
	const file = path.join(server.folder, 'tmux.conf');
	await writeFile(file, config);
	const run: Run = async (program, args, options) =>
		server.run(program, program === 'tmux' ? ['-f', file, ...args] : args, options);
	const multiplexer = server.create({run});
	return {
		...server,
		multiplexer,
		open: async (more = {}) => multiplexer.openWindow(newWindow({directory: server.folder, ...more})),
	};
};

/** Does something once, just before tmux is asked to open a window. */
const justBefore = (server: PrivateTmux, happens: () => Promise<unknown>): Run => {
	let hasHappened = false;
	return async (program, args, options) => {
		if (args.includes('new-window') && !hasHappened) {
			hasHappened = true;
			await happens();
		}

		return server.run(program, args, options);
	};
};

whereInstalled('tmux')('opening windows of tmux', () => {
	test('callers at once, beside sessions of the person’s own, make one window and leave theirs alone', async () => {
		const {tmux, open} = await setUp();
		await tmux('new-session', '-d', '-s', 'maestro-old', '-n', 'mine', 'sleep 600');

		const opened = await Promise.all(Array.from({length: 10}, async () => open()));

		expect(opened.filter(({how}) => how === 'created')).toHaveLength(1);
		expect((await tmux('list-windows', '-a', '-F', '#{session_name}:#{window_name}')).split('\n').toSorted()).toEqual([
			'maestro-old:mine',
			'maestro:T-1-interactive',
			'maestro:home',
		]);
	});

	test('fifty keys, each asked for twice at once, make fifty windows', async () => {
		const {multiplexer, open} = await setUp();
		const keys = Array.from({length: 50}, (_, index) => `key_${1000 + index}`);

		const opened = await Promise.all([...keys, ...keys].map(async key => open({key})));

		expect(opened.filter(({how}) => how === 'created')).toHaveLength(50);
		expect((await multiplexer.listWindows()).map(({key}) => key).toSorted()).toEqual(keys);
	});

	test('where tmux does not answer whether there is a window, a second one is closed again', async () => {
		const server = await privateTmux();
		const {window} = await server.create().openWindow(newWindow({directory: server.folder}));
		const unguarded: Run = async (program, args, options) =>
			server.run(
				program,
				args.map(argument => (argument.startsWith('#{S:') ? '@maestro_probe' : argument)),
				options,
			);
		const multiplexer = server.create({run: unguarded});

		const again = await multiplexer.openWindow(newWindow({directory: server.folder}));

		expect(again).toMatchObject({how: 'reused', window: {paneId: window.paneId}});
		expect(await server.tmux('list-windows', '-t', '=maestro', '-F', '#{window_name}')).toBe('home\nT-1-interactive');
	});

	test('a server that ends as it begins is begun again; one that always does is told of', async () => {
		const server = await privateTmux();
		let ends = 1;
		const ending: Run = async (program, args, options) => {
			if (!args.includes('new-session') || ends === 0) {
				return server.run(program, args, options);
			}

			ends -= 1;
			return {exitCode: 1, stdout: '', stderr: 'server exited unexpectedly\n', isMissing: false, isTimedOut: false};
		};
		const open = async () => server.create({run: ending}).openWindow(newWindow({directory: server.folder}));

		expect(await open()).toMatchObject({how: 'created'});
		await server.tmux('kill-server');
		ends = 100;

		await expect(open()).rejects.toMatchObject({
			code: 'multiplexer-failed',
			message: expect.stringMatching(/3 times: server exited unexpectedly/),
		});
	});

	test('a window that a person closes as it opens is not opened a second time', async () => {
		const server = await privateTmux();
		const closing: Run = async (program, args, options) => {
			if (args.includes('list-panes')) {
				await server.tmux('kill-window', '-t', '=maestro:T-1-interactive');
			}

			return server.run(program, args, options);
		};
		const multiplexer = server.create({run: closing});

		const opening = multiplexer.openWindow(newWindow({directory: server.folder}));

		await expect(opening).rejects.toMatchObject({code: 'window-gone'});
		expect(await server.tmux('list-windows', '-t', '=maestro', '-F', '#{window_name}')).toBe('home');
	});

	const moves: ReadonlyArray<[title: string, commands: ReadonlyArray<readonly string[]>]> = [
		['renamed it', [['rename-window', '-t', '=maestro:1', 'mine: now.']]],
		[
			'moved it to another session',
			[
				['new-session', '-d', '-s', 'other'],
				['move-window', '-s', '=maestro:1', '-t', '=other:'],
			],
		],
		[
			'linked it into two sessions',
			[
				['new-session', '-d', '-s', 'other'],
				['link-window', '-s', '=maestro:1', '-t', '=other:'],
			],
		],
		['grouped its session', [['new-session', '-d', '-t', '=maestro', '-s', 'view']]],
		['split it, and works in the other pane', [['split-window', '-t', '=maestro:1', 'sleep 600']]],
		[
			'broke its pane out of a split window',
			[
				['split-window', '-t', '=maestro:1', 'sleep 600'],
				['break-pane', '-d', '-s', '=maestro:1.0'],
			],
		],
		['joined its pane to their own window', [['join-pane', '-s', '=maestro:1', '-t', '=maestro:home']]],
		['renamed its session', [['rename-session', '-t', '=maestro', 'mine']]],
	];

	for (const [title, commands] of moves) {
		test(`a window is found again after somebody has ${title}`, async () => {
			const {multiplexer, tmux, open} = await setUp();
			const {window} = await open();

			for (const command of commands) {
				await tmux(...command);
			}

			const again = await open();
			expect(again).toMatchObject({how: 'reused', window: {paneId: window.paneId, pid: window.pid}});
			expect(await multiplexer.listWindows()).toHaveLength(1);
		});
	}

	test('the pane of a split that somebody makes in our window is not ours', async () => {
		const {multiplexer, tmux, open} = await setUp();
		const {window} = await open();
		await tmux('split-window', '-t', window.paneId, 'sleep 600');
		await tmux('kill-pane', '-t', window.paneId);

		expect(await multiplexer.listWindows()).toEqual([]);
		expect((await open()).how).toBe('created');
	});

	test('the older of two windows with one key is ours', async () => {
		const {multiplexer, tmux, open} = await setUp();
		const {window} = await open();
		const double = await tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', '=maestro:', 'sleep 600');
		await tmux('set-option', '-p', '-t', double, '@maestro_key', window.key);

		expect(await multiplexer.listWindows()).toEqual([await only(multiplexer)]);
		expect((await open()).window.paneId).toBe(window.paneId);
	});

	test('windows of other people are not in the list, whatever they are called', async () => {
		const {multiplexer, tmux, open} = await setUp();
		await open();
		await tmux('new-window', '-d', '-t', '=maestro:', '-n', 'T-1-interactive', 'sleep 600');

		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test('a session that ends at the last moment is made again', async () => {
		const server = await privateTmux();
		await server.tmux('new-session', '-d', '-s', 'own', 'sleep 600');
		await server.create().openWindow(newWindow({directory: server.folder, key: 'key_00002'}));
		const run = justBefore(server, async () => server.tmux('kill-session', '-t', '=maestro'));
		const multiplexer = server.create({run});

		expect((await multiplexer.openWindow(newWindow({directory: server.folder}))).how).toBe('created');
	});

	test('so is a server that is killed at the last moment', async () => {
		const server = await privateTmux();
		await server.create().openWindow(newWindow({directory: server.folder, key: 'key_00002', command: ['sleep', '1']}));
		const run = justBefore(server, async () =>
			process.kill(Number(await server.tmux('display-message', '-p', '#{pid}')), 'SIGKILL'),
		);
		const multiplexer = server.create({run});

		expect((await multiplexer.openWindow(newWindow({directory: server.folder}))).how).toBe('created');
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test('a server that runs without a single session is used', async () => {
		const {multiplexer, tmux, open} = await setUp();
		await tmux('start-server', ';', 'set-option', '-s', 'exit-empty', 'off', ';', 'new-session', '-d', '-s', 'own');
		await tmux('kill-session', '-t', '=own');
		expect(await multiplexer.listWindows()).toEqual([]);

		expect((await open()).how).toBe('created');
	});

	const configuration = `
		set -g base-index 1
		set -g pane-base-index 1
		set -g renumber-windows on
		set -g remain-on-exit on
		set -g destroy-unattached on
		set -g default-command 'echo this is the default command'
		set -g default-shell /bin/false
		set -g status off
		set -g prefix None
		setw -g allow-rename on
		setw -g automatic-rename on
		unbind-key -a
	`;

	test('whatever a person has set, a window is opened, keeps its name, and stays when its program ends', async () => {
		const {multiplexer, tmux, open} = await setUp(configuration);
		const renaming = String.raw`printf '\033kwritten by a program\033\\'; printf done; read -r line`;

		const {window} = await open({command: ['sh', '-c', renaming]});

		await eventually(async () => expect(await multiplexer.capture(window, {lines: 5, colours: false})).toBe('done'));
		expect((await only(multiplexer)).name).toBe('T-1-interactive');
		await tmux('send-keys', '-t', window.paneId, 'Enter');
		await eventually(async () => expect((await only(multiplexer)).life).toEqual({state: 'ended', exitCode: 0}));
		expect((await open()).how).toBe('respawned');
		expect(await tmux('has-session', '-t', '=maestro')).toBe('');
	});

	test('when a hook of the person’s takes the window’s name away, that is said, and no window is left without a key', async () => {
		const {tmux, open} = await setUp(`set-hook -g after-new-window 'rename-window -t "{end}" hooked'`);

		await expect(open()).rejects.toThrow(/does a hook .* rename windows\?\): .*maestro-[0-9a-f]{24}/);

		expect(await tmux('list-windows', '-a', '-F', '#{window_name}')).toBe('home');
	});

	test('a window has room before anybody looks at it', async () => {
		const {tmux, open} = await setUp();
		const {window} = await open();

		expect(await tmux('display-message', '-p', '-t', window.paneId, '#{pane_width}x#{pane_height}')).toMatch(
			/^200x(?:49|50)$/,
		);
	});

	test('whoever looks at the session stays where they are', async () => {
		const {tmux, open} = await setUp();
		await open();
		const before = await tmux('display-message', '-p', '-t', '=maestro:', '#{window_id}');

		await open({key: 'key_00002'});

		expect(await tmux('display-message', '-p', '-t', '=maestro:', '#{window_id}')).toBe(before);
	});

	test('the home window says what it is for, and Ctrl+C does not end it', async () => {
		const {tmux, open} = await setUp();
		await open();

		await tmux('send-keys', '-t', '=maestro:home', 'C-c', 'C-\\', 'C-z');

		await eventually(async () =>
			expect(await tmux('capture-pane', '-p', '-t', '=maestro:home')).toMatch(/maestro opens the windows .*\^Z/s),
		);
		expect(await tmux('display-message', '-p', '-t', '=maestro:home', '#{pane_dead}')).toBe('0');
	});

	test('two names that differ only behind what is shown are two windows', async () => {
		const {multiplexer, open} = await setUp();

		await open({name: `${'x'.repeat(60)}a`});
		await open({name: `${'x'.repeat(60)}b`, key: 'key_00002'});

		const windows = await multiplexer.listWindows();
		expect(windows.map(({key}) => key)).toEqual(['key_00001', 'key_00002']);
		expect(windows[0]?.name).toBe(windows[1]?.name);
	});

	for (const session of ['', '-lead', 'a.b', 'a:b', 'a b', '=x', '$0', '#(id)', 'é']) {
		test(`a session called ${JSON.stringify(session)} is refused`, async () => {
			const {create} = await privateTmux();

			expect(() => create({session})).toThrow(expect.objectContaining({code: 'malformed'}));
		});
	}
});

const only = async (multiplexer: Multiplexer) => {
	const [window, ...others] = await multiplexer.listWindows();
	expect(others).toEqual([]);
	return window ?? expect.unreachable('there is no window');
};
