import {chmod, mkdir, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {runFilesIn} from '../../source/system/run-files.js';
import {eventually} from '../helpers/eventually.js';
import {buildKeeper, headlessWorld, isRunning} from '../helpers/headless.js';
import {canMount, mountSmallDisk} from '../helpers/small-disk.js';

const keeper = buildKeeper();

type Command = readonly [string, ...string[]];
const node = (script: string): Command => [process.execPath, '-e', script];
const shell = (script: string): Command => ['/bin/sh', '-c', script];

const ended = (how: object) => ({state: 'ended', endedAt: expect.any(Number), ...how});
const none = {minutes: 0, outputBytes: 0};

test('a run ends with its exit code and its whole output, in the order in which it came', async () => {
	const {start, end, output} = await headlessWorld({keeper});

	const run = await start(shell('echo first; echo second >&2; exit 3'));

	expect(await end(run)).toEqual(ended({exitCode: 3}));
	expect(await output(run)).toBe('first\nsecond\n');
});

const codes = Array.from({length: 256}, (_, code) => code);

test('an exit code and a signal are told for what they are', async () => {
	const world = await headlessWorld({keeper});
	const signals = [1, 2, 3, 6, 9, 11, 13, 14, 15];
	// The codes at the edges, and those that a shell makes of signals; all of them have their turn in the long suite.
	const chosen = codes.filter(code => [0, 1, 2, 125, 126, 127, 128, 129, 130, 137, 143, 254, 255].includes(code));
	const wanted = [
		...chosen.map(code => ({command: shell(`exit ${code}`), how: {exitCode: code}})),
		...signals.map(signal => ({command: shell(`kill -${signal} $$`), how: {signal}})),
	];

	const found: unknown[] = [];
	for (let from = 0; from < wanted.length; from += 4) {
		const batch = wanted.slice(from, from + 4);
		found.push(...(await Promise.all(batch.map(async ({command}) => world.end(await world.start(command))))));
	}

	expect(found).toEqual(wanted.map(({how}) => ended(how)));
});

const refusals: ReadonlyArray<[title: string, make: (folder: string) => Promise<Command>, exitCode: number]> = [
	['a program that is missing', async () => ['no-such-program'], 127],
	[
		'a program without the execute bit',
		async folder => {
			const file = path.join(folder, 'plain');
			await writeFile(file, '#!/bin/sh\n');
			await chmod(file, 0o644);
			return [file];
		},
		126,
	],
	['a program that is a folder', async folder => [folder], 126],
];

for (const [title, make, exitCode] of refusals) {
	test(`${title} ends the run with ${exitCode}, and the output says so`, async () => {
		const {folder, start, end, output} = await headlessWorld({keeper});

		const run = await start(await make(folder));

		expect(await end(run)).toEqual(ended({exitCode}));
		expect(await output(run)).not.toBe('');
	});
}

test('a folder that is gone by then ends the run with 127, and the output names it', async () => {
	const {folder, start, end, output} = await headlessWorld({keeper});
	const directory = path.join(folder, 'gone');

	const run = await start(shell('echo never'), {directory});

	expect(await end(run)).toEqual(ended({exitCode: 127}));
	expect(await output(run)).toContain(directory);
});

test('arguments arrive as they are, however odd, and longer than the system takes they are refused in words', async () => {
	const {start, end, output} = await headlessWorld({keeper});
	const words = ['', ' ', '$(date)', '"\'\\', 'a\nb', '*', '-n', '日本 🚪', '%s'];

	const run = await start([...node('process.stdout.write(JSON.stringify(process.argv.slice(1)))'), '--', ...words]);
	const large = await start(['/bin/echo', 'x'.repeat(200_000)]);

	expect(await end(run)).toEqual(ended({exitCode: 0}));
	expect(JSON.parse(await output(run))).toEqual(words);
	expect(await end(large)).toEqual(ended({exitCode: 127}));
	expect(await output(large)).toContain('longer than the system takes');
});

test('a run has its folder, its variables and none of those that it must not have', async () => {
	const environment = {KEPT: 'yes', TAKEN: 'no', NODE_OPTIONS: '--no-warnings', NODE_EXTRA_CA_CERTS: '/nowhere'};
	const {folder, start, end, output} = await headlessWorld({keeper, environment});
	const directory = path.join(folder, 'work');
	await mkdir(directory);
	const script = 'const {KEPT, TAKEN, OWN, PWD, NODE_OPTIONS} = process.env; const names = Object.keys(process.env);';
	const printed =
		'{KEPT, TAKEN, OWN, PWD, NODE_OPTIONS, cwd: process.cwd(), ours: names.filter(n => /maestro_|KEPT_/.test(n))}';

	const run = await start(node(`${script} console.log(JSON.stringify(${printed}))`), {
		...{directory, environment: {OWN: 'own'}},
		without: ['TAKEN', 'NODE_EXTRA_CA_CERTS'],
	});

	expect(await end(run)).toEqual(ended({exitCode: 0}));
	expect(JSON.parse(await output(run))).toEqual({
		...{KEPT: 'yes', OWN: 'own', NODE_OPTIONS: '--no-warnings', PWD: directory, cwd: directory, ours: []},
	});
});

test('10 MB at once arrive whole, and bytes that are no text stay what they are', async () => {
	const {start, end} = await headlessWorld({keeper});

	const large = await start(node('process.stdout.write("0123456789".repeat(1024 * 1024))'));
	const binary = await start(node('process.stdout.write(Buffer.from(Array.from({length: 256}, (_, byte) => byte)))'));

	expect(await end(large)).toEqual(ended({exitCode: 0}));
	const text = await readFile(runFilesIn(large).output, 'latin1');
	expect(text === '0123456789'.repeat(1024 * 1024)).toBe(true);
	expect(await end(binary)).toEqual(ended({exitCode: 0}));
	expect([...(await readFile(runFilesIn(binary).output))]).toEqual(codes);
});

test('what it leaves is for the owner alone, and its secret is in none of it', async () => {
	const {start, end, processOf} = await headlessWorld({keeper, environment: {MAESTRO_SESSION_TOKEN: 's-1.secret'}});

	const run = await start(shell('echo done'));
	await end(run);

	expect(processOf(run)).toBeGreaterThan(1);
	for (const name of await readdir(run)) {
		const file = path.join(run, name);
		if (!['claim', 'process'].includes(name)) {
			expect((await stat(file)).mode & 0o077).toBe(0);
			expect(await readFile(file, 'utf8')).not.toContain('secret');
		}
	}
});

test('marks tell how long the output was at what time, and come only when it grew', async () => {
	const {start, end} = await headlessWorld({keeper});
	const begin = Date.now();

	const run = await start(node('console.log("one"); setTimeout(() => console.log("two"), 1500)'));
	await end(run);

	const lines = (await readFile(runFilesIn(run).marks, 'utf8')).trimEnd().split('\n');
	const marks = lines.map(line => line.split(' ').map(Number) as [number, number]);
	expect(marks.map(([, bytes]) => bytes)).toEqual([4, 8]);
	const [first = 0, second = 0] = marks.map(([at]) => at);
	expect(first).toBeGreaterThanOrEqual(begin);
	expect(second - first).toBeGreaterThan(1000);
});

test('a clock that was set back makes no run end before it began', async () => {
	const {start, end} = await headlessWorld({keeper});
	const startedAt = Date.now() + 3_600_000;

	const run = await start(shell('exit 0'), {startedAt});

	expect(await end(run)).toEqual({state: 'ended', endedAt: startedAt, exitCode: 0});
});

test('a watcher is told of the end, and of none of what is printed before it', async () => {
	const {headless, start, end} = await headlessWorld({keeper});
	const run = await start(shell('for i in 1 2 3 4 5 6 7 8 9; do echo $i; sleep 0.02; done'));
	const stop = new AbortController();
	const seen: string[] = [];

	headless.watch(run, async () => seen.push((await headless.look(run)).state), stop.signal);

	await eventually(() => expect(seen).toContain('ended'));
	expect(seen.length).toBeLessThan(6);
	stop.abort();
	expect(await end(run)).toEqual(ended({exitCode: 0}));
});

test('a watcher that comes after the end is told of it as well', async () => {
	const {headless, start, end} = await headlessWorld({keeper});
	const run = await start(shell('exit 0'));
	await end(run);
	const stop = new AbortController();

	const told = new Promise<void>(resolve => headless.watch(run, resolve, stop.signal));

	await told;
	stop.abort();
});

test('a limit of minutes ends a run, and says so', async () => {
	const {start, end, processOf} = await headlessWorld({keeper});

	const run = await start(shell('sleep 60'), {limits: {...none, minutes: 0.5 / 60}});

	expect(await end(run)).toEqual(ended({signal: 15, limit: 'minutes'}));
	expect(await isRunning(processOf(run))).toBe(false);
});

test('a limit of bytes ends a run that prints on and on, soon, and keeps what it printed', async () => {
	const {start, end} = await headlessWorld({keeper});
	const outputBytes = 200_000;

	const run = await start(shell('while :; do echo 0123456789012345678901234567890123456789; done'), {
		limits: {...none, outputBytes},
	});

	expect(await end(run)).toEqual(ended({signal: 15, limit: 'outputBytes'}));
	const {size} = await stat(runFilesIn(run).output);
	expect(size).toBeGreaterThan(outputBytes);
});

test.runIf(canMount)('on a disk that is full by then a run still says how it ended', async () => {
	const {folder} = await mountSmallDisk(512);
	const {start, end} = await headlessWorld({keeper, folder});

	const run = await start(shell('dd if=/dev/zero bs=4096 2>/dev/null; exit 7'));

	expect(await end(run)).toEqual(ended({exitCode: 7}));
	expect((await stat(runFilesIn(run).output)).size).toBeGreaterThan(300_000);
});

test('a run whose folder was taken away is lost, and leaves nothing', async () => {
	const {start, end, keeperOf, processOf} = await headlessWorld({keeper});
	const run = await start(shell('sleep 0.3'));
	const [keeping, started] = [keeperOf(run), processOf(run)];

	await rm(run, {recursive: true});

	expect(await end(run)).toEqual({state: 'lost'});
	await eventually(async () => expect([await isRunning(keeping), await isRunning(started)]).toEqual([false, false]));
});
