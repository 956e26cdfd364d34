import {expect, test} from 'vitest';
import {extent} from '../helpers/extent.js';
import {buildKeeper} from '../helpers/headless.js';
import {manyRuns, signals} from '../helpers/many-runs.js';
import {whereInstalled} from '../helpers/require.js';
import {runKillLoop} from '../helpers/run-kill-loop.js';

const keeper = buildKeeper();

const count = extent(300, 1000);
const tasks = extent(5, 30);

test(`of ${count} short runs, eight at a time, with every exit code and every signal, each is known for what it was`, async () => {
	const all = [...Array.from({length: 256}, (_, code) => code), ...signals.map(signal => -signal)];
	const ends = Array.from({length: count}, (_, number) => all[number % all.length] ?? 0);
	expect(new Set(ends).size).toBe(256 + signals.length);

	await manyRuns({keeper, ends});
}, 600_000);

whereInstalled('tmux')('while a task is dispatched', () => {
	test(`server, multiplexer and asker are killed, at ${2 * tasks} moments of chance: each pair has one run, which is known`, async () => {
		expect(await runKillLoop({tasks, random: Math.random})).toBeGreaterThan(0);
	}, 900_000);
});
