import {setTimeout as pause} from 'node:timers/promises';
import {openApp} from '../lib/app.mjs';
import {changesByKeys} from '../lib/changes.mjs';
import {cpuOf, residentBytes, wakesOf} from '../lib/processes.mjs';
import {count, mebibytes, row, skipped} from '../lib/table.mjs';
import {bytesOf, findTerminals} from '../lib/terminal.mjs';
import {createWorld} from '../lib/world.mjs';

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

/** An app that nobody has used yet holds half as much memory. */
const openUsedApp = async ({through, world, atEnd}) => {
	const app = await openApp({through, world, atEnd});
	const keys = Array.from({length: 40}, (_, index) => (index % 2 === 0 ? 'j' : 'k'));
	await changesByKeys(app, keys, 80);
	return app;
};

const appRows = async ({terminal, picture, usedMs, wakes, ms, chunks}) => {
	const {ofMinute, others} = divide(chunks);
	const {cells, runs} = await picture.apply(ofMinute);
	const memory = (await residentBytes(terminal.pid)) / 2 ** 20;
	const bytes = (others.length * 60_000) / ms;
	return [
		row({
			title: ms < 60_000 ? 'app, bytes in 10 s × 6' : 'app, bytes in a minute',
			value: count(bytes),
			compared: bytes,
			atMost: 0,
		}),
		...(cells === 0
			? []
			: [
					row({
						title: 'app, bytes as a minute begins',
						value: count(ofMinute.length),
						floor: `${cells} cells in ${runs}`,
						ratio: ofMinute.length / runs,
						atMost: 12,
					}),
				]),
		...(wakes === undefined
			? []
			: [row({title: 'app, woken so often in a minute', value: count((wakes * 60_000) / ms)})]),
		shareRow('app, of a core', usedMs, ms),
		row({title: 'app, memory', value: mebibytes(memory), compared: memory, atMost: 130}),
	];
};

const measure = async ({isQuick, atEnd}) => {
	const world = await createWorld({atEnd});
	await world.populate(100);
	await world.start();
	const server = world.serverPid();
	const through = await findTerminals();
	const app = through === undefined ? undefined : await openUsedApp({through, world, atEnd});
	const pid = app?.terminal.pid;
	// What was started a moment ago is not idle yet.
	await pause(isQuick ? 1000 : 3000);
	await app?.picture.apply(bytesOf(await app.terminal.settle(500)));

	const ms = isQuick ? 10_000 : 60_000;
	const look = async () => ({
		server: await cpuOf(server),
		app: pid === undefined ? undefined : await cpuOf(pid),
		wakes: pid === undefined ? undefined : await wakesOf(pid),
	});
	const before = await look();
	await pause(ms);
	const after = await look();
	const used = name => (after[name] === undefined ? undefined : after[name] - before[name]);
	const memory = (await residentBytes(server)) / 2 ** 20;

	return [
		...(app === undefined
			? [skipped('The app was not measured: it takes script (util-linux) or python3 to give it a terminal.')]
			: await appRows({...app, usedMs: used('app'), wakes: used('wakes'), ms, chunks: app.terminal.take()})),
		shareRow('server, of a core', used('server'), ms, {atMost: 0.1}),
		row({title: 'server, memory', value: mebibytes(memory), compared: memory, atMost: 90}),
	];
};

/** What is used when nothing happens: a server with 100 sessions, and an app on a 200 × 60 screen that watches it. */
export const idleGroup = {name: 'idle', title: 'Idle, 100 sessions', measure};
