import {keepRun} from '../../system/keep-run.js';
import {createPlainRun} from '../../system/plain-run.js';

// The keeper of a headless run: `node run.cjs FOLDER`. It outlives whoever started it, and goes on when its terminal or its session goes
// away. Asked to end itself (TERM, INT) it ends the run, as its limits would, and writes down how that ended.
const asked = new AbortController();
process.on('SIGHUP', () => {});
process.on('SIGTERM', () => asked.abort());
process.on('SIGINT', () => asked.abort());

const options = {
	folder: process.argv[2] ?? '',
	environment: process.env,
	asked: asked.signal,
	run: createPlainRun(process.env),
};
keepRun(options).catch(error => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
