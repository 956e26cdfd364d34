import {expect, test} from 'vitest';
import {whereInstalled} from '../helpers/require.js';
import {runKillLoop} from '../helpers/run-kill-loop.js';

whereInstalled('tmux')('the server is killed while it dispatches', () => {
	test('at four moments: each pair has one run, which is known', async () => {
		expect(await runKillLoop({tasks: 2, random: Math.random})).toBeGreaterThan(0);
	}, 150_000);
});
