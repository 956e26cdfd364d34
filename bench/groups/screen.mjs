import path from 'node:path';
import {app, large, openApp} from '../lib/app.mjs';
import {bytesRow} from '../lib/changes.mjs';
import {createLauncher} from '../lib/launcher.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {milliseconds, row, skipped} from '../lib/table.mjs';
import {findTerminals, openTerminal} from '../lib/terminal.mjs';
import {createWorld, root} from '../lib/world.mjs';

const smallest = [process.execPath, path.join(root, 'bench', 'programs', 'smallest-ink.mjs')];

/** A server with so many sessions. */
const startWorld = async ({sessions, atEnd}) => {
	const world = await createWorld({atEnd});
	await world.populate(sessions);
	await world.start();
	return world;
};

/** From the start of the app to its first words, and to the first session on it. */
const measureFirstFrames = async ({through, rounds, atEnd}) => {
	const {environment, directory} = await startWorld({sessions: 50, atEnd});
	const node = createLauncher({command: [process.execPath, '-e', '0'], environment, atEnd});
	const times = {node: [], frame: [], picture: []};
	for (let round = 0; round < rounds(8) + 1; round++) {
		const floor = await node();
		const terminal = await openTerminal({
			...{through, environment, directory, atEnd},
			...{command: app, columns: 80, rows: 24},
		});
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
const measureKeys = async ({through, sessions, rounds, atEnd}) => {
	const world = await startWorld({sessions, atEnd});
	const {environment, directory} = world;
	const floor = await openTerminal({
		...{through, directory, atEnd, environment: {...environment, NODE_ENV: 'production'}},
		...{command: smallest, ...large},
	});
	await floor.shows('presses: 0');
	const {terminal, picture} = await openApp({through, world, atEnd});
	const times = {first: [], last: [], floor: []};
	const moves = [];
	// What has just been loaded is swept up, and what is used often is compiled, before it counts.
	for (let warming = 0; warming < 20; warming += 1) {
		await floor.press(warming % 2 === 0 ? 'j' : 'k');
		await picture.apply((await terminal.press(warming % 2 === 0 ? 'j' : 'k')).bytes);
	}

	for (let round = 0; round < rounds(60); round++) {
		const key = round % 2 === 0 ? 'j' : 'k';
		times.floor.push((await floor.press(key)).latency);
		const {latency, wholeAfter, bytes} = await terminal.press(key);
		times.first.push(latency);
		times.last.push(wholeAfter);
		moves.push({bytes: bytes.length, ...(await picture.apply(bytes))});
	}

	await Promise.all([terminal.close(), floor.close()]);
	return {sessions, times, moves};
};

const keyRows = ({sessions, times, moves}) => {
	const title = `${sessions.toLocaleString('en')} sessions`;
	const line = (what, values, part, atMost) =>
		row({
			title: `${title}: key to ${what}, p${part * 100}`,
			value: milliseconds(quantile(values, part)),
			floor: milliseconds(quantile(times.floor, part)),
			ratio: quantile(values, part) / quantile(times.floor, part),
			atMost,
		});
	return [
		line('first byte', times.first, 0.5, 4),
		line('first byte', times.first, 0.95, 5),
		line('last byte', times.last, 0.5),
		line('last byte', times.last, 0.95),
		bytesRow(`${title}: cursor move`, moves),
	];
};

const measure = async ({rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const frames = await measureFirstFrames({through, rounds, atEnd});
	const bySize = [];
	for (const sessions of [10, 1000, 10_000]) {
		bySize.push(await measureKeys({through, sessions, rounds, atEnd}));
	}

	return [...frames, ...bySize.flatMap(keyRows)];
};

/** The app: first frame next to `node -e 0`, a key next to the smallest app in Ink. The group `many` has few rows and many in turns. */
export const screenGroup = {name: 'screen', title: 'The screen, 200 × 60', measure};
