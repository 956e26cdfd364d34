import {execFile} from 'node:child_process';
import {closeSync, fdatasyncSync, openSync, writeSync} from 'node:fs';
import {cp, mkdir} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {createLauncher} from '../lib/launcher.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {count, milliseconds, row} from '../lib/table.mjs';
import {createWorld, root} from '../lib/world.mjs';

const run = promisify(execFile);
const replayProgram = path.join(root, 'bench', 'programs', 'replay.mjs');
const messageCount = 20_000;
const text = 'Please review the change to the inbox reader in T-456: the parser drops the last line.';

/** The server's own store, without the server around it. */
const buildStore = async folder => {
	const file = path.join(folder, 'store.mjs');
	await build({
		stdin: {
			contents: `
				export {createInbox, readFact} from './source/server/inbox.js';
				export {createJournal} from './source/server/stores/journal.js';
				export {openAppend} from './source/system/append.js';
			`,
			resolveDir: root,
			loader: 'ts',
		},
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'warning',
		outfile: file,
	});
	return file;
};

/** An inbox over its journal; `syncs` counts the writes that reach the disk. */
const openInbox = async (store, folder) => {
	let syncs = 0;
	const open = async (file, how) => {
		const append = await store.openAppend(file, how);
		return {
			...append,
			async append(bytes) {
				syncs += 1;
				await append.append(bytes);
			},
		};
	};
	const report = words => process.stderr.write(`${words}\n`);
	const journal = store.createJournal({folder, clock: Date.now, read: store.readFact, report, open});
	const session = {id: 'sess_1', projectId: 'p', status: 'idle', metadata: {}};
	const inbox = await store.createInbox({
		journal,
		parties: id => (id === 'operator' ? id : session),
		clock: Date.now,
		random: Math.random,
		publish() {},
		raise() {},
		leaseMs: 60_000,
	});
	return {
		journal,
		put: async () => inbox.send({from: 'operator', to: 'sess_1', text}),
		syncs: () => syncs,
	};
};

const measurePuts = async ({store, folder, rounds}) => {
	const inbox = await openInbox(store, path.join(folder, 'puts'));
	const descriptor = openSync(path.join(folder, 'floor'), 'a');
	const line = Buffer.from(`${'x'.repeat(383)}\n`);
	const put = () => {
		writeSync(descriptor, line);
		fdatasyncSync(descriptor);
	};
	const timed = async work => {
		const began = performance.now();
		await work();
		return performance.now() - began;
	};

	const alone = {ours: [], floor: []};
	for (let number = 0; number < rounds(500); number++) {
		alone.ours.push(await timed(inbox.put));
		alone.floor.push(await timed(put));
	}

	const perSecond = {ours: [], floor: []};
	const each = rounds(100);
	const syncsBefore = inbox.syncs();
	for (let round = 0; round < 3; round++) {
		const floor = await timed(() => {
			for (let number = 0; number < each; number++) {
				put();
			}
		});
		const ours = await timed(async () =>
			Promise.all(
				Array.from({length: 100}, async () => {
					for (let number = 0; number < each; number++) {
						await inbox.put();
					}
				}),
			),
		);
		perSecond.floor.push((each * 1000) / floor);
		perSecond.ours.push((100 * each * 1000) / ours);
	}

	closeSync(descriptor);
	await inbox.journal.close();
	const syncsEach = (inbox.syncs() - syncsBefore) / (3 * 100 * each);
	return [
		row({
			title: 'durable put, one sender',
			value: milliseconds(median(alone.ours)),
			tail: milliseconds(quantile(alone.ours, 0.95)),
			floor: milliseconds(median(alone.floor)),
			ratio: median(alone.ours) / median(alone.floor),
			atMost: 1.5,
		}),
		row({
			title: 'durable puts a second, 100',
			value: count(median(perSecond.ours)),
			floor: count(median(perSecond.floor)),
			ratio: median(perSecond.ours) / median(perSecond.floor),
			atLeast: 10,
		}),
		row({title: 'fdatasyncs a message, 100', value: syncsEach.toFixed(3), compared: syncsEach, atMost: 0.1}),
	];
};

/** A record of so many messages, of which all but one in a hundred have been read. */
const writeRecord = async (store, folder) => {
	const report = words => process.stderr.write(`${words}\n`);
	const journal = store.createJournal({folder, clock: Date.now, read: store.readFact, report});
	await journal.replay(() => {});
	for (let number = 0; number < messageCount; number += 1000) {
		const facts = Array.from({length: 1000}, (_, index) => {
			const id = `msg_${Date.now()}_${String(number + index).padStart(6, '0')}`;
			const [from, to] = [(number + index) % 97, (number + index * 7) % 89].map(session => `sess_${session}`);
			const message = {
				id,
				from,
				to,
				message: text,
				createdAt: Date.now(),
				metadata: {type: 'request', priority: 'medium'},
			};
			return [{kind: 'accepted', message}, ...(index % 100 === 0 ? [] : [{kind: 'read', id, by: to}])];
		}).flat();
		await Promise.all(facts.map(journal.append));
	}

	await journal.close();
};

const measureReplay = async ({file, folder, rounds}) => {
	const replay = async how => {
		const {stdout} = await run(process.execPath, ['--expose-gc', replayProgram, how, file, folder]);
		return JSON.parse(stdout);
	};
	const results = {ours: [], floor: []};
	for (let round = 0; round < Math.max(3, rounds(7)); round++) {
		results.ours.push(await replay('ours'));
		results.floor.push(await replay('parse'));
	}

	const [ours, floor] = [results.ours, results.floor].map(all => all.map(({took}) => took));
	const bytesEach = median(results.ours.map(({heap}) => heap)) / messageCount;
	return [
		row({
			title: 'replay of 20,000 messages',
			value: milliseconds(median(ours)),
			floor: milliseconds(median(floor)),
			ratio: median(ours) / median(floor),
			atMost: 1.3,
		}),
		row({title: 'memory of a message, bytes', value: count(bytesEach), compared: bytesEach, atMost: 1024}),
	];
};

/** From the start of a server to its address, with a record and without one. */
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
	return [line('server start, no message', times.empty), line('server start, 20,000 messages', times.full)];
};

const measure = async ({rounds, atEnd}) => {
	const [empty, full] = [await createWorld({atEnd}), await createWorld({atEnd})];
	const file = await buildStore(empty.folder);
	const store = await import(pathToFileURL(file).href);
	const record = path.join(empty.folder, 'record');
	await writeRecord(store, record);
	await mkdir(path.join(full.home, 'data'), {recursive: true});
	await cp(record, path.join(full.home, 'data', 'audit'), {recursive: true});

	return [
		...(await measurePuts({store, folder: empty.folder, rounds})),
		...(await measureReplay({file, folder: record, rounds})),
		...(await measureStarts({worlds: {empty, full}, rounds, atEnd})),
	];
};

/** The store by itself, next to `write` and `fdatasync`, one at a time; a start next to `JSON.parse` of every line. */
export const storeGroup = {name: 'store', title: 'The store', measure};
