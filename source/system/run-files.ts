import {readlinkSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import {hasCode, isMissing} from './files.js';

/**
What the folder of a headless run holds. `claim` and `process` are symbolic links whose target is a word, `NUMBER BIRTH` of a process or
`given-up`: a link is made with its word in one step, and only once, whoever is killed at whatever moment.
*/
export const runFilesIn = (folder: string) =>
	({
		command: path.join(folder, 'command.json'),
		output: path.join(folder, 'output'),
		marks: path.join(folder, 'marks'),
		/** Which keeper starts the run. */
		claim: path.join(folder, 'claim'),
		/** What it started; made by the program that becomes the agent, before it does. */
		process: path.join(folder, 'process'),
		/** Room for `end.json`, taken before the run: a disk that is full by the time it ends has room for it. */
		draft: path.join(folder, 'end.draft'),
		end: path.join(folder, 'end.json'),
		/** What the keeper had to say when it could not do its work. */
		trouble: path.join(folder, 'trouble'),
	}) as const;

/** Whoever makes this of a name has given up for whoever comes later: nothing is started. */
export const givenUp = 'given-up';

/** Takes a name for a word, unless somebody has it; answers whether it did. */
export const takeName = (file: string, word: string): boolean => {
	try {
		symlinkSync(word, file);
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) {
			return false;
		}

		throw error;
	}
};

/** The word that a name was taken for; `undefined` while nobody has it. */
export const readName = (file: string): string | undefined => {
	try {
		return readlinkSync(file);
	} catch (error) {
		// EINVAL: it is a file, and nobody of ours made it.
		if (isMissing(error) || hasCode(error, 'EINVAL')) {
			return undefined;
		}

		throw error;
	}
};
