import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal, type Terminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

const withTasks = async (...titles: readonly string[]) => {
	const world = await createWorld();
	await world.begin();
	for (const title of titles) {
		await world.addTask(title);
	}

	return world;
};

const clickOn = async ({screen, send}: Terminal, text: string): Promise<void> => {
	const lines = (await screen()).split('\n');
	const row = lines.findIndex(line => line.includes(text));
	const place = `${(lines[row] ?? '').indexOf(text) + 1};${row + 1}`;
	await send(`\u001B[<0;${place}M\u001B[<0;${place}m`);
};

whereInstalled('tmux')('what a real terminal says by itself', () => {
	test('clicks select and open, and the terminal has its mouse back afterwards', async () => {
		const world = await withTasks('Mend the door', 'Paint the wall', 'Sweep the floor');
		const terminal = await openTerminal(world, {
			command: ['sh', '-c', `${process.execPath} ${process.cwd()}/bin/maestro-tui.js; echo over; exec cat`],
		});
		await terminal.shows('[Sessions]');
		await eventually(async () => expect(await terminal.ask('#{mouse_standard_flag} #{mouse_sgr_flag}')).toBe('1 1'));

		await clickOn(terminal, 'Tasks');
		await terminal.shows('Sweep the floor');
		await clickOn(terminal, 'Paint the wall');
		await terminal.shows(/› T-2 +Paint the wall/);
		await clickOn(terminal, 'n Dispatch');
		await terminal.shows('interactive');
		await terminal.press('Escape');
		await terminal.hides('T-2: Paint the wall');
		await terminal.press('q');

		await terminal.shows('over');
		expect(await terminal.ask('#{mouse_standard_flag} #{mouse_sgr_flag}')).toBe('0 0');
	});

	test('the colours follow the answer about the background, though it comes late and in pieces', async () => {
		const world = await withTasks('Mend the door');
		const terminal = await openTerminal(world, {environment: {TERM: 'tmux-256color', LANG: 'C.UTF-8'}});
		await terminal.shows('[Sessions]');

		await terminal.send('\u001B]11;rgb:ffff/ff');
		await terminal.send('ff/ffff\u001B');
		await terminal.send('\\');

		await eventually(async () => expect(await terminal.coloured()).toContain('38;5;25m'));
		expect(await terminal.screen()).not.toMatch(/rgb|ffff/);
	});

	test('a bell is heard when something comes to need somebody, and none for what did before', async () => {
		const world = await withTasks();
		const first = await world.addTask('Mend the door', {description: 'do ask rm -r build'});
		await world.ask('dispatch', 'interactive', first);
		const before = await openTerminal(world);
		await before.shows('1 needs you');
		expect(await before.ask('#{window_bell_flag}')).toBe('0');

		const second = await world.addTask('Paint the wall', {description: 'do ask rm -r paint'});
		await world.ask('dispatch', 'interactive', second);

		await before.shows('2 need you');
		await eventually(async () => expect(await before.ask('#{window_bell_flag}')).toBe('1'));
	});

	test('on a terminal without UTF-8 or colours there are neither', async () => {
		const world = await withTasks('Mend the door');
		const terminal = await openTerminal(world, {environment: {NO_COLOR: '1', LC_ALL: 'C'}});
		await terminal.shows('* maestro-tui');
		await terminal.press(']');
		await terminal.shows(/> T-1 +Mend the door +o todo/);

		expect(await terminal.coloured()).not.toMatch(/\u001B\[[\d;]*(?:3[0-8]|9[0-7])m/);
		expect(await terminal.screen()).toMatch(/^[\u0000-\u007F]*$/);
	});

	test('read aloud it is told in words, on the screen that was there', async () => {
		const world = await withTasks('Mend the door');
		const terminal = await openTerminal(world, {words: ['--screen-reader']});
		await terminal.shows(/^maestro-tui, 0 working/m);
		expect(await terminal.ask('#{alternate_on}')).toBe('0');

		await terminal.press(']');

		await terminal.shows(/^selected, T-1, Mend the door, todo/m);
	});
});
