import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {createPicture} from '../lib/picture.mjs';
import {cpuOf, residentBytes} from '../lib/processes.mjs';
import {count, mebibytes, row, skipped} from '../lib/table.mjs';
import {bytesOf, findTerminals, openTerminal} from '../lib/terminal.mjs';
import {createWorld, root} from '../lib/world.mjs';

const large = {columns: 200, rows: 60};
const app = [process.execPath, path.join(root, 'bin', 'maestro-tui.js')];

const shareRow = (title, usedMs, ms, budget = {}) => {
	if (usedMs === undefined) {
		return skipped(`${title}: not measured, as it takes /proc to see so little.`);
	}

	const percent = (usedMs / ms) * 100;
	return row({title, value: `${percent.toFixed(3)} %`, compared: percent, ...budget});
};

/** Bytes that came because a minute began, when ages on the screen change, and bytes that came without a reason. */
const divide = chunks => {
	const isOfMinute = ({at}) => (performance.timeOrigin + at) % 60_000 < 1000;
	return {ofMinute: bytesOf(chunks.filter(isOfMinute)), others: bytesOf(chunks.filter(chunk => !isOfMinute(chunk)))};
};

const openApp = async ({world, picture, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return undefined;
	}

	const {environment, directory} = world;
	const terminal = await openTerminal({through, command: app, environment, directory, ...large, atEnd});
	await terminal.shows('session 0');
	// An app that nobody has used yet holds half as much memory.
	await picture.apply(bytesOf(await terminal.settle(300)));
	for (let number = 0; number < 40; number++) {
		const {bytes} = await terminal.press(number % 2 === 0 ? 'j' : 'k', 80);
		await picture.apply(bytes);
	}

	return terminal;
};

const appRows = async ({terminal, picture, usedMs, ms, chunks}) => {
	const {ofMinute, others} = divide(chunks);
	const {cells} = await picture.apply(ofMinute);
	const memory = (await residentBytes(terminal.pid)) / 2 ** 20;
	const bytes = (others.length * 60_000) / ms;
	return [
		row({
			title: ms < 60_000 ? 'app, bytes in 10 s × 6' : 'app, bytes in a minute',
			value: count(bytes),
			compared: bytes,
			atMost: 0,
			due: 'due with the screen',
		}),
		...(cells === 0
			? []
			: [
					row({
						title: 'app, bytes as a minute begins',
						value: count(ofMinute.length),
						floor: `${cells} cells`,
						ratio: ofMinute.length / cells,
						atMost: 1.5,
						due: 'due with the screen',
					}),
				]),
		shareRow('app, of a core', usedMs, ms),
		row({title: 'app, memory', value: mebibytes(memory), compared: memory, atMost: 130}),
	];
};

const measure = async ({isQuick, atEnd}) => {
	const world = await createWorld({atEnd});
	await world.populate(100);
	await world.start();
	const server = world.serverPid();
	const picture = createPicture(large);
	const terminal = await openApp({world, picture, atEnd});
	// What was started a moment ago is not idle yet.
	await pause(isQuick ? 1000 : 3000);
	await picture.apply(bytesOf((await terminal?.settle(500)) ?? []));

	const ms = isQuick ? 10_000 : 60_000;
	const usedBy = async pid => (pid === undefined ? undefined : cpuOf(pid));
	const before = {server: await usedBy(server), app: await usedBy(terminal?.pid)};
	await pause(ms);
	const after = {server: await usedBy(server), app: await usedBy(terminal?.pid)};
	const used = name => (after[name] === undefined ? undefined : after[name] - before[name]);
	const memory = (await residentBytes(server)) / 2 ** 20;

	return [
		...(terminal === undefined
			? [skipped('The app was not measured: it takes script (util-linux) or python3 to give it a terminal.')]
			: await appRows({terminal, picture, usedMs: used('app'), ms, chunks: await terminal.settle(1)})),
		shareRow('server, of a core', used('server'), ms, {atMost: 0.1}),
		row({title: 'server, memory', value: mebibytes(memory), compared: memory, atMost: 90}),
	];
};

/** What is used when nothing happens: a server with 100 sessions, and an app on a 200 × 60 screen that watches it. */
export const idleGroup = {name: 'idle', title: 'Idle, 100 sessions', measure};
