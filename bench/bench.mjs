/**
What our programs cost, each next to a floor that is measured in the same run: `npm run bench [-- --quick] [NAME…]`.

A time says little on a machine that is busy with other things, and a ratio says a lot. So every case has a floor beside it (the
smallest program that does such a thing), the two are run in turns, and the ratio of their medians is compared with a budget. Nothing
fails here: it reports, and a person reads.

- `--quick` does a quarter of the rounds, and watches an idle app for 10 seconds instead of a minute.
- Names choose groups: starts, screen, bytes, lines, peers, slow, many, memory, send, store, record, idle, load, dispatch, runs, logs, watch, desktop.
  Without one all are run, in some ten minutes.
- MAESTRO_CLAUDE names the program of Claude Code, whose own list is then measured among the peers.

Everything happens in folders of its own under TMPDIR, which decides the disk that is measured, with a server and a tmux of their own.
They are gone afterwards, and after Ctrl+C too. The build in `dist/` is what is measured.
*/

import os from 'node:os';
import {parseArgs} from 'node:util';
import {bytesGroup} from './groups/bytes.mjs';
import {desktopGroup} from './groups/desktop.mjs';
import {dispatchGroup} from './groups/dispatch.mjs';
import {idleGroup} from './groups/idle.mjs';
import {linesGroup} from './groups/lines.mjs';
import {loadGroup} from './groups/load.mjs';
import {logsGroup} from './groups/logs.mjs';
import {manyGroup} from './groups/many.mjs';
import {memoryGroup} from './groups/memory.mjs';
import {peersGroup} from './groups/peers.mjs';
import {recordGroup} from './groups/record.mjs';
import {runsGroup} from './groups/runs.mjs';
import {screenGroup} from './groups/screen.mjs';
import {sendGroup} from './groups/send.mjs';
import {slowGroup} from './groups/slow.mjs';
import {startsGroup} from './groups/starts.mjs';
import {storeGroup} from './groups/store.mjs';
import {watchGroup} from './groups/watch.mjs';
import {createCleanup} from './lib/cleanup.mjs';
import {skipped, table} from './lib/table.mjs';

// The order here is the order of the table.
const groups = [
	startsGroup,
	screenGroup,
	bytesGroup,
	linesGroup,
	peersGroup,
	slowGroup,
	manyGroup,
	memoryGroup,
	sendGroup,
	storeGroup,
	recordGroup,
	idleGroup,
	loadGroup,
	dispatchGroup,
	runsGroup,
	watchGroup,
	logsGroup,
	desktopGroup,
];

const readWords = () => {
	const {values, positionals} = parseArgs({
		options: {quick: {type: 'boolean', default: false}},
		allowPositionals: true,
	});
	const unknown = positionals.find(word => !groups.some(({name}) => name === word));
	if (unknown !== undefined) {
		throw new TypeError(`Expected names of ${groups.map(({name}) => name).join(', ')}; got ${unknown}`);
	}

	return {
		isQuick: values.quick,
		chosen: groups.filter(({name}) => positionals.length === 0 || positionals.includes(name)),
	};
};

const {isQuick, chosen} = readWords();
// It adds a fifth to every start of Node, which nobody who calls our programs pays unless they ask for it.
delete process.env.NODE_EXTRA_CA_CERTS;

const cleanup = createCleanup();
let isInterrupted = false;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.once(name, async () => {
		isInterrupted = true;
		await cleanup.run();
		process.exit(130);
	});
}

/** The rows of a group; one that fails takes no other one's rows along. */
const measureGroup = async group => {
	const rounds = count => (isQuick ? Math.ceil(count / 4) : count);
	try {
		return await group.measure({atEnd: cleanup.add, isQuick, rounds});
	} catch (error) {
		// What fails because everything was taken away under it is no news.
		if (!isInterrupted) {
			process.stderr.write(`${error.stack}\n`);
			process.exitCode = 1;
		}

		return [skipped(`Not measured: ${error.message.split('\n')[0]}`)];
	}
};

const startedAt = performance.now();
const loadBefore = os.loadavg()[0];
const measured = [];
try {
	for (const group of chosen) {
		if (isInterrupted) {
			break;
		}

		process.stderr.write(`${group.title} …\n`);
		measured.push({title: group.title, rows: await measureGroup(group)});
		await cleanup.run();
	}
} finally {
	await cleanup.run();
}

const [cpu] = os.cpus();
console.log(table(measured));
console.log(
	[
		`Node ${process.versions.node}, ${os.type()} ${os.release()}, ${os.availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'})`,
		`load ${loadBefore.toFixed(1)} before; files in ${os.tmpdir()}; ${Math.round((performance.now() - startedAt) / 1000)} s${isQuick ? ', --quick' : ''}`,
	].join('\n'),
);
