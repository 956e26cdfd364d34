import {spawn} from 'node:child_process';
import {chmod, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {launchFiles, writeEnvironment} from '../../../source/dispatch/spawned/launch-files.js';
import {run} from '../../../source/system/run.js';
import {eventually} from '../../helpers/eventually.js';
import {launcher} from '../../helpers/hosting.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const shells = [
	['sh', ['/bin/sh']],
	['bash as sh', ['/bin/bash', '--posix']],
] as const;

/** A window's program without a window: the shell that it keeps open is one that says its variables, and ends. */
const started = async (shell: readonly string[], environment: Record<string, string>, command: readonly string[]) => {
	const folder = await temporaryFolder();
	const {files, environment: file, end} = launchFiles(folder, 'run_1');
	await writeEnvironment(folder, 'run_1', environment);
	const kept = path.join(folder, 'kept');
	await writeFile(kept, `#!/bin/sh\nenv >"${folder}/variables"\n`);
	await chmod(kept, 0o755);
	const [program = '', ...args] = shell;
	const child = spawn(program, [...args, launcher, files, ...command], {
		stdio: 'pipe',
		detached: true,
		env: {...process.env, SHELL: kept, MAESTRO_SESSION_TOKEN: 'ours', MAESTRO_HOME: '/home/me/.maestro'},
	});
	let output = '';
	child.stdout.on('data', data => {
		output += data;
	});
	child.stderr.on('data', data => {
		output += data;
	});
	const ended = new Promise<number | null>(resolve => {
		child.on('close', resolve);
	});
	return {
		...{folder, child, ended, launch: path.dirname(file)},
		output: () => output,
		code: async () => (await readFile(end, 'utf8')).trim(),
		variables: async () => readFile(path.join(folder, 'variables'), 'utf8'),
	};
};

for (const [name, shell] of shells) {
	describe(`the program of a window, by ${name}`, () => {
		test('leaves how its program ended, and keeps a shell with the same variables', async () => {
			const odd = `a ' " \\ $(id) \`id\` *\nsecond line`;
			const window = await started(shell, {ODD: odd, code: '7', files: 'x', hung: 'y', PATH: process.env.PATH ?? ''}, [
				'sh',
				'-c',
				'printf "%s" "$ODD"; exit 5',
			]);

			await window.ended;

			expect(window.output()).toContain(odd);
			expect(window.output()).toContain('sh ended with 5');
			expect(await window.code()).toBe('5');
			expect(await readdir(window.launch)).toEqual(['run_1.end']);
			const variables = await window.variables();
			expect(variables).toContain('code=7\n');
			expect(variables).toContain('MAESTRO_HOME=/home/me/.maestro\n');
			expect(variables).not.toContain('MAESTRO_SESSION_TOKEN');
		});

		test('ends with its program when it is ended, and keeps no shell', async () => {
			const window = await started(shell, {PATH: process.env.PATH ?? ''}, ['sh', '-c', 'echo ready; exec sleep 60']);
			await eventually(() => expect(window.output()).toContain('ready'));

			process.kill(-Number(window.child.pid), 'SIGTERM');

			expect(await window.ended).toBe(143);
			expect(await window.code()).toBe('143');
			expect(await readdir(window.folder)).not.toContain('variables');
		});

		test('goes on when a person interrupts its program', async () => {
			const window = await started(shell, {PATH: process.env.PATH ?? ''}, ['sh', '-c', 'echo ready; exec sleep 60']);
			await eventually(() => expect(window.output()).toContain('ready'));

			process.kill(-Number(window.child.pid), 'SIGINT');

			await window.ended;
			expect(await window.code()).toBe('130');
			expect(await readdir(window.folder)).toContain('variables');
		});

		test('starts nothing a second time', async () => {
			const folder = await temporaryFolder();
			const [program = '', ...args] = shell;

			const {exitCode, stderr} = await run(program, [
				...args,
				launcher,
				path.join(folder, 'run_1'),
				'touch',
				`${folder}/ran`,
			]);

			expect(exitCode).toBe(1);
			expect(stderr).toContain('resume the session');
			expect(await readdir(folder)).toEqual([]);
		});

		test('ends with its program where it cannot leave behind how that ended', async () => {
			const window = await started(shell, {PATH: process.env.PATH ?? ''}, [
				'sh',
				'-c',
				'echo ready; read -r line; exit 5',
			]);
			await eventually(() => expect(window.output()).toContain('ready'));
			await rm(window.launch, {recursive: true});

			window.child.stdin.write('\n');

			expect(await window.ended).toBe(5);
			expect(await readdir(window.folder)).not.toContain('variables');
		});

		test('without any variables starts its program all the same', async () => {
			const window = await started(shell, {}, ['sh', '-c', 'exit 3']);

			await window.ended;

			expect(await window.code()).toBe('3');
		});
	});
}
