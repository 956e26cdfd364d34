import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {desktopProject, desktopSession, desktopTask} from '../helpers/desktop/builders.js';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

const programs = path.join(import.meta.dirname, '..', 'helpers', 'programs', 'desktop');
const key = 'sk-of-a-provider';

/** A desktop server with a project in the checkout, and an app at it in a terminal. */
const open = async (sessions: readonly ReturnType<typeof desktopSession>[] = []) => {
	const world = await createWorld();
	const server = await startDesktopServer(
		{
			projects: [desktopProject({workingDir: world.checkout, name: 'Shop'})],
			tasks: [desktopTask()],
			sessions,
		},
		{path: `${programs}:${path.dirname(process.execPath)}:/usr/bin:/bin`, keys: {ANTHROPIC_API_KEY: key}},
	);
	const app = async (...words: readonly string[]) =>
		openTerminal(world, {columns: 120, rows: 30, words, environment: {MAESTRO_SERVER_URL: server.url()}});
	return {world, server, app};
};

/** Everything that could be read by whoever looks at processes or into files of ours. */
const laidOpen = async (home: string): Promise<string> => {
	const lines = await Promise.all(
		(await readdir('/proc'))
			.filter(name => /^\d+$/.test(name))
			.map(async pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
	);
	const files = await Promise.all(
		(await readdir(home, {recursive: true, withFileTypes: true}))
			.filter(entry => entry.isFile())
			.map(async entry => readFile(path.join(entry.parentPath, entry.name), 'latin1').catch(() => '')),
	);
	return [...lines, ...files].join('\n');
};

whereInstalled('tmux')('at the server of Maestro desktop', () => {
	test('a task is made and dispatched, its agent runs in a window here, is prompted, and its end is told', async () => {
		const {world, server, app} = await open();
		const terminal = await app();
		await terminal.shows('Maestro desktop');

		await terminal.press(']');
		await terminal.shows('Mend the door');
		await terminal.press('t');
		await terminal.shows('New task');
		await terminal.type('Hang it');
		await terminal.press('Enter');
		await terminal.shows(/›.*Hang it/);
		await terminal.press('n');
		await terminal.shows('coordinator');
		await terminal.press('Enter');
		await terminal.shows('maestro worker init');
		await terminal.press('Enter');

		await terminal.shows('worker at work');
		const session = [...server.world.sessions.values()].find(({name}) => name === 'Hang it');
		expect(session).toMatchObject({status: 'spawning'});
		await server.agent(session?.id ?? '').starts();
		await terminal.shows(/working\s+Hang it/);
		expect(await laidOpen(world.home)).not.toContain(key);

		await server.agent(session?.id ?? '').needsInput('Which colour?');
		await terminal.shows('1 needs you');
		await terminal.shows('Which colour?');

		const panes = (await world.tmux('list-panes', '-a', '-F', '#{pane_id} #{window_name}')).split('\n');
		const [pane = ''] = panes.find(line => line.includes('Hang'))?.split(' ') ?? [];
		await world.tmux('send-keys', '-t', pane, 'exit 0', 'Enter');
		await eventually(() => expect(server.world.session(session?.id ?? '')).toMatchObject({status: 'stopped'}));
		await terminal.shows(/stopped\s+Hang it/);
	});

	test('two apps open one window, and the one that stays takes the role', async () => {
		const {world, server, app} = await open();
		const [one, other] = [await app(), await app()];
		await one.shows('Maestro desktop');
		await other.shows('Maestro desktop');

		const spawn = {projectId: 'proj_1', taskIds: ['task_1'], sessionName: 'First'};
		await server.ask({method: 'POST', path: '/api/sessions/spawn', body: spawn});
		await one.shows('worker at work');
		await other.shows('worker at work');
		expect((await world.tmux('list-windows', '-a')).split('\n').filter(Boolean).length).toBeLessThanOrEqual(2);

		await one.press('q');
		await eventually(async () => expect(await one.hasEnded()).toBe(true));
		await server.ask({method: 'POST', path: '/api/sessions/spawn', body: {...spawn, sessionName: 'Second'}});
		await eventually(async () => expect((await world.tmux('list-windows', '-a')).match(/Second/g)).toHaveLength(1));
	});

	test('whoever observes sees a spawn and opens nothing', async () => {
		const {world, server, app} = await open();
		const terminal = await app('--observe');
		await terminal.shows('Maestro desktop');

		await server.ask({
			method: 'POST',
			path: '/api/sessions/spawn',
			body: {projectId: 'proj_1', taskIds: ['task_1'], sessionName: 'Not mine'},
		});

		await terminal.shows(/starting\s+Not mine/);
		await expect(world.tmux('list-windows', '-a')).rejects.toThrow('No such file');
	});

	test('the command line speaks with it as with ours', async () => {
		const {world, server} = await open([desktopSession({status: 'working'})]);
		const ask = async (...words: readonly string[]) =>
			world.tryMaestro(words, {environment: {...world.environment, MAESTRO_SERVER_URL: server.url()}});

		expect((await ask('task', 'add', 'Oil it', '--project', 'Shop')).exitCode).toBe(0);
		expect((await ask('task', 'list')).stdout).toContain('Oil it');
		expect((await ask('session', 'list')).stdout).toContain('Mend the door');
		expect((await ask('session', 'send', '--to', 'sess_1', '--message', 'How far?')).exitCode).toBe(0);
		expect(server.world.prompts).toMatchObject([{content: 'How far?', toSessionId: 'sess_1'}]);
		expect(await ask('logs', 'worker', 'task_1')).toMatchObject({
			exitCode: 3,
			stderr: expect.stringContaining('maestro attach worker task_1'),
		});
	});
});
