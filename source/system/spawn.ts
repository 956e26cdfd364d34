import {spawn} from 'node:child_process';
import {open} from 'node:fs/promises';
import path from 'node:path';
import {makeFolder} from './files.js';

type Options = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** A file that what it prints is added to. */
	readonly output: string;
};

export type Detached = {
	readonly pid: number | undefined;
	/** `undefined` while it runs; 127 when it did not start. */
	readonly exitCode: () => number | undefined;
};

/**
Starts a program that goes on when we end: in a session of its own, without our terminal.
*/
export const startDetached = async (
	[program, ...args]: readonly [string, ...string[]],
	{environment, output}: Options,
): Promise<Detached> => {
	await makeFolder(path.dirname(output));
	const handle = await open(output, 'a', 0o600);
	try {
		let exitCode: number | undefined;
		const child = spawn(program, args, {
			detached: true,
			cwd: '/',
			env: {...environment},
			stdio: ['ignore', handle.fd, handle.fd],
		});
		child.on('error', () => {
			exitCode = 127;
		});
		child.on('exit', (code, signal) => {
			exitCode = code ?? (signal === null ? 0 : 1);
		});
		child.unref();
		return {pid: child.pid, exitCode: () => exitCode};
	} finally {
		await handle.close();
	}
};

/**
Runs a program at this terminal, which is all its own until it ends; answers its exit code, 127 when it did not start.
*/
export const runAtTerminal = async (
	[program, ...args]: readonly [string, ...string[]],
	environment: Readonly<Record<string, string | undefined>>,
): Promise<{readonly exitCode: number}> =>
	new Promise(resolve => {
		const child = spawn(program, args, {stdio: 'inherit', env: {...environment}});
		child.on('error', () => resolve({exitCode: 127}));
		child.on('exit', code => resolve({exitCode: code ?? 1}));
	});
