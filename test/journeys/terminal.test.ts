import {expect, test} from 'vitest';
import type {Message} from '../../source/domain/message.js';
import type {Session} from '../../source/domain/session.js';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld, type World} from '../helpers/world.js';

/** A running agent that has nothing to do, in a world that has a server, a project and a task. */
const withAgent = async (world: World, description = '') => {
	await world.begin();
	const id = await world.addTask('Mend the door', {description});
	const {session} = await world.ask<{session: string}>('dispatch', description === '' ? 'none' : 'interactive', id);
	return {task: id, session};
};

whereInstalled('tmux')('in a real terminal', () => {
	test('first run: the server is started, the folder offered, a task made and dispatched; a second screen sees it all', async () => {
		const world = await createWorld();
		const small = await openTerminal(world, {columns: 80, rows: 24});
		await small.shows('checkout as a project');

		await small.press('a');
		await small.shows('Added');
		// Before the other one goes anywhere, as where it is last is where this one would begin.
		const large = await openTerminal(world, {columns: 200, rows: 50});
		await large.shows('No sessions yet');
		await small.press(']');
		await small.shows('[Tasks]');
		await small.press('t');
		await small.shows('New task');
		await small.type('Mend the door');
		await small.press('Enter');
		await small.shows('T-1');
		await small.press('n');
		await small.shows('[Tasks]');
		await small.shows('interactive');
		await small.press('Enter');
		await small.shows('T-1-interactive');
		await small.press('Enter');

		await small.shows(/idle\s+Mend the door/);
		await large.shows(/idle\s+Mend the door/);
		await large.shows('agent at the prompt');
		expect(await world.ask('project', 'list')).toMatchObject([{name: 'checkout', workingDir: world.checkout}]);
	});

	test('enter on a session hands the terminal to its window, and detaching comes back to the app', async () => {
		const world = await createWorld();
		await withAgent(world);
		const terminal = await openTerminal(world);
		await terminal.shows(/idle\s+Mend the door/);

		await terminal.press('Enter');
		await terminal.shows(/\[maestro.*T-1-none/);
		await terminal.press('C-b', 'd');

		await terminal.shows('[Sessions]');
		await terminal.shows(/idle\s+Mend the door/);
		expect(await world.typed()).toBe('');
	});

	test('inside the same tmux, enter switches to the window and the way back is said', async () => {
		const world = await createWorld();
		const {session} = await withAgent(world);
		const {run} = await world.get<Session>(`/api/sessions/${session}`);
		const app = `${process.execPath} ${process.cwd()}/bin/maestro-tui.js`;
		await world.tmux('new-session', '-d', '-s', 'desk', '-x', '80', '-y', '24', '-c', world.checkout, app);
		const terminal = await openTerminal(world, {command: ['tmux', '-u', 'attach-session', '-t', '=desk']});
		await terminal.shows(/idle\s+Mend the door/);

		await terminal.press('Enter');

		await terminal.shows(/\[maestro.*T-1-none/);
		expect(await world.tmux('list-clients', '-F', '#{client_session} #{pane_id}')).toContain(
			`maestro ${run?.window?.paneId}`,
		);
		await terminal.press('C-b', 'L');
		await terminal.shows('[Sessions]');
		await terminal.shows(/C-b/);
	});

	test('a message of several lines, typed and pasted, reaches the agent; its answer is counted, read and answered', async () => {
		const world = await createWorld();
		const {session} = await withAgent(world);
		const terminal = await openTerminal(world);
		await terminal.shows(/idle\s+Mend the door/);

		await terminal.press('m');
		await terminal.shows('› Message');
		await terminal.type('First line');
		await terminal.press('C-j');
		await terminal.paste(`do run maestro session send --to operator --message 'Which colour?'\nlast line`);
		await terminal.shows('last line');
		await terminal.press('Enter');

		await terminal.shows('1 unread');
		const [first] = await world.get<readonly Message[]>(`/api/sessions/${session}/messages?box=all`);
		expect(first?.message).toBe(
			`First line\ndo run maestro session send --to operator --message 'Which colour?'\nlast line`,
		);
		await terminal.press('i');
		await terminal.shows('Which colour?');
		await terminal.press('Enter');
		await terminal.shows('0 unread');
		await terminal.press('r');
		await terminal.shows('› Message');
		await terminal.type('Green');
		await terminal.press('Enter');

		await eventually(async () => expect(await world.told()).toContain('Green'));
		const messages = await world.get<readonly Message[]>(`/api/sessions/${session}/messages?box=all`);
		const question = messages.find(({message}) => message === 'Which colour?');
		expect(messages.find(({message}) => message === 'Green')?.metadata?.replyTo).toBe(question?.id);
	});

	test('a permission dialog is counted in the header, and w goes to it', async () => {
		const world = await createWorld();
		const {session} = await withAgent(world, 'do ask rm -r build');
		const terminal = await openTerminal(world);

		await terminal.shows('1 needs you');
		await terminal.shows('Bash: rm -r build');
		await terminal.press(']', 'w');
		await terminal.shows('[Sessions]');
		await terminal.shows('rm -r build');
		expect(await world.typed()).toBe('');
		expect((await world.get<Session>(`/api/sessions/${session}`)).needsInput?.active).toBe(true);
	});

	test('stopping at once wants the name typed, and then ends the agent', async () => {
		const world = await createWorld();
		const {session} = await withAgent(world);
		const terminal = await openTerminal(world);
		await terminal.shows(/idle\s+Mend the door/);

		await terminal.press('X');
		await terminal.shows('Type "Mend the door" to stop');
		expect((await world.get<Session>(`/api/sessions/${session}`)).status).toBe('idle');
		await terminal.type('Mend the door');
		await terminal.press('Enter');

		await terminal.shows(/stopped\s+Mend the door/);
	});

	test('while the server is dead the last picture stays, and the truth comes back with it', async () => {
		const world = await createWorld();
		await withAgent(world);
		const terminal = await openTerminal(world);
		await terminal.shows(/idle\s+Mend the door/);

		process.kill(await world.serverPid(), 'SIGKILL');
		await terminal.shows(/lost|starting/i);
		expect(await terminal.screen()).toContain('Mend the door');

		await terminal.press('R');
		await terminal.shows('● maestro-tui');
		await terminal.shows(/idle\s+Mend the door/);
	});

	test('the app that is killed leaves agents and server alone, and shows the truth when it is back', async () => {
		const world = await createWorld();
		const {session} = await withAgent(world);
		const terminal = await openTerminal(world);
		await terminal.shows(/idle\s+Mend the door/);

		process.kill(await terminal.pid(), 'SIGKILL');
		process.kill(await world.serverPid(), 'SIGKILL');

		const again = await openTerminal(world);
		await again.shows(/idle\s+Mend the door/);
		const [agent] = await world.diary();
		expect(() => process.kill(agent?.pid ?? 0, 0)).not.toThrow();
		expect((await world.ask<readonly Session[]>('session', 'list')).map(({id}) => id)).toEqual([session]);
	});

	for (const [how, leave] of [
		['q', async ({press}: Awaited<ReturnType<typeof openTerminal>>) => press('q')],
		['ctrl+c twice', async ({press}) => press('C-c', 'C-c')],
		['SIGTERM', async ({pid}) => process.kill(await pid(), 'SIGTERM')],
		['SIGHUP', async ({pid}) => process.kill(await pid(), 'SIGHUP')],
	] as ReadonlyArray<readonly [string, (terminal: Awaited<ReturnType<typeof openTerminal>>) => unknown]>) {
		test(`leaving by ${how} gives the terminal back as it was`, async () => {
			const world = await createWorld();
			await world.maestro('server', 'start');
			const app = `${process.execPath} ${process.cwd()}/bin/maestro-tui.js`;
			// The shell is replaced by the app's own process only after it ended, so its pid is the app's.
			const terminal = await openTerminal(world, {
				command: ['sh', '-c', `echo before; ${app}; echo "after $?"; stty -a; exec cat`],
			});
			await terminal.shows('[Sessions]');

			const children = await eventually(async () => {
				const {stdout} = await (await import('../../source/system/run.js')).run('pgrep', [
					'-P',
					String(await terminal.pid()),
				]);
				expect(stdout.trim()).toMatch(/^\d+$/);
				return Number(stdout);
			});
			await leave({...terminal, pid: async () => children});

			const shown = await terminal.shows(/after \d+[\s\S]* icanon[\s\S]*[^-]echo /);
			expect(shown).toContain('before');
			expect(shown).not.toContain('[Sessions]');
		});
	}
});
