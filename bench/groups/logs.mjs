import {execFile} from 'node:child_process';
import {once} from 'node:events';
import {watch} from 'node:fs';
import {appendFile, mkdir, open, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';
import {WebSocket} from 'ws';
import {residentBytes} from '../lib/processes.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {mebibytes, milliseconds, row} from '../lib/table.mjs';
import {createWorld, door} from '../lib/world.mjs';

const run = promisify(execFile);
const megabyte = 1024 * 1024;

const took = async work => {
	const began = performance.now();
	await work();
	return performance.now() - began;
};

/** A run that has ended, as its keeper leaves it. */
const layRun = async (world, id, bytes) => {
	const folder = path.join(world.home, 'data', 'runs', id);
	const now = Date.now();
	const command = {sessionId: 'sess_bench', taskId: 'T-1', mode: 'code-review', agent: 'sleeper', startedAt: now};
	await mkdir(folder, {recursive: true});
	await writeFile(path.join(folder, 'command.json'), JSON.stringify(command));
	await writeFile(path.join(folder, 'end.json'), JSON.stringify({endedAt: now, exitCode: 0}));
	const file = path.join(folder, 'output');
	const handle = await open(file, 'w');
	const piece = Buffer.alloc(megabyte, `${'it was printed by somebody '.repeat(3)}\n`);
	for (let written = 0; written < bytes; written += piece.length) {
		await handle.write(piece);
	}

	await handle.close();
	return file;
};

const openLog = (world, query) =>
	new WebSocket(`${world.url().replace('http', 'ws')}/logs/code-review/T-1${query}`, {
		headers: {authorization: `Bearer ${world.secret()}`},
		perMessageDeflate: false,
	});

const readLog = async (world, id, bytes) => {
	const socket = openLog(world, `?run=${id}`);
	let received = 0;
	socket.on('message', data => {
		received += data.length;
	});
	await once(socket, 'close');
	if (received !== bytes) {
		throw new Error(`Of ${bytes} bytes ${received} came`);
	}
};

const throughputRows = async ({world, rounds}) => {
	const bytes = 200 * megabyte;
	const file = await layRun(world, 'run_bench', bytes);
	const pid = world.serverPid();
	const measured = {socket: [], program: [], floor: []};
	const memory = [await residentBytes(pid)];
	for (let round = 0; round < rounds(8); round++) {
		measured.floor.push(await took(async () => run('sh', ['-c', 'cat "$1" | cat >/dev/null', 'sh', file])));
		measured.socket.push(await took(async () => readLog(world, 'run_bench', bytes)));
		memory.push(await residentBytes(pid));
		const words = ['-c', '"$@" >/dev/null', 'sh', process.execPath, door, 'logs', 'code-review', 'T-1', '--raw'];
		const options = {env: {...world.environment, MAESTRO_SERVER_URL: world.url()}};
		measured.program.push(await took(async () => run('sh', [...words, '--run', 'run_bench'], options)));
	}

	const floor = median(measured.floor);
	const rowOf = (title, times) =>
		row({
			title,
			value: milliseconds(median(times)),
			tail: milliseconds(quantile(times, 0.95)),
			floor: milliseconds(floor),
			ratio: median(times) / floor,
		});
	return [
		rowOf('200 MB over the WebSocket', measured.socket),
		rowOf('200 MB by maestro logs --raw', measured.program),
		row({
			title: 'server, more memory for it',
			value: mebibytes((Math.max(...memory) - memory[0]) / megabyte),
		}),
	];
};

/** From a line that is written to the moment somebody has it. The writes are far apart: each is the first for a while. */
const latencies = async (file, heard, times) => {
	const all = [];
	for (let round = 0; round < times; round++) {
		await pause(60);
		const began = performance.now();
		const news = heard();
		await appendFile(file, 'a line that somebody waits for\n');
		await news;
		all.push(performance.now() - began);
	}

	return all;
};

/** The smallest thing that does it: `fs.watch`, and a read of what came. */
const watchBarely = async (file, atEnd) => {
	await writeFile(file, '');
	const handle = await open(file, 'r');
	const watcher = watch(file);
	atEnd(async () => {
		watcher.close();
		await handle.close();
	});
	const bytes = Buffer.alloc(64 * 1024);
	let at = 0;
	return async () => {
		for (;;) {
			await once(watcher, 'change');
			const {bytesRead} = await handle.read(bytes, 0, bytes.length, at);
			at += bytesRead;
			if (bytesRead > 0) {
				return;
			}
		}
	};
};

const latencyRow = async ({world, atEnd, rounds}) => {
	const {id: projectId} = await world.ask('POST', '/api/projects', {name: 'bench', workingDir: world.directory});
	const {id: task} = await world.ask('POST', '/api/tasks', {projectId, title: 'Wait'});
	const {session} = await world.ask('POST', `/dispatch/code-review/${task}`, {agent: 'sleeper'});
	atEnd(async () => world.ask('POST', `/stop/code-review/${task}`));
	const {run: begun} = await world.ask('GET', `/api/sessions/${session}`);
	const output = path.join(world.home, 'data', 'runs', begun.id, 'output');

	const socket = openLog(world, `?run=${begun.id}`);
	atEnd(() => socket.terminate());
	await once(socket, 'open');
	const barely = path.join(world.folder, 'barely');
	const floorHeard = await watchBarely(barely, atEnd);
	// In turns, so that both have the same moments of the machine.
	const [all, floor] = [[], []];
	for (let round = 0; round < rounds(40); round++) {
		floor.push(...(await latencies(barely, floorHeard, 5)));
		all.push(...(await latencies(output, async () => once(socket, 'message'), 5)));
	}

	const rowOf = (title, part) =>
		row({
			title,
			value: milliseconds(quantile(all, part)),
			floor: milliseconds(quantile(floor, part)),
			ratio: quantile(all, part) / quantile(floor, part),
		});
	return [rowOf('line written → with a viewer, p50', 0.5), rowOf('line written → with a viewer, p99', 0.99)];
};

const measure = async ({atEnd, rounds}) => {
	const world = await createWorld({atEnd});
	const sleeper = {command: ['sh'], headless: ['sh', '-c', 'sleep 600', '{prompt}']};
	await writeFile(path.join(world.home, 'settings.json'), JSON.stringify({agents: {sleeper}}));
	await world.start();
	return [...(await throughputRows({world, rounds})), ...(await latencyRow({world, atEnd, rounds}))];
};

/** What it costs to follow a log: beside `cat file | cat`, and beside a bare `fs.watch` and a read. */
export const logsGroup = {name: 'logs', title: 'Logs', measure};
