import {spawn} from 'node:child_process';
import {existsSync, statSync, watch} from 'node:fs';
import {mkdir, mkdtemp, readFile, readlink, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {createLauncher} from '../lib/launcher.mjs';
import {cpuOf, residentBytes} from '../lib/processes.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {mebibytes, milliseconds, row} from '../lib/table.mjs';
import {root} from '../lib/world.mjs';

const keeper = path.join(root, 'dist', 'run.cjs');
// As the server starts it (source/dispatch/headless-runs.ts).
const flags = ['--v8-pool-size=0', '--max-semi-space-size=1'];

/** Resolves with the time at which something was seen to be so in a folder. */
const untilSeen = async (file, check) =>
	new Promise(resolve => {
		const look = () => {
			if (check()) {
				watcher.close();
				resolve(performance.now());
			}
		};
		const watcher = watch(file, look);
		look();
	});

const measure = async ({rounds, isQuick, atEnd}) => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'maestro-bench-'));
	atEnd(async () => rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 100}));
	const environment = {PATH: process.env.PATH, HOME: folder};

	/** A folder as the server makes it, and a keeper that is started in it. */
	const start = async (name, command) => {
		const run = path.join(folder, name);
		await mkdir(run);
		const limits = {minutes: 0, outputBytes: 0};
		const what = {runId: name, command, directory: folder, environment: {}, without: [], limits, startedAt: Date.now()};
		await writeFile(path.join(run, 'command.json'), JSON.stringify(what));
		await writeFile(path.join(run, 'end.draft'), ' '.repeat(512));
		const child = spawn(process.execPath, [...flags, keeper, run], {
			...{detached: true, cwd: '/', env: environment, stdio: 'ignore'},
		});
		child.unref();
		return {run, pid: child.pid};
	};

	const floor = createLauncher({command: [process.execPath, '-e', '0'], environment, directory: folder, atEnd});
	const times = {first: [], ended: [], floor: []};
	for (let round = 0; round < rounds(20); round++) {
		const output = run => path.join(run, 'output');
		const began = performance.now();
		const {run} = await start(`short-${round}`, ['/bin/echo', 'first']);
		const first = untilSeen(run, () => existsSync(output(run)) && statSync(output(run)).size > 0);
		const ended = untilSeen(path.join(run, 'end.draft'), () => existsSync(path.join(run, 'end.json')));
		times.first.push((await first) - began);
		times.ended.push((await ended) - began);
		times.floor.push(await floor());
	}

	const {run, pid} = await start('long', ['/bin/sleep', '600']);
	await untilSeen(run, () => existsSync(path.join(run, 'output')));
	await pause(isQuick ? 500 : 2000);
	const started = Number.parseInt(await readlink(path.join(run, 'process')), 10);
	atEnd(async () => {
		process.kill(pid, 'SIGKILL');
		process.kill(-started, 'SIGKILL');
	});
	const before = await cpuOf(pid);
	const ms = isQuick ? 3000 : 10_000;
	await pause(ms);
	const used = before === undefined ? undefined : (await cpuOf(pid)) - before;
	const alone = await privateBytes(pid);

	const ratioRow = (title, values) =>
		row({
			title,
			value: milliseconds(median(values)),
			tail: milliseconds(quantile(values, 0.95)),
			floor: milliseconds(median(times.floor)),
			ratio: median(values) / median(times.floor),
		});
	return [
		ratioRow('headless start to its first byte', times.first),
		ratioRow('headless start to its end seen', times.ended),
		row({title: 'keeper of a silent run, memory', value: mebibytes((await residentBytes(pid)) / 2 ** 20)}),
		...(alone === undefined ? [] : [row({title: 'of that not shared', value: mebibytes(alone / 2 ** 20)})]),
		...(used === undefined
			? []
			: [row({title: 'keeper of a silent run, of a core', value: `${((used / ms) * 100).toFixed(3)} %`})]),
	];
};

/** Bytes that would be free without this process: what it shares with other Nodes is there once. */
const privateBytes = async pid => {
	try {
		const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
		return [...text.matchAll(/^Private_\w+:\s+(\d+)/gm)].reduce(
			(sum, [, kilobytes]) => sum + Number(kilobytes) * 1024,
			0,
		);
	} catch {
		return undefined;
	}
};

/** Runs without a window, each next to `node -e 0`: what keeps one is a Node of its own. */
export const runsGroup = {name: 'runs', title: 'Headless runs', measure};
