import {lstat, open, rm} from 'node:fs/promises';
import path from 'node:path';
import {hasCode, isFolder, isMissing, writeWhole} from './files.js';

/** What became of a file that was to be saved: only `saved` changed anything. */
export type Saved = 'saved' | 'already-there' | 'no-folder' | 'no-plain-file';

/**
Writes a file for a person, whole or not at all, readable by its owner alone. A file that is there is left as it is unless it is to be
replaced, also when somebody else makes one at this very moment.
*/
export const saveFile = async (
	file: string,
	content: string | AsyncIterable<Uint8Array>,
	{replaces}: {readonly replaces: boolean},
): Promise<Saved> => {
	if (!(await isFolder(path.dirname(file)))) {
		return 'no-folder';
	}

	if (!replaces && !(await claim(file))) {
		return 'already-there';
	}

	if (replaces && !(await isPlainOrMissing(file))) {
		return 'no-plain-file';
	}

	try {
		await writeWhole(file, content);
	} catch (error) {
		if (!replaces) {
			await rm(file, {force: true});
		}

		throw error;
	}

	return 'saved';
};

/** Takes the name, unless it is taken. */
const claim = async (file: string): Promise<boolean> => {
	try {
		await (await open(file, 'wx', 0o600)).close();
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) {
			return false;
		}

		throw error;
	}
};

/** A link or a device of that name would be gone afterwards. */
const isPlainOrMissing = async (file: string): Promise<boolean> => {
	try {
		return (await lstat(file)).isFile();
	} catch (error) {
		if (isMissing(error)) {
			return true;
		}

		throw error;
	}
};
