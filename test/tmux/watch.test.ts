import {expect, onTestFinished, test} from 'vitest';
import {MaestroError} from '../../source/domain/errors.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import type {TmuxServer} from '../../source/tmux/server.js';
import {createWatching} from '../../source/tmux/watch.js';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

const long = 600_000;

/** A server that says these lines to each client that follows it, and lets it stay until it leaves. */
const saying = (...lines: readonly string[]) => {
	const said: string[] = [];
	let clients = 0;
	const server: TmuxServer = {
		find: async () => expect.unreachable('nothing is looked for'),
		known: () => undefined,
		advice: '',
		call: async () => expect.unreachable('nothing is asked'),

		async follow(_, {onLine, signal}) {
			clients += 1;
			for (const line of lines) {
				onLine(line, words => said.push(words));
			}

			const {promise, resolve} = Promise.withResolvers<void>();
			signal.addEventListener('abort', () => resolve());
			await (signal.aborted ? undefined : promise);
		},
	};
	return {server, said, clients: () => clients};
};

const watch = (watching: Multiplexer['watch'], everyMs = long) => {
	const ending = new AbortController();
	let told = 0;
	const over = watching(
		() => {
			told += 1;
		},
		{everyMs, signal: ending.signal},
	);
	const end = async () => {
		ending.abort();
		await over;
	};
	onTestFinished(end);
	return {told: () => told, end};
};

const attached = ['%begin 1 2 0', '%end 1 2 0', '%session-changed $0 maestro'];

const lines: ReadonlyArray<[line: string, isTold: boolean]> = [
	['%window-add @1', true],
	['%window-close @1', true],
	['%unlinked-window-add @1', true],
	['%unlinked-window-close @1', true],
	['%subscription-changed maestro $0 - - - : %1:1:0: ', true],
	['%window-renamed @1 %window-add', false],
	['%session-window-changed $0 @1', false],
	['%sessions-changed', false],
	['%output %1 %window-add @1', false],
	['%window-added', false],
	['', false],
];

for (const [line, isTold] of lines) {
	test(`what tmux says is ${isTold ? '' : 'not '}taken for a change: ${line}`, async () => {
		const {told, end} = watch(createWatching({server: saying(...attached, line).server, session: 'maestro'}));

		await end();

		// Once as it attaches: what was before that was not told.
		expect(told()).toBe(isTold ? 2 : 1);
	});
}

