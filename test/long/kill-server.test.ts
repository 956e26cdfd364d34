import {test} from 'vitest';
import {extent} from '../helpers/extent.js';
import {killLoop} from '../helpers/kill-loop.js';
import {whereInstalled} from '../helpers/require.js';

const [messages, kills] = [extent(200, 1000), extent(5, 20)];

whereInstalled('tmux')('the server is killed', () => {
	test(`of ${messages} messages sent while it is killed ${kills} times none is missing, and none comes twice`, async () => {
		await killLoop({messages, kills});
	}, 600_000);
});
