import path from 'node:path';
import {expect, test} from 'vitest';
import {escapeArgument} from '../../source/tmux/quoting.js';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {type PrivateTmux, privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

/** A server with a window of ours and a session of the person's own, and where they look. */
const setUp = async () => {
	const server = await privateTmux();
	await server.tmux('new-session', '-d', '-s', 'own', '-n', 'editor', 'sleep 600');
	const {window} = await server.create().openWindow(newWindow({directory: server.folder}));
	const pid = await server.tmux('display-message', '-p', '#{pid}');
	const paneOf = async (target: string) => server.tmux('display-message', '-p', '-t', target, '#{pane_id}');

	return {
		...server,
		window,
		pid,
		/** A driver in a pane of this server. */
		inside: async (target: string) =>
			server.create({environment: {TMUX: `${server.socket},${pid},0`, TMUX_PANE: await paneOf(target)}}),
		/** Where each attached terminal looks. */
		sights: async () =>
			(await server.tmux('list-clients', '-F', '#{session_name}:#{window_name} #{pane_id}'))
				.split('\n')
				.filter(Boolean)
				.toSorted(),
	};
};

/** A terminal: the pane of another tmux, which draws what is in it and types what it is told. */
const terminal = async ([...command]: readonly string[], {tmux}: PrivateTmux) => {
	const pane = await tmux(
		...['new-session', '-d', '-P', '-F', '#{pane_id}', '-x', '100', '-y', '30', '--'],
		...['sh', '-c', 'env -u TMUX -u TMUX_PANE "$@"; echo "left with $?"; read -r line', 'terminal', ...command],
	);
	return {
		type: async (...keys: readonly string[]) => tmux('send-keys', '-t', pane, ...keys.map(escapeArgument)),
		screen: async () => tmux('capture-pane', '-p', '-t', pane),
	};
};

const attach = async ({socket, tmux}: Pick<PrivateTmux, 'socket' | 'tmux'>, session: string, outer: PrivateTmux) => {
	const before = (await tmux('list-clients')).split('\n').filter(Boolean).length;
	const opened = await terminal(['tmux', '-u', '-S', socket, 'attach-session', '-t', `=${session}`], outer);
	await eventually(async () =>
		expect((await tmux('list-clients')).split('\n').filter(Boolean)).toHaveLength(before + 1),
	);
	return opened;
};

const keysIn = (wayBack: string): readonly string[] => /press (.+)\.$/.exec(wayBack)?.[1]?.split(' ') ?? [];

whereInstalled('tmux')('jumps in tmux', () => {
	test('outside of tmux this terminal is handed over, and comes back with the keys that were told', async () => {
		const {create, window, socket} = await setUp();

		const jump = await create().jump(window);

		expect(jump).toEqual({
			kind: 'take-over',
			command: ['tmux', '-u', '-S', socket, 'attach-session', '-t', '=maestro'],
			watching: ['tmux', '-u', '-S', socket, 'attach-session', '-r', '-t', '=maestro'],
			without: ['TMUX', 'TMUX_PANE'],
			wayBack: 'To come back, press C-b d.',
		});
	});

	test('whoever only watches a window sees it, types nothing into it, and leaves it by the same keys', async () => {
		const {create, window, sights} = await setUp();
		const multiplexer = create();
		const {watching = ['false']} = await multiplexer.attach(window);
		const here = await terminal(watching, await privateTmux());
		await eventually(async () => expect(await sights()).toEqual([`maestro:T-1-interactive ${window.paneId}`]));
		const before = await multiplexer.capture(window, {lines: 50, colours: false});

		await here.type('r', 'm', 'Enter', 'C-c');
		await here.type('C-b', 'd');

		await eventually(async () => expect(await here.screen()).toMatch(/detached \(from session maestro\)/));
		expect(await multiplexer.capture(window, {lines: 50, colours: false})).toBe(before);
		expect(await multiplexer.listWindows()).toMatchObject([{life: {state: 'running'}}]);
	});

	test('the command that takes over shows the window, and ends well when the person leaves', async () => {
		const {create, window, sights} = await setUp();
		const jump = await create().jump(window);
		const here = await terminal(jump.kind === 'take-over' ? jump.command : [], await privateTmux());
		await eventually(async () => expect(await sights()).toEqual([`maestro:T-1-interactive ${window.paneId}`]));

		await here.type(...keysIn(jump.kind === 'take-over' ? jump.wayBack : ''));

		await eventually(async () =>
			expect(await here.screen()).toMatch(/detached \(from session maestro\)[\s\S]*left with 0/),
		);
		expect(await create().listWindows()).toMatchObject([{life: {state: 'running'}}]);
	});

	test('what another terminal is told to run shows the window, wherever that terminal was opened from', async () => {
		const server = await setUp();
		await server.tmux('select-window', '-t', '=maestro:home');
		const multiplexer = await server.inside('=own:editor');

		const {command, without} = await multiplexer.attach(server.window);

		expect({command, without}).toEqual({
			command: ['tmux', '-u', '-S', server.socket, 'attach-session', '-t', '=maestro'],
			without: ['TMUX', 'TMUX_PANE'],
		});
		const there = await terminal(command, await privateTmux());
		await eventually(async () =>
			expect(await server.sights()).toEqual([`maestro:T-1-interactive ${server.window.paneId}`]),
		);
		await there.type('C-b', 'd');
	});

	test('in a pane of the same server this terminal is switched, and no other', async () => {
		const server = await setUp();
		await server.tmux('new-session', '-d', '-s', 'second', '-n', 'mail', 'sleep 600');
		const outer = await privateTmux();
		await attach(server, 'own', outer);
		await attach(server, 'second', outer);

		const jump = await (await server.inside('=own:editor')).jump(server.window);

		expect(jump).toEqual({kind: 'done', wayBack: 'To come back, press C-b L.'});
		expect(await server.sights()).toEqual([
			`maestro:T-1-interactive ${server.window.paneId}`,
			expect.stringMatching(/^second:mail /),
		]);
	});

	const starts: ReadonlyArray<[from: string, target: string, prepare: ReadonlyArray<readonly string[]>, key: string]> =
		[
			['another session', '=own:editor', [], 'L'],
			['another window of the session', '=maestro:home', [['select-window', '-t', '=maestro:home']], 'l'],
			[
				'another pane of the window',
				'=maestro:1.1',
				[
					['split-window', '-t', '=maestro:1', 'sleep 600'],
					['select-window', '-t', '=maestro:1'],
				],
				';',
			],
		];

	for (const [from, target, prepare, key] of starts) {
		test(`the keys that were told lead back to ${from}`, async () => {
			const server = await setUp();
			for (const command of prepare) {
				await server.tmux(...command);
			}

			const here = await attach(server, target.slice(1).replace(/:.*/, ''), await privateTmux());
			const before = await server.sights();
			const multiplexer = await server.inside(target);

			const jump = await multiplexer.jump(server.window);

			expect(jump).toEqual({kind: 'done', wayBack: `To come back, press C-b ${key}.`});
			expect(await server.sights()).toEqual([`maestro:T-1-interactive ${server.window.paneId}`]);
			await here.type('C-b', key);
			await eventually(async () => expect(await server.sights()).toEqual(before));
		});
	}

	test('the keys that are told are those that the person has set', async () => {
		const {create, window, tmux} = await setUp();
		await tmux('set-option', '-g', 'prefix', 'M-Space');
		await tmux('unbind-key', 'd');
		await tmux('bind-key', '-r', 'q', 'detach-client');

		expect(await create().jump(window)).toMatchObject({wayBack: 'To come back, press M-Space q.'});
	});

	for (const [what, commands] of [
		['has no prefix key', [['set-option', '-g', 'prefix', 'None']]],
		['has unbound the key', [['unbind-key', 'd']]],
		['has unbound all keys', [['unbind-key', '-a', '-T', 'prefix']]],
	] as const) {
		test(`a person who ${what} is told what their own key must do`, async () => {
			const {create, window, tmux} = await setUp();
			for (const command of commands) {
				await tmux(...command);
			}

			expect(await create().jump(window)).toMatchObject({wayBack: 'To come back, use your own key for detach-client.'});
		});
	}

	test('in a pane that nobody looks at, the command is told, and the window is in front for whoever types it', async () => {
		const server = await setUp();

		const jump = await (await server.inside('=own:editor')).jump(server.window);

		expect(jump).toMatchObject({
			kind: 'tell',
			command: `tmux -u -S ${server.socket} attach-session -t '=maestro'`,
			why: expect.stringContaining('no terminal is attached'),
		});
		const here = await terminal(['sh', '-c', jump.kind === 'tell' ? jump.command : ''], await privateTmux());
		await eventually(async () =>
			expect(await server.sights()).toEqual([`maestro:T-1-interactive ${server.window.paneId}`]),
		);
		await here.type('C-b', 'd');
	});

	test('a program that watches the server is nobody who looks', async () => {
		const server = await setUp();
		await terminal(
			['sh', '-c', `sleep 600 | tmux -u -S '${server.socket}' -C attach-session -E -f no-output,ignore-size -t =own`],
			await privateTmux(),
		);
		await eventually(async () => expect(await server.sights()).toHaveLength(1));

		expect((await (await server.inside('=own:editor')).jump(server.window)).kind).toBe('tell');
	});

	test('in a popup, which is no pane, the terminal that was used last is switched', async () => {
		const server = await setUp();
		await attach(server, 'own', await privateTmux());
		const popup = server.create({environment: {TMUX: `${server.socket},${server.pid},0`}});

		expect((await popup.jump(server.window)).kind).toBe('done');
		expect(await server.sights()).toEqual([`maestro:T-1-interactive ${server.window.paneId}`]);
	});

	test('in a pane of another server this terminal is handed over, and both prefix keys are told', async () => {
		const {create, window, socket} = await setUp();
		const outer = await privateTmux();
		await outer.tmux('new-session', '-d', '-s', 'around');
		const TMUX = `${outer.socket},${await outer.tmux('display-message', '-p', '#{pid}')},0`;
		const multiplexer = create({socket, environment: {TMUX, TMUX_PANE: '%0'}});

		const jump = await multiplexer.jump(window);

		expect(jump).toMatchObject({
			kind: 'take-over',
			command: ['tmux', '-u', '-S', socket, 'attach-session', '-t', '=maestro'],
			without: ['TMUX', 'TMUX_PANE'],
			wayBack: 'To come back, press C-b d; where the tmux around this one takes C-b for itself, C-b C-b d.',
		});
		expect((await create().listWindows())[0]?.paneId).toBe(window.paneId);
	});

	test('a pane of a server that is gone is no pane of the one that runs on its socket now', async () => {
		const {create, window, socket} = await setUp();

		const jump = await create({environment: {TMUX: `${socket},999999999,0`, TMUX_PANE: '%0'}}).jump(window);

		expect(jump.kind).toBe('take-over');
	});

	test('a window that somebody moved is reached in the session where it is now', async () => {
		const {create, window, tmux, sights} = await setUp();
		await tmux('move-window', '-s', window.id, '-t', '=own:');
		await tmux('rename-session', '-t', '=own', 'my own');
		await tmux('select-window', '-t', '=my own:editor');

		const jump = await create().jump(window);

		expect(jump).toMatchObject({command: expect.arrayContaining([expect.stringMatching(/^\$\d+$/)])});
		const here = await terminal(jump.kind === 'take-over' ? jump.command : [], await privateTmux());
		await eventually(async () => expect(await sights()).toEqual([`my own:T-1-interactive ${window.paneId}`]));
		await here.type('C-b', 'd');
	});

	test('in a group of sessions it is our own that shows the window', async () => {
		const {create, window, tmux} = await setUp();
		await tmux('new-session', '-d', '-t', '=maestro', '-s', 'a-view');
		await tmux('select-window', '-t', '=a-view:home');

		await create().jump(window);

		const current = async (session: string) => tmux('display-message', '-p', '-t', `=${session}:`, '#{window_name}');
		expect([await current('maestro'), await current('a-view')]).toEqual(['T-1-interactive', 'home']);
	});

	test('the other pane of a split window does not stay in front', async () => {
		const {create, window, tmux} = await setUp();
		await tmux('split-window', '-t', window.paneId, 'sleep 600');

		await create().jump(window);

		expect(await tmux('display-message', '-p', '-t', '=maestro:', '#{pane_id}')).toBe(window.paneId);
	});

	test('a socket with a space in its path is told so that it can be typed', async () => {
		const server = await privateTmux();
		const socket = path.join(server.folder, 'a socket');
		const at = (environment: Readonly<Record<string, string>>) => server.create({socket, environment});
		const {window} = await at({}).openWindow(newWindow({directory: server.folder}));
		const {stdout} = await server.run('tmux', ['-S', socket, 'display-message', '-p', '#{pid}']);

		const jump = await at({TMUX: `${socket},${stdout.trim()},0`, TMUX_PANE: '%0'}).jump(window);
		await server.run('tmux', ['-S', socket, 'kill-server']);

		expect(jump).toMatchObject({kind: 'tell', command: `tmux -u -S '${socket}' attach-session -t '=maestro'`});
	});
});
