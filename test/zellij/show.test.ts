import path from 'node:path';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {lastingZellij, type PrivateZellij} from '../helpers/private-zellij.js';
import {whereInstalled} from '../helpers/require.js';
import {temporaryFolder} from '../helpers/temporary.js';

whereInstalled('zellij')('showing windows of zellij', () => {
	let world: PrivateZellij;

	beforeAll(async () => {
		world = await lastingZellij();
	});

	afterAll(async () => world.end());

	const setUp = async (environment: Readonly<Record<string, string>> = {}) => {
		const folder = await temporaryFolder();
		const multiplexer = world.create({registry: path.join(folder, 'w'), environment});
		const open = async (key: string) => (await multiplexer.openWindow(newWindow({directory: folder, key}))).window;
		const [window] = [await open('key_00001'), await open('key_00002')];
		onTestFinished(async () => {
			for (const {id} of await multiplexer.listWindows()) {
				await world.act('close-tab-by-id', id);
			}
		});
		return {multiplexer, window};
	};

	const looksAt = async (session = 'maestro') =>
		/^\d+\s+(\S+)/m.exec(await world.zellij('--session', session, 'action', 'list-clients'))?.[1];

	test('outside, a terminal is handed over to zellij, which shows it the window', async () => {
		const {multiplexer, window} = await setUp();

		const jump = await multiplexer.jump(window);

		expect(jump).toEqual({
			kind: 'take-over',
			command: ['zellij', 'attach', 'maestro'],
			without: ['ZELLIJ', 'ZELLIJ_SESSION_NAME', 'ZELLIJ_PANE_ID'],
			wayBack: 'To come back, press Ctrl o, d, unless you chose other keys.',
		});
		await world.visit();
		await eventually(async () => expect(await looksAt()).toBe(window.paneId));
	});

	test('in the session, the terminal is switched to the window', async () => {
		await world.visit();
		const {multiplexer, window} = await setUp({ZELLIJ: '0', ZELLIJ_SESSION_NAME: 'maestro'});

		const jump = await multiplexer.jump(window);

		expect(jump).toMatchObject({kind: 'done', wayBack: expect.stringMatching(/Ctrl t, Tab/)});
		await eventually(async () => expect(await looksAt()).toBe(window.paneId));
	});

	test('in a session that nobody looks at, what to type is said', async () => {
		const {multiplexer, window} = await setUp({ZELLIJ: '0', ZELLIJ_SESSION_NAME: 'elsewhere'});

		expect(await multiplexer.jump(window)).toMatchObject({kind: 'tell', command: 'zellij attach maestro'});
	});

	test('in another session, the terminal is switched to ours, and to the window', async () => {
		await world.crash();
		const {multiplexer, window} = await setUp({ZELLIJ: '0', ZELLIJ_SESSION_NAME: 'elsewhere'});
		await world.visit('elsewhere');

		const jump = await eventually(async () => {
			const jump = await multiplexer.jump(window);
			return jump.kind === 'done' && jump;
		});

		expect(jump).toMatchObject({kind: 'done', wayBack: expect.stringMatching(/the session elsewhere/)});
		await eventually(async () => expect(await looksAt()).toBe(window.paneId));
	});
});
