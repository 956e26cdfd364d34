import {kill} from 'node:process';
import {expect, test} from 'vitest';
import {desktopProject, desktopTask} from '../helpers/desktop/builders.js';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {eventually} from '../helpers/eventually.js';
import {diaries, diaryFile, programs} from '../helpers/hosting.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

whereInstalled('tmux')('in a real terminal', () => {
	test('of two apps at a desktop server one opens its windows, and the other one once that was killed', async () => {
		const world = await createWorld();
		const diary = await diaryFile();
		const server = await startDesktopServer(
			{projects: [desktopProject({workingDir: world.checkout})], tasks: [desktopTask()]},
			{path: `${programs}:${process.env.PATH}`, keys: {DIARY: diary, ANTHROPIC_API_KEY: 'secret-of-the-server'}},
		);
		const spawn = async (sessionName: string) =>
			server.ask({
				method: 'POST',
				path: '/api/sessions/spawn',
				body: {projectId: 'proj_1', taskIds: ['task_1'], sessionName},
			});
		const words = ['--server', server.url()];
		const first = await openTerminal(world, {words, columns: 100});
		await first.shows('[Sessions]');
		const second = await openTerminal(world, {words, columns: 100});
		await second.shows('stands by');

		await spawn('Carpenter');
		await first.shows('Carpenter');
		await eventually(async () => expect(await diaries(diary)).toHaveLength(1));
		await first.press('Enter');
		await first.shows(/\[maestro.*Carpenter/);
		await first.shows('worker at work');
		await first.press('C-b', 'd');
		await first.shows('[Sessions]');

		kill(await first.pid(), 'SIGKILL');
		await second.hides('stands by');
		await spawn('Painter');
		await eventually(async () => expect(await diaries(diary)).toHaveLength(2));

		const [note = ''] = await diaries(diary);
		expect(note).toContain(`folder ${world.checkout}\n`);
		expect(note).toContain('words worker init\n');
		expect(note).not.toContain('MAESTRO_SESSION_TOKEN');
		expect(server.watchers()).toBe(1);
	});
});
