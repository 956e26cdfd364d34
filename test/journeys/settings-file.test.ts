import {mkdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

whereInstalled('tmux')('in a real terminal', () => {
	test('settings are kept in the usual place, counted in every screen that is open, and may be edited by hand', async () => {
		const world = await createWorld();
		const file = path.join(world.folder, '.config', 'maestro-tui-nodejs', 'config.json');
		const read = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
		await world.begin();
		const [one, other] = [await openTerminal(world), await openTerminal(world, {words: ['--theme', 'light']})];
		for (const terminal of [one, other]) {
			await terminal.shows('[Sessions]');
			await terminal.press(',');
		}

		await one.shows(/› Theme +auto +default/);
		await other.shows(/› Theme +light +from --theme, for now/);
		await one.press('Down', 'Right');
		await one.shows(/› Glyphs +unicode +changed from auto/);
		await other.shows(/Glyphs +unicode/);
		expect(await read()).toEqual({glyphs: 'unicode'});
		expect((await stat(file)).mode & 0o777).toBe(0o600);

		await other.press('Right');
		await other.shows(/› Theme +high-contrast +changed from auto/);
		expect(await read()).toEqual({glyphs: 'unicode', theme: 'high-contrast'});
		await writeFile(file, '{"theme": "dark", "glyphs": "emoji", "keys": {"screen.inbox": ["%"]}}');
		await one.shows('"glyphs" is "emoji"');
		await one.shows(/Theme +dark/);
		await one.press('%');
		await one.shows('[Inbox]');
	});

	test('what was set is there in the first frame of the next start, wherever XDG_CONFIG_HOME says', async () => {
		const world = await createWorld();
		const folder = path.join(world.folder, 'elsewhere', 'maestro-tui-nodejs');
		await mkdir(folder, {recursive: true});
		await writeFile(path.join(folder, 'config.json'), '{"glyphs": "ascii", "keys": {"app.quit": ["Q"]}}');
		await world.begin();

		const terminal = await openTerminal(world, {
			columns: 160,
			environment: {XDG_CONFIG_HOME: path.join(world.folder, 'elsewhere')},
		});
		expect(await terminal.shows('connected')).not.toContain('●');
		await terminal.shows('Q Quit');

		await terminal.press(',');
		await terminal.shows(/> Theme +auto/);
	});
});
