import {constants} from 'node:fs';
import {access, stat, statfs} from 'node:fs/promises';
import path from 'node:path';
import {isMissing} from './files.js';

/**
Why a folder cannot be written to, or `undefined` when it can. One that is not there yet is asked of the folder it would be in.
*/
export const whyNotWritable = async (folder: string): Promise<string | undefined> => {
	const existing = await nearest(folder);
	try {
		if (!(await stat(existing)).isDirectory()) {
			return `${existing} is not a folder`;
		}

		await access(existing, constants.W_OK | constants.X_OK);
		return undefined;
	} catch {
		return `${existing} is not writable`;
	}
};

/** Free bytes on the disk that a folder is on, or would be. */
export const freeBytes = async (folder: string): Promise<number> => {
	const {bavail, bsize} = await statfs(await nearest(folder));
	return bavail * bsize;
};

const nearest = async (folder: string): Promise<string> => {
	try {
		await stat(folder);
		return folder;
	} catch (error) {
		if (isMissing(error) && path.dirname(folder) !== folder) {
			return nearest(path.dirname(folder));
		}

		return folder;
	}
};
