import {expect, onTestFinished, test} from 'vitest';
import {WebSocket} from 'ws';
import {desktopProject, desktopSession, desktopTask} from '../helpers/desktop/builders.js';
import {type DesktopServer, startDesktopServer} from '../helpers/desktop/server.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {openApp} from '../helpers/open-app.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {hostsIn, quickly} from '../helpers/windows-app.js';

const data = {projects: [desktopProject()], tasks: [desktopTask()]};

const started = async (given: Parameters<typeof startDesktopServer>[0] = data) => {
	const server = await startDesktopServer(given);
	const multiplexer = createFakeMultiplexer();
	const folder = await temporaryFolder();
	const open = async ({columns = 80, ...options}: Partial<Parameters<typeof openApp>[0]> = {}) =>
		openApp({
			...{columns, multiplexer, ...options},
			locate: server.locate,
			spawner: {hostFor: hostsIn({multiplexer, folder}), timing: quickly},
		});
	return {server, multiplexer, open};
};

/** Another program watches the server, as the desktop app does. */
const watch = async (server: DesktopServer): Promise<void> => {
	const socket = new WebSocket(server.url().replace('http', 'ws'));
	onTestFinished(() => socket.terminate());
	await new Promise(resolve => {
		socket.once('open', resolve);
	});
};

const spawn = async (server: DesktopServer): Promise<unknown> =>
	server.ask({
		method: 'POST',
		path: '/api/sessions/spawn',
		body: {projectId: 'proj_1', taskIds: ['task_1'], sessionName: 'Carpenter'},
	});

test('a session that is spawned has a window, and Enter goes there', async () => {
	const {server, multiplexer, open} = await started();
	const app = await open();
	await eventually(() => expect(app.client.store.get().spawner.of?.role).toBe('host'));

	await spawn(server);
	await eventually(() => expect(app.frame()).toContain('Carpenter'));
	await eventually(async () => expect(await multiplexer.listWindows()).toHaveLength(1));
	await eventually(() => expect(app.client.store.get().spawner.hosted.size).toBe(1));
	await app.press('enter');

	const [window] = await multiplexer.listWindows();
	await eventually(() => expect(multiplexer.jumped).toEqual([window?.key]));
	expect(app.frame()).not.toContain('opens no windows');
});

test('where another program watches, the question stands below the tabs, takes no focus, and a key answers it', async () => {
	const {server, multiplexer, open} = await started({...data, sessions: [desktopSession({status: 'working'})]});
	await watch(server);
	const app = await open({columns: 120});

	await eventually(() =>
		expect(app.frame()).toContain("Open agents' windows from here? I opens them, esc leaves them."),
	);
	expect(app.frame()).toContain('opens no windows');
	await app.press('j', 'm');
	await eventually(() => expect(app.frame()).toContain('Message'));
	await app.press('esc');
	await app.press('I');

	await eventually(() => expect(app.frame()).not.toContain('from here?'));
	await spawn(server);
	await eventually(async () => expect(await multiplexer.listWindows()).toHaveLength(1));
});

test('who said no is asked no more, sees it among the hosts, and changes it from the palette', async () => {
	const {server, multiplexer, open} = await started();
	await watch(server);
	const app = await open();
	await eventually(() => expect(app.frame()).toContain('from here?'));

	await app.press('esc');
	await eventually(() => expect(app.frame()).not.toContain('from here?'));
	await app.press('H');
	await eventually(() => expect(app.frame()).toContain('not opened by this app, as you said'));

	await app.press(':');
	await app.paste('spawner');
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('A program that opens them, too'));
	await app.press('y');
	await eventually(() => expect(app.frame()).toContain('opened by this app'));
	await spawn(server);
	await eventually(async () => expect(await multiplexer.listWindows()).toHaveLength(1));
});

test('the question fits the smallest terminal', async () => {
	const {server, open} = await started();
	await watch(server);
	const app = await open({columns: 60, rows: 10});

	await eventually(() => expect(app.frame()).toMatch(/^Open agents' windows from here\? I opens them, esc leaves/m));
});

test('what was spawned while nobody opened windows is resumed, and has one', async () => {
	const stuck = desktopSession({
		status: 'spawning',
		name: 'Stuck',
		metadata: {agentTool: 'claude-code', mode: 'worker'},
	});
	const {multiplexer, open} = await started({...data, sessions: [stuck]});
	const app = await open();
	await eventually(() => expect(app.frame()).toContain('Stuck'));
	await eventually(() => expect(app.client.store.get().spawner.of?.role).toBe('host'));
	expect(await multiplexer.listWindows()).toEqual([]);

	await app.press('u');

	await eventually(async () => expect(await multiplexer.listWindows()).toHaveLength(1));
});

test('a text that waits for somebody to look at the window is written there when they have said so', async () => {
	const {server, multiplexer, open} = await started({
		...data,
		sessions: [desktopSession({id: 'sess_boss', name: 'Boss', status: 'idle', taskIds: []})],
	});
	const app = await open({columns: 100, rows: 40});
	await eventually(() => expect(app.client.store.get().spawner.of?.role).toBe('host'));
	// An agent whose screen nobody here can read.
	await server.ask({
		method: 'POST',
		path: '/api/sessions/spawn',
		body: {projectId: 'proj_1', taskIds: ['task_1'], sessionName: 'Stranger', agentTool: 'hermes'},
	});
	await eventually(() => expect(app.client.store.get().spawner.hosted.size).toBe(1));
	const [sessionId = ''] = [...app.client.store.get().spawner.hosted.keys()];

	await server.agent('sess_boss').prompts(sessionId, 'Mind the step');
	await eventually(() => expect(app.client.store.get().spawner.texts).toHaveLength(1));
	await eventually(() =>
		expect(app.client.store.get().spawner.texts[0]?.fate).toMatchObject({state: 'waiting', needsPerson: true}),
	);
	app.client.store.send({event: 'row:selected', data: {list: 'sessions', id: sessionId}});
	await app.press('d');
	await eventually(() => expect(app.frame()).toContain('"Mind the step" waits:'));
	await app.press('q', 'A');
	await eventually(() => expect(app.frame()).toContain('Write "Mind the step" into the window of Stranger'));
	await app.press('y');

	await eventually(() => expect(multiplexer.pasted).toMatchObject([{text: expect.stringContaining('Mind the step')}]));
	await eventually(() =>
		expect(app.client.store.get().spawner.texts[0]?.fate).not.toMatchObject({state: 'waiting', needsPerson: true}),
	);
});
