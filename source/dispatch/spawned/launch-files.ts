import path from 'node:path';
import {quoteWord} from '../../domain/shell.js';
import {writeWhole} from '../../system/files.js';

/** What `maestro-window` reads and leaves behind for a run. */
export const launchFiles = (folder: string, runId: string) => {
	const files = path.join(folder, 'launch', runId);
	return {files, environment: `${files}.environment`, end: `${files}.end`} as const;
};

/** Whose such a file is, and whether there may be secrets in it. A draft of one is nobody's. */
export const readLaunchName = (name: string): {readonly runId: string; readonly isSecret: boolean} => {
	const [runId = '', kind] = name.split('.');
	return {runId, isSecret: kind !== 'end'};
};

/**
Writes down what a program is started with, as a shell takes it: no variable stands in an argument of any program that way. For the owner
alone, and only until the program has begun.
*/
export const writeEnvironment = async (
	folder: string,
	runId: string,
	environment: Readonly<Record<string, string>>,
): Promise<void> => {
	const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${quoteWord(value)}\n`);
	await writeWhole(launchFiles(folder, runId).environment, `:\n${lines.join('')}`);
};
