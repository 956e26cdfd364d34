import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import type {Multiplexer, NewWindow} from '../../source/multiplexer/multiplexer.js';
import type {Run} from '../../source/system/run.js';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {lastingZellij, type PrivateZellij} from '../helpers/private-zellij.js';
import {whereInstalled} from '../helpers/require.js';
import {temporaryFolder} from '../helpers/temporary.js';

whereInstalled('zellij')('opening windows of zellij', () => {
	let world: PrivateZellij;

	beforeAll(async () => {
		world = await lastingZellij();
	});

	afterAll(async () => world.end());

	const setUp = async () => {
		const folder = await temporaryFolder();
		const registry = path.join(folder, 'w');
		const multiplexer = world.create({registry});
		await multiplexer.find();
		onTestFinished(async () => {
			for (const {id} of await multiplexer.listWindows()) {
				await world.act('close-tab-by-id', id);
			}
		});
		return {
			folder,
			registry,
			multiplexer,
			open: async (more: Partial<NewWindow> = {}, by = multiplexer) =>
				by.openWindow(newWindow({directory: folder, ...more})),
		};
	};

	test('a window that opens while nobody looks has room, and afterwards nobody looks', async () => {
		const {open, multiplexer} = await setUp();

		const {window} = await open({command: ['sh', '-c', 'stty size; read -r line']});

		await eventually(async () =>
			expect(await multiplexer.capture(window, {lines: 5, colours: false})).toMatch(/^\d+ (?:198|200)$/),
		);
		expect(await world.act('list-clients')).not.toMatch(/^\d/m);
	});

	test('callers with memories of their own, as processes have, make one window together', async () => {
		const {open, registry} = await setUp();
		const drivers = Array.from({length: 8}, () => world.create({registry}));

		const opened = await Promise.all(drivers.map(async driver => open({}, driver)));

		expect(opened.filter(({how}) => how === 'created')).toHaveLength(1);
		expect(new Set(opened.map(({window}) => window.paneId)).size).toBe(1);
	});

	test('a tab of somebody else’s is not ours, whatever it is called', async () => {
		const {open, multiplexer} = await setUp();
		await open();
		const id = await world.act('new-tab', '--name', 'T-1-interactive', '--', 'sleep', '600');
		onTestFinished(async () => void (await world.act('close-tab-by-id', id)));

		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	const changes: ReadonlyArray<[title: string, change: (id: string, paneId: string) => Promise<unknown>]> = [
		['renamed it', async id => world.act('rename-tab-by-id', id, 'mine: now; $x')],
		['renamed its pane', async (_, paneId) => world.act('rename-pane', '--pane-id', paneId, 'mine')],
		['split it', async id => world.act('new-pane', '--tab-id', id, '--', 'sleep', '600')],
	];

	for (const [title, change] of changes) {
		test(`a window is found again after somebody has ${title}`, async () => {
			const {open, multiplexer} = await setUp();
			const {window} = await open();

			await change(window.id, window.paneId);

			expect(await open()).toMatchObject({how: 'reused', window: {paneId: window.paneId, pid: window.pid}});
			expect(await multiplexer.listWindows()).toHaveLength(1);
		});
	}

	test('what somebody has opened beside it stays when a window is closed', async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open();
		const theirs = await world.act('new-pane', '--tab-id', window.id, '--', 'sleep', '600');
		onTestFinished(async () => void (await world.act('close-tab-by-id', window.id)));

		await multiplexer.closeWindow(window);

		expect(await multiplexer.listWindows()).toEqual([]);
		const panes: ReadonlyArray<{readonly id: number; readonly is_plugin: boolean}> = JSON.parse(
			await world.act('list-panes', '--json'),
		);
		expect(panes.filter(pane => !pane.is_plugin).map(({id}) => `terminal_${id}`)).toContain(theirs);
	});

	test('a window that a person has closed is gone, and opened anew when it is wanted', async () => {
		const {open, multiplexer, registry} = await setUp();
		const {window} = await open();
		await world.act('close-tab-by-id', window.id);
		await eventually(async () => expect(await multiplexer.listWindows()).toEqual([]));

		expect((await open()).how).toBe('created');

		const [folder = ''] = await readdir(registry);
		expect((await readdir(path.join(registry, folder))).filter(name => name.endsWith('.program'))).toHaveLength(1);
	});

	test('what was written down and never opened is no window', async () => {
		const {open, multiplexer} = await setUp();
		const dying: Run = async (program, args, options) => {
			if (args.includes('new-tab')) {
				throw new Error('killed');
			}

			return world.run(program, args, options);
		};
		const registry = path.join(await temporaryFolder(), 'w');
		await expect(open({}, world.create({registry, run: dying}))).rejects.toThrow('killed');

		const after = world.create({registry});

		expect(await after.listWindows()).toEqual([]);
		expect((await open({}, after)).how).toBe('created');
		expect(await multiplexer.listWindows()).toEqual([]);
		await closeAll(after);
	});

	test('who is ended when a window has just opened finds it again', async () => {
		const {open, registry, multiplexer} = await setUp();
		const dying: Run = async (program, args, options) => {
			const end = await world.run(program, args, options);
			if (args.includes('new-tab')) {
				throw new Error('killed');
			}

			return end;
		};
		await expect(open({}, world.create({registry, run: dying}))).rejects.toThrow('killed');

		expect(await eventually(async () => (await multiplexer.listWindows()).length > 0)).toBe(true);
		expect((await open()).how).toBe('reused');
	});

	test('a file of ours that is damaged is not believed', async () => {
		const {open, multiplexer, registry} = await setUp();
		await open();
		const [folder = ''] = await readdir(registry);
		const file = path.join(registry, folder, 'key_00001.json');
		const whole = await readFile(file, 'utf8');

		await writeFile(file, whole.slice(0, 40));
		expect(await multiplexer.listWindows()).toEqual([]);

		await writeFile(file, whole);
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test('whoever looks at the session stays where they are', async () => {
		const {open} = await setUp();
		await world.visit();
		const before = await world.act('list-clients');

		await open();

		expect(await world.act('list-clients')).toBe(before);
	});

	test('a session that is ended takes its windows along, and is made again', async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open();

		await world.zellij('kill-session', 'maestro');
		await eventually(async () => expect(await multiplexer.listWindows()).toEqual([]));

		await expect(multiplexer.capture(window, {lines: 5, colours: false})).rejects.toMatchObject({code: 'window-gone'});
		expect((await open()).how).toBe('created');
	});

	test('what zellij has kept of a session that is over does not come back', async () => {
		const {open, multiplexer} = await setUp();
		await world.crash();
		const kept = path.join(world.folder, 'h', 'zellij', 'contract_version_1', 'session_info', 'maestro');
		await world.run('mkdir', ['-p', kept]);
		await writeFile(path.join(kept, 'session-layout.kdl'), 'layout {\n\ttab name="from before" {\n\t\tpane\n\t}\n}\n');
		expect(await world.zellij('list-sessions', '-n')).toMatch(/^maestro .*EXITED/m);

		await open();

		expect(await world.act('query-tab-names')).not.toContain('from before');
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});
});

const closeAll = async (multiplexer: Multiplexer): Promise<void> => {
	for (const window of await multiplexer.listWindows()) {
		await multiplexer.closeWindow(window);
	}
};
