import {type ChildProcess, spawn} from 'node:child_process';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {build} from 'esbuild';
import {onTestFinished} from 'vitest';
import {eventually} from './eventually.js';
import {temporaryFolder} from './temporary.js';

export type Child = {
	readonly pid: number | undefined;
	readonly lines: string[];
	/** Resolves with what it prints once that holds what is looked for. */
	readonly says: (text: string) => Promise<void>;
	/** Resolves once it has ended by itself. */
	readonly ended: Promise<void>;
	/** Ends it as a power cut would, without a word to it. */
	readonly kill: () => Promise<void>;
};

/** Makes a program of a file beside the test, which real processes then run. */
export const buildProgram = async (file: string): Promise<(...args: readonly string[]) => Child> => {
	const outfile = path.join(await temporaryFolder(), 'program.mjs');
	await build({entryPoints: [file], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error'});
	return (...args) => {
		const child = spawn(process.execPath, [outfile, ...args], {stdio: ['ignore', 'pipe', 'inherit']});
		const ended = new Promise<void>(resolve => {
			child.once('close', () => resolve());
		});
		onTestFinished(async () => end(child, ended));
		const lines: string[] = [];
		createInterface(child.stdout).on('line', line => lines.push(line));
		return {
			pid: child.pid,
			lines,
			ended,
			says: async text => {
				await eventually(() => lines.some(line => line.includes(text)));
			},
			kill: async () => end(child, ended),
		};
	};
};

const end = async (child: ChildProcess, ended: Promise<void>): Promise<void> => {
	child.kill('SIGKILL');
	await ended;
};
