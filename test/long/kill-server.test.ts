import {test} from 'vitest';
import {killLoop} from '../helpers/kill-loop.js';
import {whereInstalled} from '../helpers/require.js';

whereInstalled('tmux')('the server is killed', () => {
	test('of 1,000 messages sent while it is killed twenty times none is missing, and none comes twice', async () => {
		await killLoop({messages: 1000, kills: 20});
	}, 600_000);
});
