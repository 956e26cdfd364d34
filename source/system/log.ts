import {appendFileSync, mkdirSync, renameSync, statSync} from 'node:fs';
import path from 'node:path';
import {hasCode} from './files.js';

export type Log = (text: string, error?: unknown) => void;

const largest = 5 * 1024 * 1024;

/**
Writes lines to a file, the time in front. At 5 MiB the file is put aside as `<file>.1`, over the one put aside before. What
cannot be written (a full disk) goes to `lastResort`: a log must not end what it tells of.
*/
export const logTo = (file: string, lastResort: (line: string) => void): Log => {
	return (text, error) => {
		const cause =
			error === undefined ? '' : ` ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
		const line = `${new Date().toISOString()} ${text}${cause}\n`;
		try {
			mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
			if (sizeOf(file) > largest) {
				renameSync(file, `${file}.1`);
			}

			appendFileSync(file, line, {mode: 0o600});
		} catch {
			lastResort(line);
		}
	};
};

const sizeOf = (file: string): number => {
	try {
		return statSync(file).size;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) {
			return 0;
		}

		throw error;
	}
};
