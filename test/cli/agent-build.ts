import {execFile, spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll} from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');

/** What the build makes for agents, built for this file of tests into a folder of its own. */
export const buildAgent = (): {readonly bundle: string; readonly assets: string} => {
	const folder = mkdtempSync(path.join(tmpdir(), 'mt-build-'));
	beforeAll(async () => {
		await promisify(execFile)(process.execPath, [
			path.join(root, 'scripts', 'build.mjs'),
			'--only',
			'agent',
			'--to',
			folder,
		]);
	});
	afterAll(() => rmSync(folder, {recursive: true, force: true}));
	return {bundle: path.join(folder, 'agent.cjs'), assets: path.join(folder, 'assets')};
};

export type Ended = {
	readonly exitCode: number | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly milliseconds: number;
};

type How = {
	readonly environment?: Readonly<Record<string, string>>;
	/** Standard input; one that never ends where it is `undefined`. */
	readonly input?: string | Buffer | undefined;
};

/** Runs a program with nothing in its environment but PATH and what is given. */
export const runProgram = async (
	[program = '', ...args]: readonly string[],
	{environment = {}, input}: How = {},
): Promise<Ended> =>
	new Promise((resolve, reject) => {
		const startedAt = performance.now();
		const child = spawn(program, args, {env: {PATH: process.env.PATH ?? '', ...environment}});
		const chunks = {stdout: '', stderr: ''};
		child.stdout.on('data', chunk => (chunks.stdout += chunk));
		child.stderr.on('data', chunk => (chunks.stderr += chunk));
		// A program that does not read all of its input closes it.
		child.stdin.on('error', () => {});
		if (input !== undefined) {
			child.stdin.end(input);
		}

		child.on('error', reject);
		child.on('close', exitCode => resolve({exitCode, ...chunks, milliseconds: performance.now() - startedAt}));
	});

const allShells: ReadonlyArray<readonly [name: string, command: readonly [string, ...string[]]]> = [
	['sh', ['sh']],
	['dash', ['dash']],
	['bash', ['bash']],
	['bash --posix', ['bash', '--posix']],
	['busybox', ['busybox', 'sh']],
];

/** The shells of this machine, of those that our programs promise to run in. */
export const shells = allShells.filter(
	([, [program]]) => spawnSync(program, ['-c', ':'], {stdio: 'ignore'}).error === undefined,
);
