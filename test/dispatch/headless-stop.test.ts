import {spawnSync} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {buildKeeper, type HeadlessWorld, headlessWorld, isRunning} from '../helpers/headless.js';

const keeper = buildKeeper();

const shell = (script: string): readonly [string, ...string[]] => ['/bin/sh', '-c', script];
const ended = (how: object) => ({state: 'ended', endedAt: expect.any(Number), ...how});

/** The number that a run wrote into a file of its folder. */
const numberIn = async ({folder}: HeadlessWorld, name: string): Promise<number> =>
	eventually(async () => {
		const number = Number.parseInt(await readFile(path.join(folder, name), 'utf8'), 10);
		return number > 1 ? number : Promise.reject(new Error(`${name} is not written yet`));
	});

test('a run that is asked to end and does so says how', async () => {
	const {headless, start, end, output} = await headlessWorld({keeper});
	const run = await start(shell('trap "echo bye; exit 4" TERM; echo ready; while :; do sleep 0.05; done'));
	await eventually(async () => expect(await output(run)).toBe('ready\n'));

	expect(await headless.stop(run, {graceMs: 5000})).toBe(true);

	expect(await headless.look(run)).toEqual(ended({exitCode: 4}));
	expect(await output(run)).toMatch(/^ready\n(.*\n)*bye\n$/);
	expect(await end(run)).toEqual(ended({exitCode: 4}));
});

test('one that takes no notice is killed after its time, and all of its group with it', async () => {
	const world = await headlessWorld({keeper});
	const run = await world.start(shell('trap "" TERM; sleep 60 & echo $! >child; while :; do sleep 0.05; done'));
	const child = await numberIn(world, 'child');

	expect(await world.headless.stop(run, {graceMs: 200})).toBe(true);

	expect(await world.headless.look(run)).toEqual(ended({signal: 9}));
	expect(await isRunning(child)).toBe(false);
});

test('one whose first process ends at once and leaves another that does not is ended as a whole', async () => {
	const world = await headlessWorld({keeper});
	const run = await world.start(shell('(trap "" TERM; while :; do sleep 0.05; done) & echo $! >child; wait'));
	const child = await numberIn(world, 'child');

	expect(await world.headless.stop(run, {graceMs: 200})).toBe(true);

	expect(await world.headless.look(run)).toEqual(ended({signal: 15}));
	expect(await isRunning(child)).toBe(false);
});

test('there is nothing to stop where a run has ended, or where there never was one', async () => {
	const {headless, start, end, newFolder} = await headlessWorld({keeper});
	const run = await start(shell('exit 0'));
	await end(run);

	expect(await headless.stop(run, {graceMs: 100})).toBe(false);
	expect(await headless.stop(await newFolder(), {graceMs: 100})).toBe(false);
});

test.runIf(process.platform === 'linux')('what went into a session of its own is ended too, and named', async () => {
	const world = await headlessWorld({keeper});
	const run = await world.start(shell('setsid sh -c "echo \\$\\$ >stray; exec sleep 60" & sleep 60'));
	const stray = await numberIn(world, 'stray');

	await world.headless.stop(run, {graceMs: 1000});

	expect(await isRunning(stray)).toBe(false);
	expect(world.reported).toEqual([expect.stringMatching(`sleep \\(process ${stray}\\) of run_.* had left its group`)]);
});

test.runIf(process.platform === 'linux')('so it is when a limit ends the run', async () => {
	const world = await headlessWorld({keeper});
	const run = await world.start(shell('setsid sh -c "echo \\$\\$ >stray; exec sleep 60" & sleep 60'), {
		limits: {minutes: 0.5 / 60, outputBytes: 0},
	});
	const stray = await numberIn(world, 'stray');

	expect(await world.end(run)).toEqual(ended({signal: 15, limit: 'minutes'}));
	expect(await isRunning(stray)).toBe(false);
});

const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

test.runIf(hasScript)('what holds a terminal is left alone: a person may be at it', async () => {
	const world = await headlessWorld({keeper});
	const inTerminal = 'echo $$ >inside; exec sleep 60';
	const holder = `echo $$ >holder; exec script -qc '${inTerminal}' /dev/null`;
	const run = await world.start([...shell('setsid sh -c "$HOLDER" </dev/null >/dev/null & sleep 60')], {
		environment: {HOLDER: holder},
	});
	const [holding, inside] = [await numberIn(world, 'holder'), await numberIn(world, 'inside')];
	onTestFinished(() => {
		process.kill(holding, 'SIGKILL');
		process.kill(inside, 'SIGKILL');
	});

	await world.headless.stop(run, {graceMs: 1000});

	expect([await isRunning(holding), await isRunning(inside)]).toEqual([true, true]);
	expect(world.reported).toEqual([]);
});

test('a run is never mistaken for a process that has its number by now', async () => {
	const {headless, start, end, keeperOf, processOf} = await headlessWorld({keeper});
	const run = await start(shell('sleep 60'));
	const [keeping, started] = [keeperOf(run), processOf(run)];
	process.kill(keeping, 'SIGKILL');
	process.kill(-started, 'SIGKILL');

	expect(await end(run)).toEqual({state: 'lost'});
	expect(await headless.stop(run, {graceMs: 100})).toBe(false);
});
