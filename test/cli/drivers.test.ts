import path from 'node:path';
import {expect, test} from 'vitest';
import {createMultiplexers} from '../../source/cli/drivers.js';
import {newWindow} from '../helpers/new-window.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';
import {temporaryFolder} from '../helpers/temporary.js';

/** Only tmux is on this PATH, if anything. */
const choiceOf = async (more: Readonly<Record<string, string | undefined>> = {}, set?: string) => {
	const folder = await temporaryFolder();
	const environment = {
		...{HOME: folder, MAESTRO_HOME: path.join(folder, 'home'), PATH: folder, ZELLIJ: undefined},
		...{ZELLIJ_SESSION_NAME: undefined, TMUX: undefined, TMUX_PANE: undefined, TMUX_TMPDIR: folder},
		...more,
	};
	return createMultiplexers({session: 'maestro', set, environment});
};

test('where no multiplexer is installed, that is said of each, and that headless modes work', async () => {
	const multiplexers = await choiceOf();

	await expect(multiplexers.choose()).rejects.toMatchObject({
		code: 'multiplexer-missing',
		message: expect.stringMatching(
			/can be used: tmux, zellij; choose a headless mode.*tmux 3\.2 or newer is needed.*zellij 0\.44/,
		),
	});
});

for (const name of ['tmux', 'zellij']) {
	test(`${name} is refused in its own words where it was asked for and is missing`, async () => {
		const multiplexers = await choiceOf({}, name);

		await expect(multiplexers.choose()).rejects.toMatchObject({
			code: 'multiplexer-missing',
			message: expect.stringMatching(new RegExp(`^${name} `)),
		});
	});
}

test('a multiplexer that there is no driver for is refused with the names of those that there are', async () => {
	await expect((await choiceOf({}, 'screen')).choose()).rejects.toMatchObject({
		code: 'malformed',
		message: 'Expected a multiplexer of these: tmux, zellij; got "screen"',
	});
});

whereInstalled('tmux')('the multiplexer of a terminal', () => {
	test('in tmux it is that tmux, on its own socket', async () => {
		const {tmux, socket} = await privateTmux();
		await tmux('new-session', '-d', 'sleep 600');
		const pid = await tmux('display-message', '-p', '#{pid}');
		const multiplexers = await choiceOf({PATH: process.env.PATH, TMUX: `${socket},${pid},0`, TMUX_PANE: '%0'});

		const multiplexer = await multiplexers.choose();

		expect(multiplexer.name).toBe('tmux');
		expect((await multiplexer.find()).address).toBe(socket);
	});

	test('a window is reached by its place, in the multiplexer that was chosen for it', async () => {
		const {folder, tmux, socket} = await privateTmux();
		await tmux('new-session', '-d', 'sleep 600');
		const multiplexers = await choiceOf({PATH: process.env.PATH, TMUX_TMPDIR: folder}, 'tmux');
		const multiplexer = await multiplexers.choose();
		await multiplexer.openWindow(newWindow({directory: folder}));

		const there = multiplexers.at({multiplexer: 'tmux', address: socket, session: 'maestro'});

		expect(there).toBe(multiplexer);
		expect(await there?.listWindows()).toHaveLength(1);
	});
});
