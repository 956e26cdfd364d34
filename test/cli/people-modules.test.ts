import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {run} from '../../source/system/run.js';
import {temporaryFolder} from '../helpers/temporary.js';

const root = path.join(import.meta.dirname, '..', '..');

/** The parts of Node, and of the build, that a program has read when it ends. */
const loadedBy = async (door: string, ...words: readonly string[]): Promise<readonly string[]> => {
	const folder = await temporaryFolder();
	const reporter = path.join(folder, 'reporter.cjs');
	await writeFile(
		reporter,
		`const opened = new Set();
		const {registerHooks} = require('node:module');
		registerHooks({load: (url, context, next) => (opened.add(url.split('/').at(-1)), next(url, context))});
		process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(path.join(folder, 'loaded'))}, [...process.moduleLoadList, ...opened].join('\\n')));`,
	);
	await run(process.execPath, ['-r', reporter, path.join(root, 'bin', door), ...words], {
		environment: {MAESTRO_HOME: folder, MAESTRO_API_URL: 'http://127.0.0.1:1', NODE_OPTIONS: undefined},
	});
	return (await readFile(path.join(folder, 'loaded'), 'utf8')).split('\n');
};

const fetching = /internal\/deps\/undici/;
const ofServer = /^part-(?:server|execa|wrapper)/;
const ofDesktop = /^part-(?:adapt|keep-desktop|send-at-desktop|hosted-windows|host|trust-server|with-prompts)-/;
/** To find and link one takes half a millisecond. */
const mostParts = 12;

const programs: ReadonlyArray<readonly [door: string, ...words: string[]]> = [
	['maestro.cjs', 'task', 'list'],
	['maestro.cjs', 'session', 'list'],
	['maestro.cjs', 'task', 'list', '--help'],
	['maestro-tui.js', '--version'],
];

for (const [door, ...words] of programs) {
	test(`${path.parse(door).name} ${words.join(' ')} reads few files, and neither Node's fetch, the server nor what only a desktop server needs`, async () => {
		const loaded = await loadedBy(door, ...words);

		expect(loaded).toContain(door === 'maestro.cjs' ? 'maestro.js' : 'maestro-tui.js');
		expect(loaded.filter(name => [fetching, ofServer, ofDesktop].some(late => late.test(name)))).toEqual([]);
		expect(loaded.filter(name => name.startsWith('part-')).length).toBeLessThan(mostParts);
	});
}
