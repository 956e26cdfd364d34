import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {serverKey} from '../../../source/dispatch/spawned/keys.js';
import {MaestroError} from '../../../source/domain/errors.js';
import type {Run} from '../../../source/domain/run.js';
import {run} from '../../../source/system/run.js';
import {eventually} from '../../helpers/eventually.js';
import {createFakeMultiplexer} from '../../helpers/fake-multiplexer.js';
import {diaries, diaryFile, fakeServerSays, hostIn, openOrder, serverUrl} from '../../helpers/hosting.js';
import {privateTmux} from '../../helpers/private-tmux.js';
import {whereInstalled} from '../../helpers/require.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const started = async (options: Parameters<typeof privateTmux>[0] = {}) => {
	const tmux = await privateTmux(options);
	return {tmux, multiplexer: tmux.create(), folder: await temporaryFolder(), diary: await diaryFile()};
};

/** What the one program was started with that was started. */
const onlyDiary = async (diary: string): Promise<string> =>
	eventually(async () => {
		const all = await diaries(diary);
		expect(all).toHaveLength(1);
		return all[0] ?? '';
	});

/** Follows what happens to windows as an app does, until the test is over. */
const follow = (host: ReturnType<typeof hostIn>) => {
	const over = new AbortController();
	const seen: Array<ReadonlyMap<string, Run>> = [];
	const following = host.follow({everyMs: 100, duty: () => 'host', seen: all => seen.push(all), signal: over.signal});
	const stop = async (): Promise<void> => {
		over.abort();
		await following;
	};
	onTestFinished(stop);
	return {last: (sessionId = 'sess_1') => seen.at(-1)?.get(sessionId), stop};
};

const texts = async (folder: string): Promise<string> => {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const all = entries
		.filter(entry => entry.isFile())
		.map(async ({parentPath, name}) => readFile(path.join(parentPath, name), 'latin1'));
	return (await Promise.all(all)).join('\n');
};

