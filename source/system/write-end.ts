import {closeSync, constants, fsyncSync, ftruncateSync, openSync, renameSync, writeSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {Limits} from '../domain/run.js';
import {hasCode} from './files.js';
import {runFilesIn} from './run-files.js';

export type End = {
	readonly exitCode?: number | undefined;
	readonly signal?: number | undefined;
	readonly limit?: keyof Limits | undefined;
};

/**
Writes down how a run ended, whole and for good. A disk that is full may have room again a little later; after ten minutes it is given up,
and nobody will ever know.
*/
export const writeEnd = async (folder: string, end: End & {readonly endedAt: number}): Promise<void> => {
	const text = `${JSON.stringify(end)}\n`;
	for (let attempt = 1; ; attempt++) {
		try {
			writeOver(runFilesIn(folder), text);
			return;
		} catch (error) {
			// The folder was taken away: nobody asks any more.
			if (hasCode(error, 'ENOENT')) {
				return;
			}

			if (attempt === 600) {
				throw error;
			}
		}

		await pause(1000);
	}
};

/** Over the room that was taken for it: that takes none of a disk that is full. */
const writeOver = ({draft, end}: ReturnType<typeof runFilesIn>, text: string): void => {
	const file = openSync(draft, constants.O_WRONLY | constants.O_CREAT, 0o600);
	try {
		const written = writeSync(file, text, 0);
		if (written < Buffer.byteLength(text)) {
			throw new Error(`Only ${written} bytes of ${draft} were taken`);
		}

		ftruncateSync(file, written);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}

	renameSync(draft, end);
	const folder = openSync(path.dirname(end), 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
};
