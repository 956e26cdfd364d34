import {ppid} from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {WebSocket} from 'ws';
import {desktopProject, desktopTask} from '../../../helpers/desktop/builders.js';
import {type DesktopServer, startDesktopServer} from '../../../helpers/desktop/server.js';
import {eventually} from '../../../helpers/eventually.js';
import {diaries, diaryFile, programs} from '../../../helpers/hosting.js';
import {privateTmux} from '../../../helpers/private-tmux.js';
import {whereInstalled} from '../../../helpers/require.js';
import {temporaryFolder} from '../../../helpers/temporary.js';
import {quickly, windowsApp} from '../../../helpers/windows-app.js';

const started = async () => {
	const tmux = await privateTmux();
	const diary = await diaryFile();
	const server = await startDesktopServer(
		{projects: [desktopProject()], tasks: [desktopTask()]},
		{path: `${programs}:${process.env.PATH}`, keys: {DIARY: diary, ANTHROPIC_API_KEY: 'secret'}},
	);
	const machine = {server, multiplexer: tmux.create(), folder: await temporaryFolder()};
	return {tmux, diary, ...machine, machine};
};

const spawn = async (server: DesktopServer): Promise<string> => {
	const body = {projectId: 'proj_1', taskIds: ['task_1']};
	const answer = await server.ask({method: 'POST', path: '/api/sessions/spawn', body});
	// The cast: it is the answer of our own stand-in.
	return (answer as {readonly sessionId: string}).sessionId;
};

/** Another program that watches the server, as the desktop app does. */
const watch = async (server: DesktopServer): Promise<WebSocket> => {
	const socket = new WebSocket(server.url().replace('http', 'ws'));
	onTestFinished(() => socket.terminate());
	await new Promise(resolve => {
		socket.once('open', resolve);
	});
	return socket;
};

const statusOf = (server: DesktopServer, id: string) => server.world.session(id).status;

