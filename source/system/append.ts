import {close, fdatasync, ftruncate, open, write, writeSync} from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {makeFolder, syncFolder} from './files.js';

/**
A file that only grows.
*/
export type AppendFile = {
	/** Resolves once the bytes would survive a power cut. After a refusal nothing is known of what the file holds beyond its former end. */
	readonly append: (bytes: Uint8Array) => Promise<void>;
	/** Takes away everything behind that many bytes. */
	readonly cut: (length: number) => Promise<void>;
	readonly close: () => Promise<void>;
};

export type OpenAppend = (file: string, how: {readonly isNew: boolean}) => Promise<AppendFile>;

/**
Opens a file to add to its end. One that is to be new must not be there (`EEXIST`), and its name survives a power cut as soon
as this resolves.
*/
export const openAppend: OpenAppend = async (file, {isNew}) => {
	const folder = path.dirname(file);
	await makeFolder(folder);
	const descriptor = await openFile(file, isNew ? 'ax' : 'a', 0o600);
	const sync = async () => syncData(descriptor);
	if (isNew) {
		try {
			await syncFolder(folder);
		} catch (error) {
			await closeFile(descriptor);
			throw error;
		}
	}

	return {
		async append(bytes) {
			for (let written = 0; written < bytes.length; ) {
				const count =
					bytes.length <= mostAtOnce
						? writeSync(descriptor, bytes, written)
						: (await writeFile(descriptor, bytes, written)).bytesWritten;
				if (count === 0) {
					throw new Error(`Only ${written} of ${bytes.length} bytes were taken`);
				}

				written += count;
			}

			await sync();
		},
		async cut(length) {
			await cutFile(descriptor, length);
			await sync();
		},
		close: async () => closeFile(descriptor),
	};
};

/**
Up to this many bytes are copied to the system's memory at once, which takes less time (0.05 ms for these) than handing them to another
thread and hearing from it; only the sync after it waits for the disk.
*/
const mostAtOnce = 64 * 1024;

// The calls with a callback: those of `node:fs/promises` cost a third more for each append.
const openFile = promisify(open);
const writeFile = promisify(write);
const syncData = promisify(fdatasync);
const cutFile = promisify(ftruncate);
const closeFile = promisify(close);
