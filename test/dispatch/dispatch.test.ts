import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {interactive} from '../../source/dispatch/modes/interactive.js';
import {none} from '../../source/dispatch/modes/none.js';
import {writeRunFolder} from '../../source/dispatch/run-folder.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {run} from '../../source/system/run.js';
import {project, session, task} from '../helpers/builders.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {newWindow} from '../helpers/new-window.js';
import {orderFor} from '../helpers/order.js';
import {openServer} from '../helpers/server.js';
import {temporaryFolder} from '../helpers/temporary.js';

const open = async (more: Parameters<typeof openServer>[0] = {}) => {
	const server = await openServer({projects: [project()], tasks: [task()], ...more});
	const order = orderFor(none);
	const runFolders = async () => readdir(server.paths.runs).catch(() => []);
	return {...server, order, runFolders};
};

test('however many dispatch a pair at once, one run is started, and the others are told of it', async () => {
	const {dispatcher, order, fake, sessions} = await open();

	const answers = await Promise.all(Array.from({length: 50}, async () => dispatcher.dispatch(order)));

	expect(new Set(answers.map(({session: {id}}) => id)).size).toBe(1);
	expect(answers.filter(({isReused}) => !isReused)).toHaveLength(1);
	expect(await fake.listWindows()).toHaveLength(1);
	expect(sessions.all()).toHaveLength(1);
	const [window] = await fake.listWindows();
	expect(sessions.all()[0]?.run?.window).toEqual({
		...{multiplexer: 'fake', address: 'memory', session: 'maestro'},
		...{windowId: window?.id, paneId: window?.paneId, key: window?.key},
	});
});

test('a pair of another mode, or of another task, has a run of its own', async () => {
	const {dispatcher, order, fake} = await open();

	await dispatcher.dispatch(order);
	await dispatcher.dispatch({...order, mode: interactive});
	await dispatcher.dispatch({...order, task: task({id: 'T-2'})});

	expect(await fake.listWindows()).toHaveLength(3);
});

test('a run that has ended is started anew in its window, as another session', async () => {
	const {dispatcher, order, fake, sessions} = await open();
	const first = await dispatcher.dispatch(order);
	const [window] = await fake.listWindows();
	fake.end(window?.key ?? '', {exitCode: 3});

	const second = await dispatcher.dispatch(order);

	expect(second.isReused).toBe(false);
	expect(sessions.get(first.session.id)).toMatchObject({status: 'failed', run: {exitCode: 3}});
	expect(second.session.id).not.toBe(first.session.id);
	expect(await fake.listWindows()).toMatchObject([{id: window?.id, life: {state: 'running'}}]);
});

test('a window that could not be opened leaves nothing behind', async () => {
	const multiplexer: Multiplexer = {
		...createFakeMultiplexer(),
		openWindow: async () => {
			throw new MaestroError('multiplexer-failed', 'tmux did not answer in time');
		},
	};
	const {dispatcher, order, sessions, runFolders, bells, events} = await open({multiplexer});

	await expect(dispatcher.dispatch(order)).rejects.toMatchObject({code: 'multiplexer-failed'});

	expect(sessions.all()).toEqual([]);
	expect(await runFolders()).toEqual([]);
	expect([...bells.hung]).toEqual([]);
	expect(events.at(-1)?.event).toBe('session:deleted');
});

test('what failed once can be dispatched again', async () => {
	const fake = createFakeMultiplexer();
	let isDown = true;
	const multiplexer: Multiplexer = {
		...fake,
		openWindow: async window => {
			if (isDown) {
				throw new MaestroError('multiplexer-failed', 'tmux did not answer in time');
			}

			return fake.openWindow(window);
		},
	};
	const {dispatcher, order} = await open({multiplexer});
	await expect(dispatcher.dispatch(order)).rejects.toThrow();
	isDown = false;

	expect((await dispatcher.dispatch(order)).isReused).toBe(false);
});

test('a run whose window another server opened is told with its session, and none is made', async () => {
	const {dispatcher, order, fake, sessions} = await open();
	const {session: owner} = await dispatcher.dispatch(order);
	const known = sessions.get(owner.id);
	// As by a server that had no other record of it than the window.
	await sessions.change(owner.id, ({run: _, ...before}) => before);

	const {session: told, isReused} = await dispatcher.dispatch(order);

	expect({id: told.id, isReused}).toEqual({id: known.id, isReused: true});
	expect(sessions.all()).toHaveLength(1);
	expect(await fake.listWindows()).toHaveLength(1);
});