test('ends are asked for once it is attached, as what comes before that may be refused', async () => {
	const {server, said} = saying('%begin 1 2 0', '%end 1 2 0');
	await watch(createWatching({server, session: 'maestro'})).end();
	expect(said).toEqual([]);

	const next = saying(...attached);
	await watch(createWatching({server: next.server, session: 'maestro'})).end();
	expect(next.said).toEqual([expect.stringMatching(/^refresh-client -B 'maestro::[^']+'$/)]);
});

for (const [why, line] of [
	['refuses something', '%error 1 2 0'],
	['hands it on to another session', '%session-changed $1 own'],
] as const) {
	test(`a server that ${why} is left, and asked from then on`, async () => {
		const {server, clients} = saying(...attached, line);

		const {told} = watch(createWatching({server, session: 'maestro'}), 10);

		await eventually(() => expect(clients()).toBeGreaterThan(2));
		expect(told()).toBeGreaterThan(clients());
	});
}

test('while tmux cannot be reached, whoever watches is told again and again', async () => {
	const server: TmuxServer = {
		...saying().server,
		async follow() {
			throw new MaestroError('multiplexer-missing', 'none was found');
		},
	};

	const {told} = watch(createWatching({server, session: 'maestro'}), 10);

	await eventually(() => expect(told()).toBeGreaterThan(3));
});

test('a bug is not taken for a tmux that cannot be reached', async () => {
	const server: TmuxServer = {
		...saying().server,
		async follow() {
			throw new TypeError('a bug');
		},
	};

	const watching = createWatching({server, session: 'maestro'})(() => {}, {
		everyMs: 10,
		signal: new AbortController().signal,
	});

	await expect(watching).rejects.toThrow('a bug');
});

const setUp = async () => {
	const server = await privateTmux();
	const multiplexer = server.create();
	await multiplexer.openWindow(newWindow({directory: server.folder}));
	const clients = async () =>
		(await server.tmux('list-clients', '-F', '#{client_session} #{client_control_mode}'))
			.split('\n')
			.filter(Boolean)
			// They are listed as they came, and two that come at once may do so in any order.
			.sort();
	const follow = async () => {
		const watching = watch(multiplexer.watch);
		await eventually(async () => expect(await clients()).toHaveLength(1));
		return watching;
	};
	return {...server, multiplexer, clients, follow};
};

whereInstalled('tmux')('watching a tmux', () => {
	test('one client in control mode watches, draws nothing, and is gone when nobody watches any more', async () => {
		const {clients, follow, tmux} = await setUp();
		const size = async () => tmux('display-message', '-p', '-t', '=maestro:', '#{window_width}x#{window_height}');
		const before = await size();

		const {end} = await follow();
		expect(await clients()).toEqual(['maestro 1']);
		expect(await size()).toBe(before);
		await end();

		expect(await clients()).toEqual([]);
	});

	test('no variable of ours comes into the session', async () => {
		const server = await privateTmux();
		const multiplexer = server.create({environment: {DISPLAY: ':77'}});
		await server.tmux('new-session', '-d', '-s', 'maestro', 'sleep 600');
		const {told} = watch(multiplexer.watch);
		await eventually(() => expect(told()).toBeGreaterThan(0));

		expect(await server.tmux('show-environment', '-t', '=maestro')).not.toContain(':77');
	});

	test('a window that was moved to another session is watched there', async () => {
		const {tmux, follow} = await setUp();
		await tmux('new-session', '-d', '-s', 'own', 'sleep 600');
		await tmux('move-window', '-s', '=maestro:T-1-interactive', '-t', '=own:');
		await tmux('set-option', '-w', '-t', '=own:T-1-interactive', 'remain-on-exit', 'on');
		const {told} = await follow();
		// Until tmux has looked at all of them once.
		await eventually(() => expect(told()).toBeGreaterThan(1));
		const before = told();

		await tmux('send-keys', '-t', '=own:T-1-interactive', 'C-c');

		await eventually(() => expect(told()).toBeGreaterThan(before));
	});

	test('a session that ends is not kept, and its end is told', async () => {
		const {tmux, follow} = await setUp();
		await tmux('new-session', '-d', '-s', 'own', 'sleep 600');
		const {told} = await follow();
		await eventually(() => expect(told()).toBeGreaterThan(1));
		const before = told();

		await tmux('kill-session', '-t', '=maestro');

		await eventually(() => expect(told()).toBeGreaterThan(before));
		expect(await tmux('list-sessions', '-F', '#{session_name}')).toBe('own');
	});

	test('a client that is handed on to a session of the person’s leaves that, and does not end it', async () => {
		const {tmux, follow, clients} = await setUp();
		await tmux('set-option', '-g', 'detach-on-destroy', 'off');
		await tmux('new-session', '-d', '-s', 'own', 'sleep 600');
		await follow();

		await tmux('kill-session', '-t', '=maestro');

		await eventually(async () => expect(await clients()).toEqual([]));
		expect(await tmux('list-sessions', '-F', '#{session_name}')).toBe('own');
	});

	const kept: ReadonlyArray<[what: string, commands: ReadonlyArray<readonly string[]>]> = [
		['the session ends with the last who looks', [['set-option', '-t', '=maestro:', 'destroy-unattached', 'on']]],
		['the server ends with the last who looks', [['set-option', '-s', 'exit-unattached', 'on']]],
		[
			'another one does, and whoever looks is handed on to it',
			[
				['set-option', '-g', 'detach-on-destroy', 'off'],
				['set-option', '-t', '=own:', 'destroy-unattached', 'on'],
			],
		],
	];

	for (const [what, commands] of kept) {
		test(`no client attaches where ${what}: it is asked instead`, async () => {
			const {tmux, multiplexer, clients, socket, folder} = await setUp();
			await tmux('new-session', '-d', '-s', 'own', 'sleep 600');
			const outer = await privateTmux();
			// Somebody looks, or these options would end all at once.
			for (const session of ['maestro', 'own']) {
				await outer.tmux(
					...['new-session', '-d', '--', 'env', '-u', 'TMUX', 'tmux', '-S', socket, 'attach-session', '-t', session],
				);
			}

			await eventually(async () => expect(await clients()).toHaveLength(2));
			for (const command of commands) {
				await tmux(...command);
			}

			const {told, end} = watch(multiplexer.watch, 50);
			await eventually(() => expect(told()).toBeGreaterThan(3));
			expect(await clients()).toEqual(['maestro 0', 'own 0']);
			await multiplexer.openWindow(newWindow({directory: folder, key: 'key_00002'}));
			await end();

			expect(await multiplexer.listWindows()).toHaveLength(2);
		});
	}

	test('no server is started to be watched', async () => {
		const {create, tmux} = await privateTmux();

		const {told, end} = watch(create().watch, 20);
		await eventually(() => expect(told()).toBeGreaterThan(3));
		await end();

		await expect(tmux('list-sessions')).rejects.toThrow('error connecting');
	});
});
