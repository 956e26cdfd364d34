import {type FileHandle, open} from 'node:fs/promises';
import {isMissing} from './files.js';

/**
A file that is read a part at a time. It stays readable when its name is taken away.
*/
export type ByteFile = {
	/** How many bytes it has by now. */
	readonly size: () => Promise<number>;
	/** So many bytes of it, fewer where it ends. */
	readonly read: (from: number, length: number) => Promise<Buffer>;
	readonly close: () => Promise<void>;
};

export type OpenBytes = (file: string) => Promise<ByteFile | undefined>;

/** Opens a file for reading; `undefined` where there is none. */
export const openBytes: OpenBytes = async file => {
	const handle = await openHandle(file);
	return (
		handle && {
			size: async () => (await handle.stat()).size,
			async read(from, length) {
				// Not from the pool: a piece that is being sent would hold on to what others have there.
				const {buffer, bytesRead} = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, from);
				return buffer.subarray(0, bytesRead);
			},
			close: async () => handle.close(),
		}
	);
};

const openHandle = async (file: string): Promise<FileHandle | undefined> => {
	try {
		return await open(file, 'r');
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}

		throw error;
	}
};
