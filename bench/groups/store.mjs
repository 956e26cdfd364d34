import {closeSync, fdatasyncSync, openSync, writeSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {median, quantile} from '../lib/statistics.mjs';
import {buildStore, text} from '../lib/store.mjs';
import {count, milliseconds, row} from '../lib/table.mjs';
import {createWorld} from '../lib/world.mjs';

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
		sessions: () => [session],
		limits: {perMinute: 10_000, loop: {messages: 10_000, minutes: 10}},
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

const measure = async ({rounds, atEnd}) => {
	const {folder} = await createWorld({atEnd});
	const store = await import(pathToFileURL(await buildStore(folder)).href);
	return measurePuts({store, folder, rounds});
};

/** The store by itself, next to a `write` and an `fdatasync`, one at a time. */
export const storeGroup = {name: 'store', title: 'The store', measure};
