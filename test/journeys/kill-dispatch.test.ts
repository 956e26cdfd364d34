import {expect, test} from 'vitest';
import {whereInstalled} from '../helpers/require.js';
import {runKillLoop} from '../helpers/run-kill-loop.js';

whereInstalled('tmux')('while a task is dispatched', () => {
	test('server, multiplexer and asker are killed: each pair has one run, which is known', async () => {
		expect(await runKillLoop({tasks: 3, random: Math.random})).toBeGreaterThan(0);
	}, 150_000);
});
