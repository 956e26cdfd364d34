import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {NewWindow} from '../../source/multiplexer/multiplexer.js';
import {listRunning, signalGroup} from '../../source/system/processes.js';
import {type Run, run} from '../../source/system/run.js';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {type PrivateTmux, privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

const setUp = async (change: (server: PrivateTmux) => Run = server => server.run) => {
	const server = await privateTmux();
	const multiplexer = server.create({run: change(server)});
	return {
		...server,
		multiplexer,
		open: async (script: string, more: Partial<NewWindow> = {}) =>
			(await multiplexer.openWindow(newWindow({directory: server.folder, command: ['sh', '-c', script], ...more})))
				.window,
		lifeOf: async (key = 'key_00001') => (await multiplexer.listWindows()).find(window => window.key === key)?.life,
		numberIn: async (name: string) =>
			eventually(async () => {
				const text = await readFile(path.join(server.folder, name), 'utf8');
				expect(text).toMatch(/^\d+\n$/);
				return Number(text);
			}),
	};
};

whereInstalled('tmux')('ends of programs in tmux', () => {
	test('how a program ended is told each time, though some builds of tmux lose it at first', async () => {
		const {open, lifeOf} = await setUp();

		for (const index of [1, 2, 3, 4, 5, 6, 7, 8]) {
			const key = `key_0000${index}`;
			await open(`sleep 0.1; exit ${index}`, {key});

			await eventually(async () => expect((await lifeOf(key))?.state).not.toBe('running'));
			expect(await lifeOf(key)).toEqual({state: 'ended', exitCode: index});
		}
	});

	test('a program that is over before anybody looks leaves its window', async () => {
		const {multiplexer, folder, lifeOf} = await setUp();

		await multiplexer.openWindow(newWindow({directory: folder, command: ['true']}));

		await eventually(async () => expect(await lifeOf()).toEqual({state: 'ended', exitCode: 0}));
	});

	test('a program that gives up its terminal and runs on is detached: not ended, and not started a second time', async () => {
		const {multiplexer, folder, open, lifeOf} = await setUp();
		const window = await open("trap '' HUP; exec sleep 600 < /dev/null > /dev/null 2>&1");

		await eventually(async () => expect(await lifeOf()).toEqual({state: 'detached'}));

		const again = await multiplexer.openWindow(newWindow({directory: folder}));
		expect(again).toMatchObject({how: 'reused', window: {pid: window.pid}});
		await multiplexer.stop(window, {graceMs: 5000});
		expect(await lifeOf()).toEqual({state: 'ended', signal: 15});
	});

	test('a window that a person closes is gone from the list', async () => {
		const {open, tmux, lifeOf} = await setUp();
		const window = await open('sleep 600');

		await tmux('kill-window', '-t', window.id);

		expect(await lifeOf()).toBeUndefined();
	});

	test('when the session is ended, its windows are gone', async () => {
		const {open, tmux, multiplexer} = await setUp();
		await tmux('new-session', '-d', '-s', 'own', 'sleep 600');
		await open('sleep 600');

		await tmux('kill-session', '-t', '=maestro');

		expect(await multiplexer.listWindows()).toEqual([]);
	});

	test('when the server is killed all windows are gone, and the number of one does not reach a new one', async () => {
		const {open, tmux, multiplexer, folder, lifeOf} = await setUp();
		const window = await open('sleep 600');
		process.kill(Number(await tmux('display-message', '-p', '#{pid}')), 'SIGKILL');
		await eventually(async () => expect(await multiplexer.listWindows()).toEqual([]));
		await expect(multiplexer.capture(window, {lines: 5, colours: false})).rejects.toMatchObject({code: 'window-gone'});

		const other = await multiplexer.openWindow(newWindow({directory: folder, key: 'key_00002'}));

		expect(other.window.paneId).toBe(window.paneId);
		await expect(multiplexer.stop(window, {graceMs: 1000})).rejects.toMatchObject({code: 'window-gone'});
		await expect(multiplexer.jump(window)).rejects.toMatchObject({code: 'window-gone'});
		await multiplexer.closeWindow(window);
		expect(await lifeOf('key_00002')).toEqual({state: 'running'});
	});

	test('a program that is asked to end may tidy up first', async () => {
		const {multiplexer, open, lifeOf} = await setUp();
		const window = await open("trap 'sleep 0.3; echo tidied; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
		await eventually(async () => expect(await multiplexer.capture(window, {lines: 1, colours: false})).toBe('ready'));

		await multiplexer.stop(window, {graceMs: 10_000});

		expect(await lifeOf()).toEqual({state: 'ended', exitCode: 7});
		expect(await multiplexer.capture(window, {lines: 5, colours: false})).toMatch(/tidied$/);
	});

	test('one that does not want to end is killed', async () => {
		const {multiplexer, open, lifeOf} = await setUp();
		const window = await open("trap '' TERM HUP; echo ready; while :; do sleep 0.05; done");
		await eventually(async () => expect(await multiplexer.capture(window, {lines: 1, colours: false})).toBe('ready'));

		await multiplexer.stop(window, {graceMs: 200});

		expect(await lifeOf()).toEqual({state: 'ended', signal: 9});
	});

	test('one that is held with SIGSTOP is ended too', async () => {
		const {multiplexer, open, lifeOf} = await setUp();
		const window = await open('exec sleep 600');
		signalGroup(window.pid ?? 0, 'SIGSTOP');

		await multiplexer.stop(window, {graceMs: 200});

		expect(await lifeOf()).toMatchObject({state: 'ended'});
	});

	test('what it started goes with it, and what made itself independent is left alone', async () => {
		const {multiplexer, open, numberIn} = await setUp();
		const window = await open(`
			sh -c 'trap "" TERM HUP; echo $$ > stubborn; while :; do sleep 0.05; done' > /dev/null 2>&1 < /dev/null &
			setsid sh -c 'echo $$ > independent; exec sleep 600' > /dev/null 2>&1 < /dev/null &
			wait
		`);
		const [stubborn, independent] = [await numberIn('stubborn'), await numberIn('independent')];

		await multiplexer.stop(window, {graceMs: 300});

		await eventually(async () => expect(await runningPids()).not.toContain(stubborn));
		expect(await runningPids()).toContain(independent);
		signalGroup(independent, 'SIGKILL');
	});

	test('nobody waits for the whole grace when all has ended', async () => {
		const {multiplexer, open, numberIn} = await setUp();
		const window = await open('sh -c "echo \\$\\$ > child; exec sleep 600" & wait');
		await numberIn('child');
		const start = performance.now();

		await multiplexer.stop(window, {graceMs: 15_000});

		expect(performance.now() - start).toBeLessThan(5000);
	});

	test('a program that was started anew meanwhile is not the one that was to be stopped', async () => {
		const {multiplexer, open, tmux, lifeOf} = await setUp();
		const window = await open("trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
		await eventually(async () => expect(await multiplexer.capture(window, {lines: 1, colours: false})).toBe('ready'));
		const stopping = multiplexer.stop(window, {graceMs: 10_000});

		await eventually(async () => tmux('respawn-pane', '-t', window.paneId, 'sleep 600'));
		await stopping;

		expect(await lifeOf()).toEqual({state: 'running'});
	});

	test('a window whose program ended unseen, and is not there any more, is started anew', async () => {
		const {multiplexer, folder, open, lifeOf} = await setUp(server => async (program, args, options) => {
			const result = await server.run(program, args, options);
			return {...result, stdout: result.stdout.replace(/:1:([0-9a-f]{18}):7:/, ':1:$1::')};
		});
		await open('exit 7');
		await eventually(async () => expect(await lifeOf()).toEqual({state: 'ended'}));

		expect((await multiplexer.openWindow(newWindow({directory: folder}))).how).toBe('respawned');
	});
});

const runningPids = async () => (await listRunning(run)).map(({pid}) => pid);
