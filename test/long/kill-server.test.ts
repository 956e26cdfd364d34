import {test} from 'vitest';
import {killLoop} from '../helpers/kill-loop.js';
import {whereInstalled} from '../helpers/require.js';

whereInstalled('tmux')('the server is killed', () => {
	test('of 200 messages sent while it is killed ten times none is missing, and none comes twice', async () => {
		await killLoop({messages: 200, kills: 10});
	}, 300_000);
});
