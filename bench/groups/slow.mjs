import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {openApp} from '../lib/app.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {count, milliseconds, row, skipped} from '../lib/table.mjs';
import {bytesOf, findTerminals, openTerminal} from '../lib/terminal.mjs';
import {createWorld, root} from '../lib/world.mjs';

const program = path.join(root, 'test', 'helpers', 'programs', 'slow-line');
const size = {columns: 80, rows: 24};
// How fast a key repeats while it is held.
const repeatMs = 33;

/** The milliseconds from `began` until the picture shows the bar on a row: what is shown is asked, and not what was sent. */
const untilMarked = async ({terminal, picture}, name, began) => {
	const end = performance.now() + 30_000;
	while (performance.now() < end) {
		let shownAt;
		for (const {at, bytes} of terminal.take()) {
			await picture.apply(bytes);
			const isShown = picture.lines().some(text => text.startsWith('›') && text.includes(name));
			shownAt ??= isShown ? at : undefined;
		}

		if (shownAt !== undefined) {
			return shownAt - began;
		}

		await pause(2);
	}

	throw new Error(`The bar did not come to ${name}: ${picture.lines().join('\n')}`);
};

/** What was under way at most on a line since the last time it was asked, by the line itself. */
const createUnderWay = log => {
	let read = 0;
	return async () => {
		const lines = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
		const latest = lines.slice(read);
		read = lines.length;
		return Math.max(0, ...latest.map(Number));
	};
};

const quiet = async ({terminal, picture}) => picture.apply(bytesOf(await terminal.settle(1000)));

/** One key after the other, each when all of the one before is shown. */
const measureKeys = async (app, turns) => {
	const times = [];
	for (let turn = 0; turn < turns; turn += 1) {
		const began = performance.now();
		app.terminal.write(turn % 2 === 0 ? 'j' : 'k');
		times.push(await untilMarked(app, turn % 2 === 0 ? 'session 002' : 'session 001', began));
		await quiet(app);
	}

	return times;
};

/** A key that is held from the first row on: the milliseconds from when it is let go until its last row is marked. */
const measureHeld = async (app, repeats) => {
	for (let repeat = 0; repeat < repeats; repeat += 1) {
		app.terminal.write('j');
		await pause(repeatMs);
	}

	const took = await untilMarked(app, `session ${String(repeats + 1).padStart(3, '0')}`, performance.now());
	await quiet(app);
	app.terminal.write('\u001B[H');
	await untilMarked(app, 'session 001', performance.now());
	await quiet(app);
	return took;
};

const measure = async ({isQuick, rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const world = await createWorld({atEnd});
	await world.populate(400);
	await world.start();
	const {environment, directory} = world;
	const lineWith = log => [program, '960', '300', path.join(world.folder, log)];
	const echo = await openTerminal({
		...{through, environment, directory, atEnd, ...size},
		command: [...lineWith('of-echo'), 'cat'],
	});
	await echo.settle(700);
	const floors = [];
	for (let turn = 0; turn < rounds(8); turn += 1) {
		floors.push((await echo.press('x')).latency);
	}

	await echo.close();
	const app = await openApp({through, world, size, before: lineWith('of-app'), atEnd});
	const underWay = createUnderWay(path.join(world.folder, 'of-app'));
	await quiet(app);
	const start = await underWay();
	const times = await measureKeys(app, rounds(24));
	const oneKey = await underWay();
	const held = [];
	for (const seconds of isQuick ? [3] : [3, 10]) {
		const took = await measureHeld(app, Math.round((seconds * 1000) / repeatMs));
		held.push({seconds, took, bytes: await underWay()});
	}

	const line = (title, value, floor) =>
		row({title, value: milliseconds(value), floor: milliseconds(floor), ratio: value / floor});
	return [
		line('key until its row is marked, p50', median(times), median(floors)),
		line('key until its row is marked, p95', quantile(times, 0.95), quantile(floors, 0.95)),
		row({title: 'bytes under way at most: at the start', value: count(start)}),
		row({title: 'bytes under way at most: a key', value: count(oneKey)}),
		...held.flatMap(({seconds, took, bytes}) => [
			line(`a key held for ${seconds} s: let go until its row is marked`, took, median(times)),
			row({title: `a key held for ${seconds} s: bytes under way at most`, value: count(bytes)}),
		]),
	];
};

/** The app at the far end of a line of 9,600 bit/s that takes 300 ms each way, next to the echo of a key there. */
export const slowGroup = {name: 'slow', title: 'On a line of 9,600 bit/s and 300 ms, 80 × 24', measure};
