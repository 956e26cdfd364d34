// Says how long it takes to have a record in memory: `ours` as the server has it, `parse` as what `JSON.parse` makes of each line. `keep`
// makes its checkpoint, and says for how long at most nothing else ran meanwhile, and in as much time without one.
// A process of its own each time, because a start is cold.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';

const [how, bundle, folder] = process.argv.slice(2);
const store = await import(pathToFileURL(bundle).href);

const parse = async () =>
	readdirSync(folder)
		.filter(name => /^\d/.test(name))
		.flatMap(name =>
			readFileSync(path.join(folder, name), 'utf8')
				.split('\n')
				.filter(line => line !== '')
				.map(line => JSON.parse(line)),
		);

const replay = async () => {
	const report = words => process.stderr.write(`${words}\n`);
	const journal = store.createJournal({folder, clock: Date.now, read: store.readFact, report});
	return store.createInbox({
		journal,
		parties: () => undefined,
		sessions: () => [],
		clock: Date.now,
		random: Math.random,
		publish() {},
		raise() {},
		leaseMs: 60_000,
		limits: {perMinute: 10, loop: {messages: 20, minutes: 10}},
	});
};

/** For how long at most the event loop did not come round while something went on, in milliseconds. */
const longestBlock = async work => {
	let longest = 0;
	let last = performance.now();
	const next = () => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
	};
	let timer = setImmediate(function again() {
		next();
		timer = setImmediate(again);
	});
	await work();
	next();
	clearImmediate(timer);
	return longest;
};

globalThis.gc();
const before = process.memoryUsage().heapUsed;
const began = performance.now();
const held = await (how === 'parse' ? parse() : replay());
const took = performance.now() - began;
const measured = {took};
if (how !== 'parse') {
	await held.upkeep.complete();
}

globalThis.gc();
measured.heap = process.memoryUsage().heapUsed - before;
if (how === 'keep') {
	const keepBegan = performance.now();
	measured.block = await longestBlock(async () => held.upkeep.keepLast(Date.now()));
	measured.idleBlock = await longestBlock(async () => pause(performance.now() - keepBegan));
}

process.stdout.write(JSON.stringify({...measured, isHeld: held !== undefined}));
