import {execFile} from 'node:child_process';
import {cp, mkdir} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {createLauncher} from '../lib/launcher.mjs';
import {median} from '../lib/statistics.mjs';
import {buildStore, text} from '../lib/store.mjs';
import {count, milliseconds, row} from '../lib/table.mjs';
import {createWorld, root} from '../lib/world.mjs';

const run = promisify(execFile);
const replayProgram = path.join(root, 'bench', 'programs', 'replay.mjs');
const messageCount = 100_000;
const weekMs = 7 * 24 * 3_600_000;

/** The record of a week with so many messages, of which all but one in a hundred have been read. */
const writeRecord = async (store, folder) => {
	const report = words => process.stderr.write(`${words}\n`);
	let now = 0;
	const journal = store.createJournal({folder, clock: () => now, read: store.readFact, report});
	await journal.replay(() => {});
	for (let number = 0; number < messageCount; number += 1000) {
		now = Math.round(Date.now() - weekMs * (1 - (number + 1000) / messageCount));
		const facts = Array.from({length: 1000}, (_, index) => {
			const id = `msg_${now}_${String(number + index).padStart(6, '0')}`;
			const [from, to] = [(number + index) % 97, (number + index * 7) % 89].map(session => `sess_${session}`);
			const message = {
				id,
				from,
				to,
				message: text,
				createdAt: now,
				metadata: {type: 'request', priority: 'medium'},
			};
			return [{kind: 'accepted', message}, ...(index % 100 === 0 ? [] : [{kind: 'read', id, by: to}])];
		}).flat();
		await Promise.all(facts.map(journal.append));
	}

	await journal.close();
};

const measureReplay = async ({file, folder, kept, rounds}) => {
	const replay = async (how, of) => {
		const {stdout} = await run(process.execPath, ['--expose-gc', replayProgram, how, file, of]);
		return JSON.parse(stdout);
	};
	const keep = await replay('keep', kept);
	const results = {ours: [], kept: [], floor: []};
	for (let round = 0; round < Math.max(3, rounds(7)); round++) {
		results.ours.push(await replay('ours', folder));
		results.kept.push(await replay('ours', kept));
		results.floor.push(await replay('parse', folder));
	}

	const [ours, checkpoint, floor] = Object.values(results).map(all => median(all.map(({took}) => took)));
	const bytesEach = median(results.ours.map(({heap}) => heap)) / messageCount;
	const line = (title, value, atMost) =>
		row({title, value: milliseconds(value), floor: milliseconds(floor), ratio: value / floor, atMost});
	return [
		line(`replay of ${count(messageCount)} messages`, ours, 1.3),
		line('the same with a checkpoint', checkpoint, 0.1),
		row({title: 'memory of a message, bytes', value: count(bytesEach), compared: bytesEach, atMost: 1024}),
		row({
			title: 'longest block while a checkpoint is made',
			value: milliseconds(keep.block),
			floor: milliseconds(keep.idleBlock),
		}),
	];
};

/** From the start of a server to its address, with a record that has a checkpoint, and without any. */
const measureStarts = async ({worlds, rounds, atEnd}) => {
	const start = async world => {
		const took = await world.start();
		// Left to itself it would now draw every message as a file.
		await world.kill();
		return took;
	};

	const node = createLauncher({command: [process.execPath, '-e', '0'], environment: worlds.empty.environment, atEnd});
	const times = {node: [], empty: [], full: []};
	for (let round = 0; round < Math.max(3, rounds(6)); round++) {
		times.node.push(await node());
		times.empty.push(await start(worlds.empty));
		times.full.push(await start(worlds.full));
	}

	const line = (title, values) =>
		row({
			title,
			value: milliseconds(median(values)),
			floor: milliseconds(median(times.node)),
			ratio: median(values) / median(times.node),
		});
	return [
		line('server start, no message', times.empty),
		line(`server start, ${count(messageCount)} messages`, times.full),
	];
};

const measure = async ({rounds, atEnd}) => {
	const [empty, full] = [await createWorld({atEnd}), await createWorld({atEnd})];
	const file = await buildStore(empty.folder);
	const store = await import(pathToFileURL(file).href);
	const [folder, kept] = ['record', 'kept'].map(name => path.join(empty.folder, name));
	await writeRecord(store, folder);
	await cp(folder, kept, {recursive: true});
	const replays = await measureReplay({file, folder, kept, rounds});
	await mkdir(path.join(full.home, 'data'), {recursive: true});
	await cp(kept, path.join(full.home, 'data', 'audit'), {recursive: true});
	return [...replays, ...(await measureStarts({worlds: {empty, full}, rounds, atEnd}))];
};

/** A start with the record of a week of 100,000 messages, next to `JSON.parse` of its every line. */
export const recordGroup = {name: 'record', title: 'A start with 100,000 messages', measure};
