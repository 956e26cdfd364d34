import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

const root = path.join(import.meta.dirname, '..', '..');

whereInstalled('python3')('on a line of 9,600 bit/s that takes 300 ms', () => {
	test('no key is lost, little is under way, and the newest picture is whole', async () => {
		const world = await createWorld();
		await world.maestro('server', 'start');
		const log = path.join(world.folder, 'under-way');
		const line = [path.join(root, 'test', 'helpers', 'programs', 'slow-line'), '960', '300', log];
		const terminal = await openTerminal(world, {
			command: [...line, process.execPath, path.join(root, 'bin', 'maestro-tui.js')],
		});
		await terminal.shows('● maestro-tui');
		await terminal.press('?');
		await terminal.shows('› Keys');
		await terminal.shows(/q Close/);
		await terminal.press('C-d');
		await terminal.hides(/^› a /m);
		const before = (await readFile(log, 'utf8')).length;

		for (let time = 0; time < 24; time += 1) {
			await terminal.press(time % 2 === 0 ? 'C-u' : 'C-d');
			// As fast as a person is: what comes faster is taken for a paste, and does nothing.
			await pause(100);
		}

		await terminal.press('C-u');

		await terminal.shows(/^› a /m);
		await terminal.press('/');
		await terminal.hides('/ Filter');
		await terminal.type('whatever is typed, arrives');

		await terminal.shows('whatever is typed, arrives');
		const underWay = (await readFile(log, 'utf8')).slice(before).trim().split('\n').map(Number);
		expect(Math.max(...underWay)).toBeLessThan(2500);
		await terminal.press('Enter');
		const shown = await terminal.shows(/\/ Filter .*i Inbox/);
		await terminal.press('C-l');
		await eventually(async () => expect(await terminal.screen()).not.toBe(shown));
		await eventually(async () => expect(await terminal.screen()).toBe(shown));
	}, 60_000);
});
