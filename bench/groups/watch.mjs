import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {buildSource} from '../lib/build-source.mjs';
import {cpuOf} from '../lib/processes.mjs';
import {median} from '../lib/statistics.mjs';
import {milliseconds, row, skipped} from '../lib/table.mjs';

const execute = promisify(execFile);

/** The driver itself, without anything around it. */
const buildDriver = async folder => {
	const file = await buildSource(
		folder,
		'driver',
		`
			export {createTmux} from './source/tmux/tmux.js';
			export {run} from './source/system/run.js';
			export {talk} from './source/system/talk.js';
		`,
	);
	return import(pathToFileURL(file).href);
};

const createServer = async ({folder, panes, atEnd}) => {
	const environment = {...process.env, TMUX_TMPDIR: folder, TMUX: undefined, TMUX_PANE: undefined};
	const socket = path.join(folder, `${panes}`);
	const tmux = async (...words) =>
		(await execute('tmux', ['-u', '-f', '/dev/null', '-S', socket, ...words], {env: environment})).stdout.trim();
	await tmux('new-session', '-d', '-s', 'maestro', '-n', 'home', 'sleep 3600');
	atEnd(async () => tmux('kill-server'));
	const open = async number => {
		const name = `w${number}`;
		await tmux(
			...['new-window', '-d', '-t', '=maestro:', '-n', name, 'exec sleep 3600', ';'],
			...['set-option', '-p', '-t', `=maestro:${name}`, '@maestro_key', `key_${1e6 + number}`],
		);
	};
	for (let number = 1; number < panes; number++) {
		await open(number);
	}

	return {environment, socket, tmux, open, pid: Number(await tmux('display-message', '-p', '#{pid}'))};
};

/** Milliseconds of CPU in a second that these processes and we use meanwhile. */
const measureCpu = async (pids, ms) => {
	const sum = async () => (await Promise.all([process.pid, ...pids].map(cpuOf))).reduce((all, one) => all + one, 0);
	const before = await sum();
	await pause(ms);
	return ((await sum()) - before) / (ms / 1000);
};

const measureAsked = async ({server: {pid}, multiplexer, ms}) => {
	const ending = new AbortController();
	const asking = (async () => {
		while (!ending.signal.aborted) {
			await multiplexer.listWindows();
			await pause(1000, undefined, {signal: ending.signal}).catch(() => {});
		}
	})();
	await pause(200);
	const used = await measureCpu([pid], ms);
	ending.abort();
	await asking;
	return used;
};

const measureTold = async ({server: {tmux, pid, open}, multiplexer, ms, rounds}) => {
	const ending = new AbortController();
	let onChange = () => {};
	const watching = multiplexer.watch(() => onChange(), {everyMs: 1000, signal: ending.signal});
	const client = async () => Number(await tmux('list-clients', '-F', '#{client_pid}'));
	while ((await client()) === 0) {
		await pause(20);
	}

	const control = await client();
	// Until tmux has told once how all of them are.
	await pause(1500);
	const used = await measureCpu([pid, control], ms);
	const latencies = [];
	for (let round = 0; round < rounds; round++) {
		// What was told of the one before is over.
		await pause(1200);
		const began = performance.now();
		const told = new Promise(resolve => {
			onChange = () => resolve(performance.now() - began);
		});
		await open(10_000 + round);
		latencies.push(await told);
		onChange = () => {};
	}

	ending.abort();
	await watching;
	return {used, latencies};
};

const measure = async ({isQuick, rounds, atEnd}) => {
	const hasTmux = await execute('tmux', ['-V']).then(
		() => true,
		() => false,
	);
	if (!hasTmux || (await cpuOf(process.pid)) === undefined) {
		return [skipped('Not measured: it takes tmux, and /proc to see so little.')];
	}

	const folder = await mkdtemp(path.join(os.tmpdir(), 'maestro-bench-'));
	atEnd(async () => rm(folder, {recursive: true, force: true}));
	const {createTmux, run, talk} = await buildDriver(folder);
	const ms = isQuick ? 4000 : 10_000;
	const rows = [];
	for (const panes of [10, 100, 300]) {
		const server = await createServer({folder, panes, atEnd});
		const {environment, socket} = server;
		const multiplexer = createTmux({run, talk, session: 'maestro', socket, environment});
		const asked = await measureAsked({server, multiplexer, ms});
		const {used, latencies} = await measureTold({server, multiplexer, ms, rounds: panes === 100 ? rounds(12) : 0});
		rows.push(
			row({
				title: `watching ${panes} panes, of a core`,
				value: `${(used / 10).toFixed(3)} %`,
				floor: `${(asked / 10).toFixed(3)} %`,
				ratio: used / asked,
				atMost: 0.12,
			}),
			...(latencies.length === 0
				? []
				: [row({title: 'a window opens, until told', value: milliseconds(median(latencies))})]),
		);
	}

	return rows;
};

/** Watching the windows of a tmux, next to asking it once in a second. */
export const watchGroup = {name: 'watch', title: 'Watching tmux', measure};