whereInstalled('tmux')('the windows of a desktop server', () => {
	test('where nobody else watches, the app opens them without a question', async () => {
		const {machine, server, multiplexer, diary} = await started();
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()).toMatchObject({role: 'host', others: 0}));

		const id = await spawn(server);

		await eventually(() => expect(app.hosted().get(id)?.window).toBeDefined());
		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));
		const [window] = await multiplexer.listWindows();
		expect(app.hosted().get(id)).toMatchObject({taskId: 'task_1', mode: 'worker', window: {key: window?.key}});
	});

	test('of two apps one opens them, and the other one once that has gone; both know where they are', async () => {
		const {machine, server, multiplexer} = await started();
		const first = windowsApp(machine);
		await eventually(() => expect(first.part()?.role).toBe('host'));
		const second = windowsApp({...machine, pid: ppid});
		await eventually(() => expect(second.part()).toMatchObject({role: 'standby', holder: process.pid}));

		const id = await spawn(server);
		await eventually(() => expect(second.hosted().get(id)?.window).toBeDefined());
		await first.stop();

		await eventually(() => expect(second.part()?.role).toBe('host'));
		const next = await spawn(server);
		await eventually(() => expect(second.hosted().get(next)?.window).toBeDefined());
		expect(await multiplexer.listWindows()).toHaveLength(2);
	});

	test('an order that came right before the app that had them ended is carried out by the next one', async () => {
		const {machine, server, diary} = await started();
		const first = windowsApp(machine);
		await eventually(() => expect(first.part()?.role).toBe('host'));
		const second = windowsApp({...machine, pid: ppid});
		await eventually(() => expect(second.part()?.role).toBe('standby'));
		await first.stop();

		const id = await spawn(server);

		await eventually(() => expect(second.hosted().get(id)?.window).toBeDefined());
		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));
	});

	test('where another program watches, the operator is asked, and what was ordered meanwhile is done when they say so', async () => {
		const {machine, server} = await started();
		await watch(server);
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()).toMatchObject({role: 'asking', others: 1}));

		const id = await spawn(server);
		const taken = await spawn(server);
		// The other program had that one in hand.
		await server.agent(taken).starts();
		app.answer(true);

		await eventually(() => expect(app.part()).toMatchObject({role: 'host', others: 1}));
		await eventually(() => expect(app.hosted().get(id)?.window).toBeDefined());
		expect(app.hosted().has(taken)).toBe(false);
	});

	test('an operator who says no is not asked again, and can think better of it', async () => {
		const {machine, server, multiplexer} = await started();
		const other = await watch(server);
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()?.role).toBe('asking'));

		app.answer(false);
		await eventually(() => expect(app.part()?.role).toBe('none'));
		await spawn(server);
		server.cut();
		await eventually(() => expect(server.watchers()).toBe(1));
		expect(other.readyState).not.toBe(WebSocket.OPEN);
		expect(app.part()?.role).toBe('none');
		expect(await multiplexer.listWindows()).toEqual([]);

		app.answer(true);
		await eventually(() => expect(app.part()?.role).toBe('host'));
	});

	test('a question is none any more once the other program has gone', async () => {
		const {machine, server} = await started();
		const other = await watch(server);
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()?.role).toBe('asking'));

		other.terminate();

		await eventually(() => expect(app.part()).toMatchObject({role: 'host', others: 0}));
	});

	test('a program that comes to watch while the app opens windows is told of', async () => {
		const {machine, server} = await started();
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()?.role).toBe('host'));

		await watch(server);

		await eventually(() => expect(app.notice()).toContain('Another program watches this server now'));
		expect(app.part()).toMatchObject({role: 'host', others: 1});
	});

	test('an app that observes opens none, tells the server nothing, and begins once it may', async () => {
		const {machine, server, multiplexer} = await started();
		const app = windowsApp({...machine, isObserving: true});
		await eventually(() => expect(app.part()?.role).toBe('observing'));
		await spawn(server);

		app.store.send({event: 'limits:set', data: {isObserving: false}});
		await eventually(() => expect(app.part()?.role).toBe('host'));
		const id = await spawn(server);

		await eventually(() => expect([...app.hosted().keys()]).toEqual([id]));
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test('an agent that is killed is told to the server as stopped, and one that completed stays so', async () => {
		const {machine, server, multiplexer} = await started();
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()?.role).toBe('host'));
		const killed = await spawn(server);
		const completed = await spawn(server);
		await eventually(() => expect(app.hosted().get(completed)?.window).toBeDefined());
		await eventually(() => expect(app.hosted().get(killed)?.window).toBeDefined());
		await server.agent(completed).completes();

		for (const window of await multiplexer.listWindows()) {
			await multiplexer.stop(window, {graceMs: 3000});
		}

		await eventually(() => expect(statusOf(server, killed)).toBe('stopped'));
		await eventually(() => expect(app.hosted().get(completed)?.endedAt).toBeDefined());
		expect(statusOf(server, completed)).toBe('completed');
	});

	test('a session that is deleted loses its window, and one that only a restarted server does not know keeps it', async () => {
		const {machine, server, multiplexer} = await started();
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()?.role).toBe('host'));
		const [deleted, forgotten] = [await spawn(server), await spawn(server)];
		await eventually(() => expect(app.hosted().get(forgotten)?.window).toBeDefined());

		await server.ask({method: 'DELETE', path: `/api/sessions/${deleted}`});
		await eventually(() => expect(app.hosted().has(deleted)).toBe(false));
		await server.restart({projects: [desktopProject()], tasks: [desktopTask()]});
		await eventually(() => expect(app.store.get().sessions.has(forgotten)).toBe(false));
		const next = await spawn(server);
		await eventually(() => expect(app.hosted().get(next)?.window).toBeDefined());

		const windows = await multiplexer.listWindows();
		expect(windows.map(({meta}) => meta?.sessionId).sort()).toEqual([forgotten, next].sort());
	});

	test('a session that is resumed has its window again', async () => {
		const {machine, server, multiplexer, diary} = await started();
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()?.role).toBe('host'));
		const id = await spawn(server);
		const before = await eventually(() => {
			const run = app.hosted().get(id);
			expect(run?.window).toBeDefined();
			return run;
		});
		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));

		await server.ask({method: 'POST', path: `/api/sessions/${id}/resume`, body: {}});

		await eventually(async () => expect(await diaries(diary)).toHaveLength(2));
		await eventually(() => expect(app.hosted().get(id)?.id).not.toBe(before?.id));
		expect(await multiplexer.listWindows()).toHaveLength(1);
		expect(statusOf(server, id)).toBe('spawning');
	});

	test('a server that may be another user’s has nothing run before the operator says so, nor once it became one', async () => {
		const {machine, server, multiplexer} = await started();
		let isTrusted = false;
		const app = windowsApp({...machine, isTrusted: async () => isTrusted});
		await eventually(() => expect(app.part()).toMatchObject({role: 'asking', isStrange: true}));
		await spawn(server);

		isTrusted = true;
		await eventually(() => expect(app.part()?.role).toBe('host'));
		await eventually(async () => expect(await multiplexer.listWindows()).toHaveLength(1));
		isTrusted = false;
		await spawn(server);

		await eventually(() => expect(app.part()?.role).toBe('asking'));
		expect(await multiplexer.listWindows()).toHaveLength(1);
		app.answer(true);
		await eventually(async () => expect(await multiplexer.listWindows()).toHaveLength(2));
	});

	test('a yes to other programs is none to another user’s server: it is asked anew, and neither writes nor closes anything', async () => {
		const {machine, server, multiplexer} = await started();
		await watch(server);
		let isTrusted = true;
		const app = windowsApp({...machine, timing: {...quickly, recountMs: 60_000}, isTrusted: async () => isTrusted});
		await eventually(() => expect(app.part()).toMatchObject({role: 'asking', others: 1}));
		app.answer(true);
		await eventually(() => expect(app.part()?.role).toBe('host'));
		const id = await spawn(server);
		await eventually(() => expect(app.hosted().get(id)?.window).toBeDefined());

		isTrusted = false;
		server.emit('session:prompt_send', {sessionId: id, content: 'rm -rf ~', mode: 'send', senderSessionId: 'ui'});

		await eventually(() => expect(app.notice()).toContain('may be another user’s by now'));
		await eventually(() => expect(app.part()).toMatchObject({role: 'asking', isStrange: true}));
		expect(app.store.get().spawner.texts).toEqual([]);
		server.emit('session:deleted', {id});
		await spawn(server);
		expect(await multiplexer.listWindows()).toHaveLength(1);
	});

	test('an order that cannot be carried out is told of, and nothing is opened', async () => {
		const {machine, server, multiplexer} = await started();
		const app = windowsApp(machine);
		await eventually(() => expect(app.part()?.role).toBe('host'));

		server.emit('session:spawn', {
			session: {id: 'sess_odd', name: 'Odd'},
			...{command: 'maestro worker init; touch /tmp/pwned', cwd: '/tmp', envVars: {}},
		});

		await eventually(() => expect(app.notice()).toContain('characters that only a shell would understand'));
		expect(await multiplexer.listWindows()).toEqual([]);
	});
});