test('a window that holds the run of a session nobody knows is named, with what to do', async () => {
	const {dispatcher, order, sessions, runFolders, fake} = await open();
	const {session: owner} = await dispatcher.dispatch(order);
	await sessions.remove(owner.id);

	await expect(dispatcher.dispatch(order)).rejects.toMatchObject({
		code: 'already-there',
		message: expect.stringMatching(/T-1-none \(@1\).*close it/),
	});

	expect(sessions.all()).toEqual([]);
	expect(await runFolders()).toHaveLength(1);
	expect(await fake.listWindows()).toHaveLength(1);
});

test('nothing is started without the agent, the multiplexer, or the folder', async () => {
	const missing = await open({isAgentMissing: true});
	await expect(missing.dispatcher.dispatch(missing.order)).rejects.toMatchObject({code: 'agent-missing'});
	const moved = {...missing.order, directory: '/nowhere/at/all'};
	await expect(missing.dispatcher.dispatch(moved)).rejects.toMatchObject({code: 'bad-directory'});

	expect(missing.sessions.all()).toEqual([]);
	expect(await missing.runFolders()).toEqual([]);
});

test('the secret and the prompt are in files for the owner alone, and in no argument or variable', async () => {
	const {dispatcher, order, fake, paths, secrets, sessions} = await open();
	const told = task({title: 'A very private title', description: 'and $(more) of it\n'});

	const {session: started} = await dispatcher.dispatch({...order, task: told, mode: interactive});

	const [window] = await fake.listWindows();
	const wanted = fake.wanted(window?.key ?? '');
	const secret = secrets.forSession(started.id);
	const everything = JSON.stringify(wanted);
	expect(everything).not.toContain(secret);
	expect(everything).not.toContain('and $(more) of it');
	const folder = path.join(paths.runs, sessions.get(started.id).run?.id ?? '');
	expect(wanted?.command.slice(0, 3)).toEqual([path.join(paths.programs, 'maestro-launch'), folder, '/usr/bin/claude']);
	expect(await readFile(path.join(folder, 'token'), 'utf8')).toBe(`${secret}\n`);
	expect(await readFile(path.join(folder, 'prompt'), 'utf8')).toBe(
		'Work on task T-1: A very private title\n\nand $(more) of it',
	);
	for (const file of await readdir(folder)) {
		expect([file, ((await stat(path.join(folder, file))).mode & 0o777).toString(8)]).toEqual([file, '600']);
	}
	expect(((await stat(folder)).mode & 0o777).toString(8)).toBe('700');
});

test('a session is told who it is, and nothing of the session that dispatched it', async () => {
	const {dispatcher, order, fake, paths} = await open();

	const {session: started} = await dispatcher.dispatch(order);

	const [window] = await fake.listWindows();
	expect(fake.wanted(window?.key ?? '')).toMatchObject({
		directory: '/tmp',
		environment: {
			...{MAESTRO_HOME: paths.home, MAESTRO_SERVER_URL: 'http://127.0.0.1:4567', MAESTRO_SESSION_ID: started.id},
			...{MAESTRO_PROJECT_ID: 'p-1', MAESTRO_TASK_IDS: 'T-1'},
		},
		without: expect.arrayContaining(['CLAUDECODE', 'CLAUDE_CODE_SESSION_ID']),
		meta: {taskId: 'T-1', mode: 'none', sessionId: started.id},
	});
});

test('a prompt that is too long for an argument goes to a file, and one that names it is given', async () => {
	const {dispatcher, order, paths, sessions} = await open();
	// A character of three bytes: what is limited is bytes.
	const description = '語'.repeat(45_000);

	const {session: started} = await dispatcher.dispatch({...order, task: task({description}), mode: interactive});

	const folder = path.join(paths.runs, sessions.get(started.id).run?.id ?? '');
	const file = path.join(folder, 'prompt.md');
	expect(await readFile(path.join(folder, 'prompt'), 'utf8')).toBe(
		`What you are to do is in the file ${file}. Read all of it first.`,
	);
	expect(await readFile(file, 'utf8')).toContain(description);
});

test('a bare agent is given no prompt', async () => {
	const {dispatcher, order, paths, sessions} = await open();

	const {session: started} = await dispatcher.dispatch(order);

	expect((await readdir(path.join(paths.runs, sessions.get(started.id).run?.id ?? ''))).sort()).toEqual([
		...['environment', 'settings.json', 'token'],
	]);
});

