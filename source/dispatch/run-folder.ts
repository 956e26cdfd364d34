import path from 'node:path';
import type {Start} from '../agents/agent.js';
import {makeFolder, writeWhole} from '../system/files.js';

/** Bytes; Linux takes 128 KiB in one argument, and the agent's other arguments need none of them. */
const longestPrompt = 120_000;

export type RunFiles = Pick<Start, 'environment' | 'files'> & {
	readonly token: string;
	readonly prompt: string | undefined;
};

/**
Writes what a run is started with into its folder: the secret, the agent's variables and the prompt, which are in no argument of any
program that way, and the agent's own files. A prompt that is too long for an argument becomes one that names the file it is in.
*/
export const writeRunFolder = async (folder: string, {token, environment, files, prompt}: RunFiles): Promise<void> => {
	await makeFolder(folder);
	await writeWhole(path.join(folder, 'token'), `${token}\n`);
	await writeWhole(path.join(folder, 'environment'), linesOf(environment));
	for (const [name, content] of Object.entries(files)) {
		await writeWhole(path.join(folder, name), content);
	}

	if (prompt === undefined) {
		return;
	}

	if (Buffer.byteLength(prompt) <= longestPrompt) {
		await writeWhole(path.join(folder, 'prompt'), prompt);
		return;
	}

	const file = path.join(folder, 'prompt.md');
	await writeWhole(file, prompt);
	await writeWhole(path.join(folder, 'prompt'), `What you are to do is in the file ${file}. Read all of it first.`);
};

/** One `NAME=value` a line, as `maestro-launch` reads them. */
const linesOf = (environment: Start['environment']): string => {
	const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
	const wrong = lines.find(line => !/^[A-Z_][A-Z0-9_]*=.*\n$/.test(line));
	if (wrong !== undefined) {
		throw new TypeError(`A variable of an agent has a name or a newline that no line can hold: ${wrong.split('=')[0]}`);
	}

	return lines.join('');
};
