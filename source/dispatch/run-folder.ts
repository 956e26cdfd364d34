import path from 'node:path';
import {makeFolder, writeWhole} from '../system/files.js';

/** Bytes; Linux takes 128 KiB in one argument, and the agent's other arguments need none of them. */
const longestPrompt = 120_000;

export type RunFiles = {
	readonly token: string;
	readonly settings: unknown;
	readonly prompt: string | undefined;
};

/**
Writes what a run is started with into its folder: the secret and the prompt, which are in no argument of any program that way,
and the agent's settings. A prompt that is too long for an argument becomes one that names the file it is in.
*/
export const writeRunFolder = async (folder: string, {token, settings, prompt}: RunFiles): Promise<void> => {
	await makeFolder(folder);
	await writeWhole(path.join(folder, 'token'), `${token}\n`);
	await writeWhole(settingsFile(folder), `${JSON.stringify(settings, undefined, 2)}\n`);
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

export const settingsFile = (folder: string): string => path.join(folder, 'settings.json');
