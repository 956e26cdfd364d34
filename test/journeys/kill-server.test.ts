import {test} from 'vitest';
import {killLoop} from '../helpers/kill-loop.js';
import {whereInstalled} from '../helpers/require.js';

whereInstalled('tmux')('the server is killed', () => {
	test('of 40 messages sent while it is killed twice none is missing, and none comes twice', async () => {
		await killLoop({messages: 40, kills: 2});
	}, 60_000);
});
