import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

whereInstalled('tmux')('in a real terminal', () => {
	test('a screen that was killed is come back to where it was', async () => {
		const world = await createWorld();
		await world.begin();
		await world.addTask('Mend the door');
		await world.addTask('Oil the hinge');
		const file = path.join(world.home, 'screen', 'place.json');

		const one = await openTerminal(world);
		await one.shows('[Sessions]');
		await one.press(']');
		await one.shows('Oil the hinge');
		await one.press('/');
		await one.type('hinge');
		await one.press('Enter');
		await one.hides('Mend the door');
		await one.press('Enter');
		await one.shows('› Details');
		await eventually(async () => expect(JSON.parse(await readFile(file, 'utf8')).stack).toEqual(['tasks', 'details']));
		process.kill(await one.pid(), 'SIGKILL');
		expect((await stat(file)).mode & 0o777).toBe(0o600);

		const other = await openTerminal(world);
		await other.shows('› Details');
		expect(await other.shows('Oil the hinge')).toContain('[Tasks]');
		await other.press('Escape');
		expect(await other.shows('filter: hinge')).not.toContain('Mend the door');
	});

	test('a screen that only observes, or is read-only, starts no server and says so', async () => {
		const world = await createWorld();

		for (const word of ['--observe', '--read-only']) {
			const terminal = await openTerminal(world, {words: [word], columns: 160});
			const shown = await terminal.shows('maestro server start');
			expect(shown).toContain('No server runs');
			expect(shown).toContain(word === '--observe' ? 'observing' : 'read-only');
		}

		await expect(stat(path.join(world.home, 'data', 'server-url'))).rejects.toThrow('ENOENT');
	});

	test('a screen that is read-only shows everything and sends nothing', async () => {
		const world = await createWorld();
		await world.begin();
		const id = await world.addTask('Mend the door');

		const terminal = await openTerminal(world, {words: ['--read-only'], columns: 120});
		await terminal.shows('connected');
		await terminal.press(']');
		await terminal.shows('Mend the door');
		await terminal.press('c');
		await terminal.shows('start maestro-tui without --read-only to act');
		await terminal.press('t');

		expect(await world.get<{readonly status: string}>(`/api/tasks/${id}`)).toMatchObject({status: 'todo'});
	});
});
