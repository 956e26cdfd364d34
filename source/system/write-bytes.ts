import {write} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';
import {hasCode} from './files.js';

const writeFile = promisify(write);

/**
Writes all of some bytes to standard output (1) or standard error (2). While nobody takes them it waits, and everything else goes on. Rejects
with `EPIPE` when nobody reads them any more.
*/
export const writeBytes = async (descriptor: 1 | 2, bytes: Uint8Array): Promise<void> => {
	for (let start = 0; start < bytes.length; ) {
		try {
			start += (await writeFile(descriptor, bytes, start)).bytesWritten;
		} catch (error) {
			// A pipe that somebody made non-blocking, and that is full.
			if (!hasCode(error, 'EAGAIN')) {
				throw error;
			}

			await pause(2);
		}
	}
};
