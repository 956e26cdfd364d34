import path from 'node:path';
import {expect, test} from 'vitest';
import type {Context} from '../../source/cli/command.js';
import {createHostedWindows} from '../../source/cli/hosted-windows.js';
import {noteForsaken} from '../../source/cli/note-forsaken.js';
import {stopHosted} from '../../source/cli/stop-hosted.js';
import {serverKey} from '../../source/dispatch/spawned/keys.js';
import {createRecords} from '../../source/dispatch/spawned/records.js';
import {callTo} from '../../source/protocol/desktop/call-to.js';
import {runStatus} from '../../source/protocol/dispatch.js';
import {getSession} from '../../source/protocol/sessions.js';
import {fetchText} from '../../source/system/fetch-text.js';
import {longAgo} from '../helpers/builders.js';
import {desktopProject, desktopSession, desktopTask} from '../helpers/desktop/builders.js';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {temporaryFolder} from '../helpers/temporary.js';

/** A desktop server with a session at work, and what this machine knows of its window. */
const open = async ({hasWindow}: {readonly hasWindow: boolean}) => {
	const server = await startDesktopServer({
		projects: [desktopProject()],
		tasks: [desktopTask()],
		sessions: [desktopSession({id: 'sess_door', name: 'Door'})],
	});
	const call = callTo({kind: 'desktop', baseUrl: server.url(), secret: undefined, fetch: fetchText});
	const folder = await temporaryFolder();
	const multiplexer = createFakeMultiplexer();
	const {window} = await multiplexer.openWindow({
		...{key: 'key_of_door', name: 'Door', directory: '/tmp', command: ['sh'], environment: {}, without: []},
		meta: {taskId: 'task_1', mode: 'worker', sessionId: 'sess_door', runId: 'run_1'},
	});
	if (hasWindow) {
		await createRecords(path.join(folder, serverKey(server.url()))).put({
			...{kind: 'spawn', sessionId: 'sess_door', at: longAgo, projectId: 'proj_1', taskId: 'task_1', name: 'Door'},
			...{mode: 'worker', agent: 'claude', command: ['true'], runId: 'run_1', directory: '/tmp', claimedAt: longAgo},
			target: {multiplexer: 'tmux', address: '/s', session: 'maestro'},
			window: {windowId: window.id, paneId: window.paneId, key: window.key},
			...{isReported: false, isClosed: false},
		});
	}

	const hosted = createHostedWindows({url: server.url(), call, folder});
	const stop = async (flags: Context['flags'] = {}) => {
		const context = {call, flags, desk: {multiplexerAt: () => multiplexer}};
		// The cast: of what a command may use it uses no more.
		return stopHosted(context as never, hosted, await call(getSession, {params: {id: 'sess_door'}}));
	};
	const status = () => server.world.session('sess_door').status;
	const life = async () => (await multiplexer.listWindows()).map(each => each.life.state);
	return {server, call, hosted, stop, status, life};
};

test('a session whose window is on this machine is stopped there, and its server is told', async () => {
	const {stop, status, life} = await open({hasWindow: true});

	expect(await stop()).toMatchObject({text: 'Stopped sess_door', value: {status: 'stopped'}});
	expect(status()).toBe('stopped');
	expect(await life()).not.toContain('running');
});

test('one whose window is elsewhere is not said to have stopped', async () => {
	const {stop, status} = await open({hasWindow: false});

	await expect(stop()).rejects.toMatchObject({
		code: 'window-gone',
		message: expect.stringContaining('Door has no window on this machine'),
	});
	expect(status()).toBe('working');
});

test('that it has stopped can be said all the same, in words that say no more', async () => {
	const {stop, status, life} = await open({hasWindow: false});

	expect((await stop({mark: true})).text).toMatch(/^Marked sess_door as stopped; .* goes on$/);
	expect(status()).toBe('stopped');
	expect(await life()).toEqual(['running']);
});

test('the newest session of a task in a mode is what a command means by it', async () => {
	const {call} = await open({hasWindow: false});

	for (const mode of ['worker', 'interactive']) {
		expect(await call(runStatus, {params: {mode, id: 'task_1'}})).toMatchObject({session: 'sess_door', running: true});
	}

	await expect(call(runStatus, {params: {mode: 'coordinator', id: 'task_1'}})).rejects.toMatchObject({
		code: 'run-not-found',
	});
});

test('whoever starts a session while nobody opens windows is told', async () => {
	const {hosted} = await open({hasWindow: false});
	const notes: string[] = [];

	await noteForsaken({hosted: async () => hosted, note: line => notes.push(line)}, 'sess_door');
	await noteForsaken({hosted: async () => undefined, note: line => notes.push(line)}, 'sess_door');

	expect(notes).toEqual([expect.stringContaining('start maestro-tui, and then: maestro session resume sess_door')]);
});
