import {expect, test} from 'vitest';
import {createBadge} from '../../source/tmux/badge.js';
import {throughTmux} from '../../source/tmux/passthrough.js';
import {privateTmux} from '../helpers/private-tmux.js';
import {whereInstalled} from '../helpers/require.js';

whereInstalled('tmux')('the badge in tmux', () => {
	test('a status line shows the count, until it is cleared', async () => {
		const {run, socket, tmux} = await privateTmux();
		await tmux('new-session', '-d', '-s', 'desk');
		const badge = createBadge({run, socket});
		const shown = async () => tmux('display-message', '-p', '-t', '=desk:', '[#{@maestro_needs}]');

		await badge.show(3);
		expect(await shown()).toBe('[3]');
		await badge.show(0);
		expect(await shown()).toBe('[0]');
		await badge.clear();

		expect(await shown()).toBe('[]');
	});

	test('a server that is gone is named', async () => {
		const {run, socket} = await privateTmux();
		await expect(createBadge({run, socket}).show(1)).rejects.toThrow(socket);
	});
});

test('each escape of what goes through tmux is doubled', () => {
	expect(throughTmux('\u001B]9;x\u001B\\')).toBe('\u001BPtmux;\u001B\u001B]9;x\u001B\u001B\\\u001B\\');
});
