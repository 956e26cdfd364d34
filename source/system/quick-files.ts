import {existsSync, readFileSync, writeFileSync, writeSync} from 'node:fs';

/**
A small file's text, or `undefined` where it cannot be read. For programs that start often: `node:fs/promises` is not loaded.
*/
export const readQuickly = (file: string): string | undefined => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
};

/** Whether there is a file or a folder that can be seen. */
export const isThereQuickly = (place: string): boolean => existsSync(place);

/**
Makes a file that must not be there yet; answers whether it did.
*/
export const createQuickly = (file: string, content: string): boolean => {
	try {
		writeFileSync(file, content, {flag: 'wx', mode: 0o600});
		return true;
	} catch {
		return false;
	}
};

/**
Writes all of a text to standard output (1) or standard error (2) before it returns. Throws `EPIPE` when nobody reads it.
*/
export const writeOut = (descriptor: 1 | 2, text: string): void => {
	const bytes = Buffer.from(text);
	for (let start = 0; start < bytes.length; ) {
		try {
			start += writeSync(descriptor, bytes, start);
		} catch (error) {
			// A pipe that somebody made non-blocking, and that is full.
			if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) {
				throw error;
			}

			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
		}
	}
};
