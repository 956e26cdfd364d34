import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {openApp} from '../lib/app.mjs';
import {changesBy, changesByKeys} from '../lib/changes.mjs';
import {startDesktop} from '../lib/desktop.mjs';
import {cpuOf, residentBytes} from '../lib/processes.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {count, mebibytes, milliseconds, row, skipped} from '../lib/table.mjs';
import {bytesOf, findTerminals} from '../lib/terminal.mjs';
import {createWorld} from '../lib/world.mjs';

const taskCount = 2000;

/** A server of ours with as many tasks as the other one. */
const startOurs = async ({atEnd}) => {
	const world = await createWorld({atEnd});
	const {projectId, ids} = await world.populate(200);
	const folder = path.join(world.home, 'data', 'tasks', projectId);
	await mkdir(folder, {recursive: true});
	const now = Date.now();
	await Promise.all(
		Array.from({length: taskCount}, async (_, index) => {
			const id = `T-${index + 1}`;
			const task = {
				...{
					id,
					projectId,
					parentId: null,
					title: `task ${index + 1} mend the door`,
					status: 'todo',
					priority: 'medium',
				},
				...{description: 'What is to be done about it, in some words. '.repeat(5), sessionIds: []},
				...{createdAt: now, updatedAt: now, startedAt: null, completedAt: null},
			};
			await writeFile(path.join(folder, `${id}.json`), JSON.stringify(task));
		}),
	);
	await world.start();
	let number = 0;
	const badge = async () => {
		number += 1;
		const status = Math.floor(number / ids.length) % 2 === 0 ? 'working' : 'idle';
		await world.ask('PATCH', `/api/sessions/${ids[number % ids.length]}`, {status});
	};
	let changing;
	atEnd(() => clearInterval(changing));
	return {
		world,
		pid: world.serverPid(),
		badge,
		change(perSecond) {
			clearInterval(changing);
			changing = perSecond === 0 ? undefined : setInterval(badge, 1000 / perSecond);
		},
		line: async () => undefined,
	};
};

const startTheirs = async ({atEnd}) => {
	const empty = await createWorld({atEnd});
	const desktop = await startDesktop({folder: empty.folder, atEnd});
	return {
		world: {...empty, environment: {...empty.environment, MAESTRO_SERVER_URL: desktop.url}},
		pid: desktop.pid,
		badge: async () => desktop.tell({do: 'badge'}),
		change: async perSecond => desktop.tell({do: 'change', perSecond}),
		line: async () => desktop.tell({do: 'line'}),
		rename: async name => desktop.tell({do: 'rename', name}),
	};
};

/** Milliseconds from the start to the first sessions on the screen; the first start fills the compile cache. */
const firstPicture = async ({through, server, turns, atEnd}) => {
	const took = [];
	for (let turn = -1; turn < turns; turn += 1) {
		const {terminal, shownAt} = await openApp({through, world: server.world, after: ['--observe'], atEnd});
		await terminal.close();
		took.push(shownAt - terminal.startedAt);
	}

	return took.slice(1);
};

/** Of a while: shares of a core, bytes on the terminal's line, and what went between app and server. */
const watch = async ({app, server, ms}) => {
	app.terminal.take();
	await server.line();
	const look = async () => ({app: await cpuOf(app.terminal.pid), server: await cpuOf(server.pid)});
	const before = await look();
	await pause(ms);
	const after = await look();
	const share = name => (before[name] === undefined ? undefined : ((after[name] - before[name]) / ms) * 100);
	return {
		app: share('app'),
		server: share('server'),
		screen: (bytesOf(app.terminal.take()).length * 60_000) / ms,
		line: await server.line(),
		ms,
	};
};

const shareRow = (title, value, floor, atMost) =>
	value === undefined
		? skipped(`${title}: not measured, as it takes /proc to see so little.`)
		: row({
				title,
				value: `${value.toFixed(2)} %`,
				floor: `${floor.toFixed(2)} %`,
				...(atMost === undefined ? {} : {compared: value - floor, atMost}),
			});

