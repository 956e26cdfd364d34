import {mkdir, readdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {readHookEvent} from '../../source/system/hook-event.js';
import {pathsUnder} from '../../source/system/paths.js';
import {installPrograms} from '../../source/system/programs.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {runProgram, shells} from './agent-build.js';

const assets = path.join(import.meta.dirname, '..', '..', 'assets');
const input = '{"hook_event_name":"Stop","last_assistant_message":"ünï \\\\ %s $HOME"}\n';

// The Node part is a program that says what it was given: here only the way to it is tested.
const home = async () => {
	const paths = pathsUnder(path.join(await temporaryFolder(), "it's a home"));
	await mkdir(paths.hookEvents, {recursive: true});
	await mkdir(paths.flags, {recursive: true});
	const bundle = path.join(paths.home, 'agent.cjs');
	await writeFile(bundle, 'process.stdin.pipe(process.stdout); console.log(process.argv[2]); process.exitCode = 2;');
	await installPrograms({assets, programs: paths.programs, node: process.execPath, bundle, door: bundle});
	return paths;
};

const environment = (homeFolder: string, more: Readonly<Record<string, string>> = {}) => ({
	MAESTRO_HOME: homeFolder,
	MAESTRO_SESSION_ID: 'sess_b',
	CLAUDE_PID: '4711',
	CLAUDE_CONFIG_DIR: '/home/user/.claude',
	...more,
});

const silent = {exitCode: 0, stdout: '', stderr: ''};

for (const [name, shell] of shells) {
	describe(`maestro-hook in ${name}`, () => {
		const hook = async (paths: {readonly programs: string}, how: Parameters<typeof runProgram>[1]) =>
			runProgram([...shell, path.join(paths.programs, 'maestro-hook')], how);

		test('leaves what it was told as one file, with the client beside it', async () => {
			const paths = await home();

			expect(await hook(paths, {environment: environment(paths.home), input})).toMatchObject(silent);

			const [file = '', ...others] = await readdir(paths.hookEvents);
			expect(others).toEqual([]);
			expect(file).toMatch(/^sess_b\.[\d.]+\.\d+$/);
			expect(readHookEvent(await readFile(path.join(paths.hookEvents, file), 'utf8'), 7, false)).toEqual({
				input: JSON.parse(input),
				at: 7,
				clientPid: 4711,
				clientFolder: '/home/user/.claude',
			});
		});

		test('becomes the Node part when something waits, and hands it all of the input', async () => {
			const paths = await home();
			await writeFile(path.join(paths.flags, 'sess_b'), '1\n');

			expect(await hook(paths, {environment: environment(paths.home), input})).toMatchObject({
				exitCode: 2,
				stdout: `hook\n${input}`,
				stderr: '',
			});
			expect(await readdir(paths.hookEvents)).toEqual([]);
		});

		test('leaves no more than 64 KiB of a long input', async () => {
			const paths = await home();
			const long = `{"hook_event_name":"PostToolBatch","tool_calls":["${'x'.repeat(300_000)}"]}`;

			expect(await hook(paths, {environment: environment(paths.home), input: long})).toMatchObject(silent);

			const [file = ''] = await readdir(paths.hookEvents);
			const text = await readFile(path.join(paths.hookEvents, file), 'utf8');
			expect(text.length).toBeLessThan(66_000);
			expect(readHookEvent(text, 7, true)?.input).toEqual({hook_event_name: 'PostToolBatch'});
		});

		test('is silent and exits with 0 whatever is missing', async () => {
			const paths = await home();
			const program = paths;
			const elsewhere = await temporaryFolder();
			const cases: ReadonlyArray<Readonly<Record<string, string>>> = [
				environment(paths.home, {MAESTRO_SESSION_ID: ''}),
				environment(paths.home, {MAESTRO_SESSION_ID: '../../etc/passwd'}),
				environment(paths.home, {MAESTRO_SESSION_ID: 'sess_b\nx'}),
				environment(paths.home, {MAESTRO_SESSION_ID: 'sess_é'}),
				environment(paths.home, {MAESTRO_SESSION_ID: 'x'.repeat(129)}),
				environment(path.join(elsewhere, 'nowhere')),
				{MAESTRO_SESSION_ID: 'sess_b'},
				{MAESTRO_SESSION_ID: 'sess_b', HOME: '/proc/nowhere'},
			];

			for (const given of cases) {
				expect(await hook(program, {environment: given, input})).toMatchObject(silent);
			}

			expect(await readdir(paths.hookEvents)).toEqual([]);
		});

		test('is silent and exits with 0 where it cannot write, or the events are no folder', async () => {
			const paths = await home();
			await rm(paths.hookEvents, {recursive: true});
			await writeFile(paths.hookEvents, '');
			expect(await hook(paths, {environment: environment(paths.home), input})).toMatchObject(silent);

			await rm(paths.hookEvents);
			// In this folder even root makes no file.
			await symlink('/proc/self', paths.hookEvents);
			expect(await hook(paths, {environment: environment(paths.home), input})).toMatchObject(silent);
		});

		test('leaves the event where the build is gone', async () => {
			const paths = await home();
			await writeFile(path.join(paths.flags, 'sess_b'), '1\n');
			await rm(path.join(paths.home, 'agent.cjs'));

			expect(await hook(paths, {environment: environment(paths.home), input})).toMatchObject(silent);
			expect(await readdir(paths.hookEvents)).toHaveLength(1);
		});

		test('fifty at once leave fifty whole events', async () => {
			const paths = await home();
			const runs = Array.from({length: 50}, async (_, number) =>
				hook(paths, {
					environment: environment(paths.home),
					input: JSON.stringify({hook_event_name: 'Stop', number, x: 'x'.repeat(20_000)}),
				}),
			);
			await Promise.all(runs);

			const files = await readdir(paths.hookEvents);
			const texts = await Promise.all(files.map(async file => readFile(path.join(paths.hookEvents, file), 'utf8')));
			expect(new Set(texts.map(text => readHookEvent(text, 0, true)?.input.number)).size).toBe(50);
		});
	});

	describe(`maestro-launch in ${name}`, () => {
		const launch = async (paths: {readonly programs: string; readonly home: string}, words: readonly string[]) =>
			runProgram([...shell, path.join(paths.programs, 'maestro-launch'), ...words], {
				environment: {MAESTRO_HOME: paths.home},
				input: '',
			});

		const show = [
			process.execPath,
			'-e',
			'console.log(JSON.stringify([process.argv.slice(1), process.env.MAESTRO_SESSION_TOKEN, process.env.PATH]))',
			'--',
		];

		test('becomes the agent, with the secret, the PATH and the prompt to the letter', async () => {
			const paths = await home();
			const folder = await temporaryFolder();
			await writeFile(path.join(folder, 'token'), 'sess_b.s3cret\n');
			await writeFile(path.join(folder, 'prompt'), 'Say "hi" to $HOME\n\n%s \\n `x`\n\n');

			const {stdout, stderr} = await launch(paths, [folder, ...show, '--model', 'a b']);

			const [words, token, searchPath] = JSON.parse(stdout);
			expect(words).toEqual(['--model', 'a b', 'Say "hi" to $HOME\n\n%s \\n `x`\n\n']);
			expect(token).toBe('sess_b.s3cret');
			expect(searchPath).toBe(`${paths.programs}:${process.env.PATH}`);
			expect(stderr).toBe('');
		});

		test('needs neither a secret nor a prompt', async () => {
			const paths = await home();

			const {stdout} = await launch(paths, [await temporaryFolder(), ...show]);

			expect(JSON.parse(stdout)).toEqual([[], null, expect.any(String)]);
		});

		test('says in one sentence that the agent is not there', async () => {
			const paths = await home();

			expect(await launch(paths, [await temporaryFolder(), 'no-such-agent', '--x'])).toMatchObject({
				exitCode: 127,
				stderr: 'maestro: no-such-agent is not installed, or not on PATH; install it and dispatch again\n',
			});
		});

		test('maestro runs the door of this build with the words it was given', async () => {
			const paths = await home();

			expect(
				await runProgram([...shell, path.join(paths.programs, 'maestro'), 'inbox', '--quiet'], {input: 'x'}),
			).toMatchObject({exitCode: 2, stdout: 'inbox\nx'});
		});
	});
}
