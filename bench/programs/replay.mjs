// Says how long it takes to have a record in memory: `ours` as the server has it, `parse` as what `JSON.parse` makes of each line.
// A process of its own each time, because a start is cold.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [how, bundle, folder] = process.argv.slice(2);
const store = await import(pathToFileURL(bundle).href);

const parse = async () =>
	readdirSync(folder).flatMap(name =>
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
		clock: Date.now,
		random: Math.random,
		publish() {},
		raise() {},
		leaseMs: 60_000,
	});
};

globalThis.gc();
const before = process.memoryUsage().heapUsed;
const began = performance.now();
const held = await (how === 'parse' ? parse() : replay());
const took = performance.now() - began;
globalThis.gc();
const heap = process.memoryUsage().heapUsed - before;
process.stdout.write(JSON.stringify({took, heap, isHeld: held !== undefined}));