/** The arguments of all that runs on this machine. */
const commandLines = async (): Promise<string> => {
	const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
	const lines = await Promise.all(pids.map(async pid => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')));
	return [...lines, (await run('ps', ['-ef'])).stdout].join('\n');
};

whereInstalled('tmux')('the windows of a desktop server', () => {
	test('two apps that are told fifty times open one window', async () => {
		const {multiplexer, folder, diary} = await started();
		const hosts = [hostIn({multiplexer, folder}), hostIn({multiplexer, folder})];

		const opened = await Promise.all(
			Array.from({length: 50}, async (_, index) => hosts[index % 2]?.open(openOrder({diary}))),
		);

		expect(opened.filter(Boolean)).toHaveLength(1);
		await onlyDiary(diary);
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test('the program has the variables of the order whatever is in them, its folder, and nothing that a session of ours was told', async () => {
		const {tmux, multiplexer, folder, diary} = await started({
			environment: {MAESTRO_SESSION_TOKEN: 'leaked', MAESTRO_HOME: '/home/me/.maestro', CLAUDECODE: '1'},
		});
		// Whoever started the server of the multiplexer was in a session of ours.
		await tmux.tmux('new-session', '-d', '-s', 'maestro');
		const odd = `two\nlines, a ' and a " and $(touch ${folder}/pwned) \\`;

		await hostIn({multiplexer, folder}).open(
			openOrder({
				diary,
				directory: folder,
				environment: {KEY_ODD: odd, KEY_EMPTY: '', folder: 'x', code: '0', variables: 'y'},
			}),
		);

		const note = await onlyDiary(diary);
		expect(note).toContain('words worker init\n');
		expect(note).toContain(`folder ${folder}\n`);
		expect(note).toContain(`variable KEY_ODD=two\n`);
		expect(note).toContain('variable MAESTRO_SESSION_ID=sess_1\n');
		expect(note).toContain('variable MAESTRO_HOME=/home/me/.maestro\n');
		expect(note).not.toContain('leaked');
		expect(await readdir(folder)).not.toContain('pwned');
	});

	test('a secret of the order is in no argument, in nothing that the multiplexer keeps, and in no file once the program runs', async () => {
		const {tmux, multiplexer, folder, diary} = await started();
		const secret = 'hunter2-of-the-server';

		await hostIn({multiplexer, folder}).open(openOrder({diary, environment: {ANTHROPIC_API_KEY: secret}}));
		await onlyDiary(diary);

		expect(await commandLines()).not.toContain(secret);
		expect(await tmux.tmux('show-environment', '-g')).not.toContain(secret);
		expect(await tmux.tmux('list-panes', '-a', '-F', '#{pane_start_command} #{@maestro_meta}')).not.toContain(secret);
		expect(await texts(folder)).not.toContain(secret);
	});

	test('a folder that is not there is the person’s own, and a program that is not on the PATH is told of and has ended', async () => {
		const {multiplexer, folder, diary} = await started();
		const {server, told} = fakeServerSays();
		const host = hostIn({multiplexer, folder, server});
		const {last} = follow(host);

		await host.open(openOrder({diary, directory: '/not/there'}));
		await host.open(openOrder({sessionId: 'sess_2', command: ['not-a-program', 'init']}));

		expect(await onlyDiary(diary)).toContain(`folder ${folder}\n`);
		await eventually(() => expect(last('sess_2')?.exitCode).toBe(127));
		await eventually(() => expect(told).toEqual(['sess_2']));
		const [, window] = await multiplexer.listWindows();
		await eventually(async () =>
			expect(window && (await multiplexer.capture(window, {lines: 20, colours: false}))).toContain(
				'not-a-program is not on the PATH',
			),
		);
	});

	test('when the program has ended a shell stays open, nothing is written into it, and the server is told once', async () => {
		const {multiplexer, folder, diary} = await started();
		const {server, told} = fakeServerSays();
		const host = hostIn({multiplexer, folder, server});
		const {last} = follow(host);
		await host.open(openOrder({diary}));
		await onlyDiary(diary);
		const window = await eventually(async () => host.windowOf('sess_1'));

		await window?.multiplexer.typeLine(window.reference, 'exit 3', {mayEnter: () => true});

		await eventually(() => expect(told).toEqual(['sess_1']));
		expect(last()).toMatchObject({exitCode: 3, mode: 'worker', taskId: 'task_1', window: {multiplexer: 'tmux'}});
		expect(await host.windowOf('sess_1')).toBeUndefined();
		const [left] = await multiplexer.listWindows();
		expect(left?.life).toEqual({state: 'running'});
		host.poke();
		await host.look('host');
		expect(told).toEqual(['sess_1']);
	});

	test('an end that came while no app ran is told by the next one, and not where the server knows of one already', async () => {
		const {multiplexer, folder} = await started();
		const first = hostIn({multiplexer, folder});
		await first.open(openOrder({worker: 'exit 0'}));
		await first.open(openOrder({sessionId: 'sess_2', worker: 'exit 0'}));
		const {server, told, statuses} = fakeServerSays();
		statuses.set('sess_2', 'completed');
		const next = hostIn({multiplexer, folder, server});

		await eventually(async () => {
			const hosted = await next.look('tell');
			expect([...hosted.values()].map(({exitCode}) => exitCode)).toEqual([0, 0]);
		});

		await next.look('tell');
		expect(told).toEqual(['sess_1']);
	});

	test('a window that a person has closed has ended, and a server that is away is told when it is back', async () => {
		const {tmux, multiplexer, folder, diary} = await started();
		const says = fakeServerSays();
		const host = hostIn({multiplexer, folder, server: says.server});
		await host.open(openOrder({diary}));
		await onlyDiary(diary);
		await tmux.tmux('new-session', '-d', '-s', 'other');

		says.isThere = false;
		await tmux.tmux('kill-session', '-t', 'maestro');
		await eventually(async () => {
			const run = (await host.look('tell')).get('sess_1');
			expect(run?.window).toBeUndefined();
			expect(run?.endedAt).toBeGreaterThan(0);
		});

		expect(says.told).toEqual([]);
		says.isThere = true;
		await host.look('tell');
		expect(says.told).toEqual(['sess_1']);
		expect(host.reports).toEqual([]);
	});

	test('a session that is resumed has one window, in which the former program runs no more; the same order again changes nothing', async () => {
		const {multiplexer, folder, diary} = await started();
		const {server, told} = fakeServerSays();
		const host = hostIn({multiplexer, folder, server});
		await host.open(openOrder({diary}));
		const before = await onlyDiary(diary);
		const [former] = await multiplexer.listWindows();

		const resume = openOrder({kind: 'resume', at: 90_000, diary, command: ['maestro', 'worker', 'resume']});
		expect(await host.open(resume)).toBe(true);
		expect(await host.open(resume)).toBe(false);
		expect(await host.open({...resume, at: 90_400})).toBe(false);

		const notes = await eventually(async () => {
			const all = await diaries(diary);
			expect(all).toHaveLength(2);
			return all;
		});
		expect(notes.find(note => note !== before)).toContain('words worker resume\n');
		const [window, ...others] = await multiplexer.listWindows();
		expect(others).toEqual([]);
		expect(window?.paneId).not.toBe(former?.paneId);
		await expect(run('kill', ['-0', /^pid (\d+)/.exec(before)?.[1] ?? ''])).resolves.toMatchObject({exitCode: 1});
		await host.look('host');
		expect(told).toEqual([]);
	});

	test('a window that was stopped from the screen has ended, and its server is told', async () => {
		const {multiplexer, folder, diary} = await started();
		const {server, told} = fakeServerSays();
		const host = hostIn({multiplexer, folder, server});
		const {last} = follow(host);
		await host.open(openOrder({diary}));
		await onlyDiary(diary);
		const [window] = await multiplexer.listWindows();

		await (window && multiplexer.stop(window, {graceMs: 5000}));

		await eventually(() => expect(told).toEqual(['sess_1']));
		await eventually(() => expect(last()).toMatchObject({exitCode: 143}));
	});

	test('the window of a session that was deleted is closed with all that runs in it', async () => {
		const {multiplexer, folder, diary} = await started();
		const host = hostIn({multiplexer, folder});
		await host.open(openOrder({diary}));
		const [, pid = ''] = /^pid (\d+)/.exec(await onlyDiary(diary)) ?? [];

		expect(await host.close('sess_1')).toBe(true);

		expect(await multiplexer.listWindows()).toEqual([]);
		expect(await run('kill', ['-0', pid])).toMatchObject({exitCode: 1});
		expect(await host.look('host')).toEqual(new Map());
		expect(await host.close('sess_1')).toBe(false);
	});

	test('windows go on without the app, and the next one finds them', async () => {
		const {multiplexer, folder, diary} = await started();
		const first = hostIn({multiplexer, folder});
		const {stop} = follow(first);
		await first.open(openOrder({diary}));
		await onlyDiary(diary);
		await stop();

		const next = hostIn({multiplexer, folder, url: 'http://127.0.0.1:4567/'});
		const {last} = follow(next);

		const hosted = await eventually(() => {
			expect(last()).toBeDefined();
			return last();
		});
		const [window] = await multiplexer.listWindows();
		expect(hosted?.window).toMatchObject({windowId: window?.id, paneId: window?.paneId, key: window?.key});
		expect(hosted?.endedAt).toBeUndefined();
		expect((await hostIn({multiplexer, folder, url: 'http://elsewhere:4567'}).look('host')).size).toBe(0);
	});
});

test('what a program is started with is for its owner alone, and goes when no window comes to be', async () => {
	const folder = await temporaryFolder();
	const modes: number[] = [];
	const multiplexer = {
		...createFakeMultiplexer(),
		async openWindow() {
			const launch = path.join(folder, 'spawned', String((await readdir(path.join(folder, 'spawned')))[0]), 'launch');
			for (const name of await readdir(launch)) {
				modes.push((await stat(path.join(launch, name))).mode & 0o777);
			}

			throw new MaestroError('multiplexer-failed', 'no room');
		},
	};

	await expect(hostIn({multiplexer, folder}).open(openOrder({environment: {KEY: 'secret'}}))).rejects.toThrow(
		'no room',
	);

	expect(modes).toEqual([0o600]);
	expect(await texts(folder)).not.toContain('secret');
});

test('a multiplexer that does not answer says nothing about a window', async () => {
	const folder = await temporaryFolder();
	const fake = createFakeMultiplexer();
	let answers = true;
	const multiplexer = {
		...fake,
		async listWindows() {
			if (!answers) {
				throw new MaestroError('multiplexer-failed', 'no answer');
			}

			return fake.listWindows();
		},
	};
	const {server, told} = fakeServerSays();
	const host = hostIn({multiplexer, folder, server});
	await host.open(openOrder());

	answers = false;
	fake.crash();
	expect((await host.look('host')).get('sess_1')?.endedAt).toBeUndefined();
	expect(told).toEqual([]);

	answers = true;
	await host.look('host');
	expect(told).toEqual(['sess_1']);
});

test('an order that nobody finished in time is given up, and its secrets go', async () => {
	const folder = await temporaryFolder();
	const fake = createFakeMultiplexer();
	let now = 1_000_000;
	const multiplexer = {
		...fake,
		async openWindow() {
			throw new Error('killed here');
		},
		async listWindows() {
			throw new MaestroError('multiplexer-failed', 'not yet');
		},
	};
	await expect(
		hostIn({multiplexer, folder, clock: () => now}).open(openOrder({environment: {KEY: 'secret'}})),
	).rejects.toThrow('killed here');
	expect(await texts(folder)).toContain('secret');

	now += 61_000;
	const next = hostIn({multiplexer: fake, folder, clock: () => now});
	await next.look('host');

	expect(await fake.listWindows()).toEqual([]);
	expect(await texts(folder)).not.toContain('secret');
	expect(next.reports.join()).toContain('resume the session to open it');
});

test('secrets that were written before anything else was are taken away', async () => {
	const folder = await temporaryFolder();
	const multiplexer = createFakeMultiplexer();
	let now = Date.now();
	const host = hostIn({multiplexer, folder, clock: () => now});
	await host.open(openOrder({environment: {KEY: 'of a session that is known'}}));
	const [server] = await readdir(path.join(folder, 'spawned'));
	const launch = path.join(folder, 'spawned', server ?? '', 'launch');
	await writeFile(path.join(launch, '.run_9.environment.draft'), 'secret');
	await writeFile(path.join(launch, 'run_9.environment'), 'secret');

	now += 120_000;
	follow(host);

	await eventually(async () => expect(await texts(folder)).not.toContain('secret'));
	expect(await texts(folder)).toContain('of a session that is known');
});

test('a window that never came to its program leaves no secrets once it has ended', async () => {
	const folder = await temporaryFolder();
	const multiplexer = createFakeMultiplexer();
	let now = Date.now();
	const host = hostIn({multiplexer, folder, clock: () => now});
	await host.open(openOrder({environment: {KEY: 'secret'}}));
	now += 120_000;
	await host.look('tell');
	expect(await texts(folder)).toContain('secret');

	multiplexer.crash();
	await host.look('none');
	expect(await texts(folder)).toContain('secret');
	await host.look('tell');

	expect(await texts(folder)).not.toContain('secret');
});

test('an order that cannot be written down opens nothing, and leaves no secrets', async () => {
	const folder = await temporaryFolder();
	const multiplexer = createFakeMultiplexer();
	const records = path.join(folder, 'spawned', serverKey(serverUrl), 'records');
	await mkdir(path.dirname(records), {recursive: true});
	await writeFile(records, '');

	await expect(hostIn({multiplexer, folder}).open(openOrder({environment: {KEY: 'secret'}}))).rejects.toThrow();

	expect(await multiplexer.listWindows()).toEqual([]);
	expect(await texts(folder)).not.toContain('secret');
});

test('what is kept of windows is for its owner alone', async () => {
	const folder = await temporaryFolder();
	await hostIn({multiplexer: createFakeMultiplexer(), folder}).open(openOrder());

	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const folders = entries.filter(entry => entry.isDirectory()).map(entry => path.join(entry.parentPath, entry.name));
	const modes = await Promise.all(folders.map(async name => (await stat(name)).mode & 0o777));
	expect(new Set(modes)).toEqual(new Set([0o700]));
});

test('a session that is resumed while its end is told is not stopped for it', async () => {
	const folder = await temporaryFolder();
	const multiplexer = createFakeMultiplexer();
	const {server, told} = fakeServerSays();
	const host = hostIn({
		...{multiplexer, folder},
		server: {
			...server,
			async statusOf() {
				await host.open(openOrder({kind: 'resume', at: 90_000}));
				return 'spawning';
			},
		},
	});
	await host.open(openOrder());
	multiplexer.crash();

	await host.look('tell');

	expect(told).toEqual([]);
	expect(await multiplexer.listWindows()).toHaveLength(1);
});