const watchRows = (what, theirs, ours) => {
	const perMinute = bytes => (bytes * 60_000) / theirs.ms;
	const {requests, bodies, frames} = theirs.line;
	return [
		// Looking again may take 4 % more than not to look.
		shareRow(`${what}: app, of a core`, theirs.app, ours.app, 4),
		shareRow(`${what}: server, of a core`, theirs.server, ours.server),
		row({title: `${what}: requests in a minute`, value: count(perMinute(requests))}),
		row({title: `${what}: KB in a minute from the server`, value: count(perMinute(bodies + frames) / 1024)}),
		row({title: `${what}: bytes in a minute to the terminal`, value: count(theirs.screen), floor: count(ours.screen)}),
	];
};

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Milliseconds from a change that nobody is told of until it is on the screen. */
const lags = async ({app, server, turns}) => {
	const took = [];
	for (let turn = 0; turn < turns; turn += 1) {
		// At any moment between two looks.
		await pause(Math.random() * 1500);
		app.terminal.take();
		const began = performance.now();
		// Every letter is another one than before: only what changes is written.
		const name = letters
			.slice(turn % letters.length)
			.concat(letters)
			.slice(0, 9);
		await server.rename(name);
		await app.terminal.shows(name, 10_000);
		took.push(performance.now() - began);
	}

	return took;
};

const measure = async ({isQuick, rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const [ours, theirs] = [await startOurs({atEnd}), await startTheirs({atEnd})];
	const turns = rounds(8);
	const pictures = {
		ours: median(await firstPicture({through, server: ours, turns, atEnd})),
		theirs: median(await firstPicture({through, server: theirs, turns, atEnd})),
	};

	const ms = isQuick ? 10_000 : 30_000;
	const keys = Array.from({length: rounds(40)}, (_, index) => (index % 2 === 0 ? 'j' : 'k'));
	const measureApp = async server => {
		const app = await openApp({through, world: server.world, after: ['--observe'], atEnd});
		const moves = await changesByKeys(app, keys, 80);
		const badges = (await changesBy(app, Array(rounds(12)).fill(server.badge))).map(({bytes}) => bytes);
		await pause(2000);
		const idle = await watch({app, server, ms});
		await server.change(40);
		await pause(2000);
		const busy = await watch({app, server, ms});
		await server.change(0);
		await pause(2000);
		const lag = server.rename === undefined ? [] : await lags({app, server, turns: rounds(20)});
		const memory = (await residentBytes(app.terminal.pid)) / 2 ** 20;
		await app.terminal.close();
		return {move: median(moves.map(({bytes}) => bytes)), badge: median(badges), idle, busy, lag, memory};
	};

	const floor = await measureApp(ours);
	const measured = await measureApp(theirs);
	return [
		row({
			title: 'first picture',
			value: milliseconds(pictures.theirs),
			floor: milliseconds(pictures.ours),
			ratio: pictures.theirs / pictures.ours,
		}),
		row({
			title: 'memory of the app',
			value: mebibytes(measured.memory),
			floor: mebibytes(floor.memory),
			ratio: measured.memory / floor.memory,
		}),
		row({title: 'cursor move, bytes', value: count(measured.move), floor: count(floor.move)}),
		row({title: 'badge change, bytes', value: count(measured.badge), floor: count(floor.badge)}),
		...watchRows('idle', measured.idle, floor.idle),
		...watchRows('40 badges a second', measured.busy, floor.busy),
		row({
			title: 'what nobody was told of is shown after',
			value: milliseconds(median(measured.lag)),
			tail: milliseconds(quantile(measured.lag, 0.95)),
			compared: Math.max(...measured.lag),
			atMost: 2000,
		}),
	];
};

/** The app at a server of the desktop product, next to the app at one of ours that has as much in it. */
export const desktopGroup = {
	name: 'desktop',
	title: 'At a desktop server, 200 sessions and 2,000 tasks, next to a server of ours',
	measure,
};
