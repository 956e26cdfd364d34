import path from 'node:path';
import {createLauncher} from '../lib/launcher.mjs';
import {createPicture} from '../lib/picture.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {count, milliseconds, row, skipped} from '../lib/table.mjs';
import {bytesOf, findTerminals, openTerminal} from '../lib/terminal.mjs';
import {createWorld, root} from '../lib/world.mjs';

const app = [process.execPath, path.join(root, 'bin', 'maestro-tui.js')];
const smallest = [process.execPath, path.join(root, 'bench', 'programs', 'smallest-ink.mjs')];
const large = {columns: 200, rows: 60};

/** From the start of the app to its first words, and to the first session on it. */
const measureFirstFrames = async ({open, world, rounds, atEnd}) => {
	const node = createLauncher({command: [process.execPath, '-e', '0'], environment: world.environment, atEnd});
	const times = {node: [], frame: [], picture: []};
	for (let round = 0; round < rounds(8) + 1; round++) {
		const floor = await node();
		const terminal = await open({command: app, columns: 80, rows: 24});
		const frame = (await terminal.shows('maestro-tui')) - terminal.startedAt;
		const picture = (await terminal.shows('session 0')) - terminal.startedAt;
		await terminal.close();
		// The first one fills the compile cache.
		if (round > 0) {
			times.node.push(floor);
			times.frame.push(frame);
			times.picture.push(picture);
		}
	}

	const line = (title, values, budget = {}) =>
		row({
			title,
			value: milliseconds(median(values)),
			tail: milliseconds(quantile(values, 0.95)),
			floor: milliseconds(median(times.node)),
			ratio: median(values) / median(times.node),
			...budget,
		});
	return [line('app, first frame', times.frame, {atMost: 7}), line('app, first frame with data', times.picture)];
};

/** A key that moves the cursor a row, in the app and in the smallest one in turns. */
const measureKeys = async ({terminal, floor, picture, rounds}) => {
	const times = {app: [], floor: []};
	const moves = [];
	for (let round = 0; round < rounds(60); round++) {
		const key = round % 2 === 0 ? 'j' : 'k';
		times.floor.push((await floor.press(key)).latency);
		const {latency, bytes} = await terminal.press(key);
		times.app.push(latency);
		moves.push({bytes: bytes.length, ...(await picture.apply(bytes))});
	}

	const line = (title, part, atMost) =>
		row({
			title,
			value: milliseconds(quantile(times.app, part)),
			floor: milliseconds(quantile(times.floor, part)),
			ratio: quantile(times.app, part) / quantile(times.floor, part),
			atMost,
		});
	return [
		line('key to first byte, p50', 0.5, 4),
		line('key to first byte, p95', 0.95, 5),
		bytesRow('cursor move', moves, 'cells', 1.5),
	];
};

/** A badge that changes because the server says so. */
const measureBadge = async ({terminal, picture, world, id, rounds}) => {
	const changes = [];
	for (let round = 0; round < rounds(12); round++) {
		await world.ask('PATCH', `/api/sessions/${id}`, {status: round % 2 === 0 ? 'working' : 'idle'});
		const bytes = bytesOf(await terminal.settle(200));
		changes.push({bytes: bytes.length, ...(await picture.apply(bytes))});
	}

	// The first one also changes the age of what was not touched for a while.
	return bytesRow('badge change', changes.slice(1), 'runs', 12);
};

const bytesRow = (title, changes, unit, atMost) => {
	const bytes = median(changes.map(change => change.bytes));
	const changed = median(changes.map(change => change[unit]));
	return row({
		title: `${title}, bytes`,
		value: count(bytes),
		tail: count(
			quantile(
				changes.map(change => change.bytes),
				0.95,
			),
		),
		floor: `${changed} ${unit}`,
		ratio: bytes / changed,
		atMost,
		due: 'due with the screen',
	});
};

const measure = async ({rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const world = await createWorld({atEnd});
	const {ids} = await world.populate(50);
	await world.start();
	const {environment, directory} = world;
	const open = async options => openTerminal({through, environment, directory, atEnd, ...options});

	const frames = await measureFirstFrames({open, world, rounds, atEnd});
	const floor = await open({command: smallest, environment: {...environment, NODE_ENV: 'production'}, ...large});
	const terminal = await open({command: app, ...large});
	await floor.shows('presses: 0');
	await terminal.shows('session 0');
	const picture = createPicture(large);
	await picture.apply(bytesOf(await terminal.settle(500)));
	const keys = await measureKeys({terminal, floor, picture, rounds});
	return [...frames, ...keys, await measureBadge({terminal, picture, world, id: ids[25], rounds})];
};

/** The app: first frame next to `node -e 0`, a key next to the smallest app in Ink, bytes next to what they change on a 200 × 60 screen. */
export const screenGroup = {name: 'screen', title: 'The screen, 50 sessions', measure};
