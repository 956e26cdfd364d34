import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {temporaryFolder} from '../helpers/temporary.js';
import {buildAgent, runProgram} from './agent-build.js';
import {startServer} from './agent-server.js';

const {bundle} = buildAgent();

/** What takes long to load, and what no command of an agent needs. */
const heavy =
	/(?:^| )(?:NativeModule )?(?:internal\/deps\/undici|_http_\w+|https?|_tls_\w+|tls|zlib|http2|internal\/crypto\/\w+|crypto|fs\/promises|child_process|perf_hooks|worker_threads|readline|internal\/modules\/esm\/loader_)/;

const commands: ReadonlyArray<[words: readonly string[], input: string]> = [
	[['hook'], '{"hook_event_name":"Stop"}'],
	[['inbox', '--quiet'], ''],
	[['session', 'send', '--to', 'sess_b', '--message', 'x'], ''],
	[['session', 'siblings'], ''],
	[['report', 'progress', 'x'], ''],
	[['inbox', '--help'], ''],
];

for (const [words, input] of commands) {
	test(`${words.slice(0, 2).join(' ')} loads next to nothing`, async () => {
		const {url} = await startServer(({path}) => ({
			body: path.includes('active=true')
				? []
				: {id: 'msg_1', count: 1, text: 'x', taking: 't', hook: {stdout: 'x', stderr: '', exitCode: 0}},
		}));
		const folder = await temporaryFolder();
		await mkdir(path.join(folder, 'run', 'events'), {recursive: true});
		const reporter = path.join(folder, 'reporter.cjs');
		const before = path.join(folder, 'before.cjs');
		await writeFile(before, '');
		await writeFile(
			reporter,
			"process.on('exit', () => require('fs').writeSync(2, JSON.stringify(process.moduleLoadList)));",
		);
		const load = async (program: readonly string[]) => {
			const {stderr} = await runProgram([process.execPath, '-r', reporter, ...program], {
				environment: {
					MAESTRO_HOME: folder,
					MAESTRO_SERVER_URL: url,
					MAESTRO_SESSION_ID: 'sess_a',
					MAESTRO_SESSION_TOKEN: 't',
					MAESTRO_PROJECT_ID: 'p',
				},
				input,
			});
			return new Set<string>(JSON.parse(stderr));
		};

		const [bare, full] = await Promise.all([load([before]), load([bundle, ...words])]);
		const added = [...full].filter(name => !bare.has(name));

		expect(added.filter(name => heavy.test(name))).toEqual([]);
		expect(added.length).toBeLessThan(60);
	});
}