test('a run that is stopped keeps who asked for it, and says so in its timeline', async () => {
	const {dispatcher, order, sessions} = await open();
	const {session: started} = await dispatcher.dispatch(order);

	const {isStopped} = await dispatcher.stop('T-1', 'none', 's-boss');

	expect(isStopped).toBe(true);
	expect(sessions.get(started.id)).toMatchObject({status: 'stopped', run: {reason: 'stopped by s-boss', signal: 15}});
	expect(sessions.get(started.id).timeline.at(-1)).toMatchObject({
		...{type: 'session_stopped', message: 'stopped by s-boss'},
	});
});

test('a run that could not be stopped goes on, and ends later without a word of it', async () => {
	const fake = createFakeMultiplexer();
	const multiplexer: Multiplexer = {
		...fake,
		stop: async () => {
			throw new MaestroError('multiplexer-failed', 'tmux did not answer in time');
		},
	};
	const {dispatcher, order, sessions, watch} = await open({multiplexer});
	const {session: started} = await dispatcher.dispatch(order);

	await expect(dispatcher.stop('T-1', 'none', 'operator')).rejects.toMatchObject({code: 'multiplexer-failed'});

	expect(sessions.get(started.id).run?.reason).toBeUndefined();
	expect(sessions.get(started.id).timeline.map(({type}) => type)).not.toContain('session_stopped');
	const [window] = await fake.listWindows();
	fake.end(window?.key ?? '', {exitCode: 1});
	await watch.look();
	expect(sessions.get(started.id).status).toBe('failed');
});

test('a run whose window is gone when it is to be stopped is lost, and was not stopped by anyone', async () => {
	const {dispatcher, order, sessions, fake} = await open();
	const {session: started} = await dispatcher.dispatch(order);
	const [window] = await fake.listWindows();
	await fake.closeWindow(window ?? newWindowAt());

	const {isStopped} = await dispatcher.stop('T-1', 'none', 'operator');

	expect(isStopped).toBe(false);
	expect(sessions.get(started.id)).toMatchObject({status: 'stopped', activity: {state: 'lost'}});
	expect(sessions.get(started.id).run?.reason).toBeUndefined();
});

const newWindowAt = () => ({id: '', paneId: '', key: newWindow({directory: '/'}).key});

test('the run that goes on is meant, not one of before', async () => {
	const run = {id: 'r', taskId: 'T-1', mode: 'none', agent: 'claude', isHeadless: false, startedAt: 5};
	const {dispatcher} = await open({
		sessions: [
			session({id: 's-new', status: 'failed', startedAt: 9, run}),
			session({id: 's-live', status: 'working', startedAt: 5, run}),
			session({id: 's-old', status: 'completed', startedAt: 1, run}),
		],
	});

	expect((await dispatcher.stop('T-1', 'none', 'operator')).session.id).toBe('s-live');
});

test('a preview says why it cannot run now, and starts nothing', async () => {
	const {dispatcher, order, sessions, fake} = await open({isAgentMissing: true});

	const preview = await dispatcher.preview(order);

	expect(preview).toEqual({
		...{directory: '/tmp', window: 'T-1-none', command: ['claude'], problem: 'Claude Code is not installed'},
	});
	expect(sessions.all()).toEqual([]);
	expect(await fake.listWindows()).toEqual([]);
});

test('a preview of a project whose folder is gone says so', async () => {
	const {dispatcher, order} = await open();

	const preview = await dispatcher.preview({...order, directory: '/nowhere/at/all'});

	expect(preview.problem).toMatch(/is gone: \/nowhere\/at\/all$/);
});

test('the variables of an agent come from a file, and reach it as they are', async () => {
	const folder = await temporaryFolder();
	const value = `it's "$HOME" \`id\` = \\ and a space `;
	await writeRunFolder(folder, {
		token: 'secret',
		environment: {OTHER: 'x=y', VALUE: value},
		files: {},
		prompt: undefined,
	});
	const launch = path.join(import.meta.dirname, '../../assets/maestro-launch');

	const {stdout} = await run(launch, [folder, 'printenv', 'VALUE', 'OTHER', 'MAESTRO_SESSION_TOKEN'], {
		timeoutMs: 5000,
	});

	expect(stdout).toBe(`${value}\nx=y\nsecret\n`);
});

test('a variable that no line can hold is refused', async () => {
	const folder = await temporaryFolder();

	await expect(
		writeRunFolder(folder, {token: 'secret', environment: {A: 'one\ntwo'}, files: {}, prompt: undefined}),
	).rejects.toThrow('newline');
});
