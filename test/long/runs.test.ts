import {expect, test} from 'vitest';
import {buildKeeper} from '../helpers/headless.js';
import {manyRuns, signals} from '../helpers/many-runs.js';
import {whereInstalled} from '../helpers/require.js';
import {runKillLoop} from '../helpers/run-kill-loop.js';

const keeper = buildKeeper();

test('of 1,000 short runs, eight at a time, with every exit code and every signal, each is known for what it was', async () => {
	const all = [...Array.from({length: 256}, (_, code) => code), ...signals.map(signal => -signal)];
	const ends = Array.from({length: 1000}, (_, number) => all[number % all.length] ?? 0);
	expect(new Set(ends).size).toBe(256 + signals.length);

	await manyRuns({keeper, ends});
}, 600_000);

whereInstalled('tmux')('while a task is dispatched', () => {
	test('server, multiplexer and asker are killed, at 60 moments of chance: each pair has one run, which is known', async () => {
		expect(await runKillLoop({tasks: 30, random: Math.random})).toBeGreaterThan(0);
	}, 900_000);
});
