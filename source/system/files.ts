import {randomUUID} from 'node:crypto';
import {
	chmod,
	type FileHandle,
	mkdir,
	open,
	readdir,
	readFile,
	realpath,
	rename,
	rm,
	rmdir,
	stat,
} from 'node:fs/promises';
import path from 'node:path';

type Writing = {
	/** Permission bits; 0600 unless given, as most of what we write is nobody else's. */
	readonly mode?: number;
};

/**
Writes a file whole or not at all: beside the old one, synced, and then in its place. Resolves once it would survive a
power cut. Folders that are missing are made, for the owner alone. What comes in pieces is written as it comes.
*/
export const writeWhole = async (
	file: string,
	content: string | Uint8Array | AsyncIterable<Uint8Array>,
	{mode = 0o600}: Writing = {},
): Promise<void> => {
	const directory = path.dirname(file);
	await makeFolder(directory);
	const draft = path.join(directory, `.${path.basename(file)}.${randomUUID()}`);
	try {
		const handle = await open(draft, 'wx', mode);
		try {
			await handle.writeFile(content);
			await handle.sync();
		} finally {
			await handle.close();
		}

		await rename(draft, file);
	} catch (error) {
		await rm(draft, {force: true});
		throw error;
	}

	await syncFolder(directory);
};

/** Makes what was renamed or removed in a folder survive a power cut. */
export const syncFolder = async (directory: string): Promise<void> => {
	const handle = await open(directory, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
};

/** Makes a folder and those above it, for the owner alone. */
export const makeFolder = async (directory: string): Promise<void> => {
	await mkdir(directory, {recursive: true, mode: 0o700});
};

/** Takes a folder away with all that is in it; one that is not there is well. */
export const removeFolder = async (directory: string): Promise<void> => rm(directory, {recursive: true, force: true});

/** Takes a folder away that nothing is in; any other is left as it is. */
export const removeEmptyFolder = async (directory: string): Promise<void> => {
	try {
		await rmdir(directory);
	} catch (error) {
		if (!isMissing(error) && !hasCode(error, 'ENOTEMPTY') && !hasCode(error, 'EEXIST')) {
			throw error;
		}
	}
};

/** Where a path leads to, without any link. */
export const realPath = async (file: string): Promise<string> => realpath(file);

/** The text of a file, or `undefined` where there is none. */
export const readText = async (file: string): Promise<string | undefined> => {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}

		throw error;
	}
};

/** The bytes of a file, or of a part of it as far as there is one; `undefined` where there is no file. */
export const readBytes = async (
	file: string,
	part?: {readonly from: number; readonly length: number},
): Promise<Buffer | undefined> => {
	try {
		if (part === undefined) {
			return await readFile(file);
		}

		const handle = await open(file, 'r');
		try {
			const {buffer, bytesRead} = await handle.read(Buffer.alloc(part.length), 0, part.length, part.from);
			return buffer.subarray(0, bytesRead);
		} finally {
			await handle.close();
		}
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}

		throw error;
	}
};

/** What is in a folder, by name; nothing where there is none. */
export const listFolder = async (
	directory: string,
): Promise<ReadonlyArray<{readonly name: string; readonly isFolder: boolean}>> => {
	try {
		const entries = await readdir(directory, {withFileTypes: true});
		return entries
			.map(entry => ({name: entry.name, isFolder: entry.isDirectory()}))
			.sort((a, b) => (a.name < b.name ? -1 : 1));
	} catch (error) {
		if (isMissing(error)) {
			return [];
		}

		throw error;
	}
};

/**
The bytes of a large file, or `undefined` where there is none. Each piece of it is handed over while the next one is being read, and how
many bytes come after it.
*/
export const readPieces = async (
	file: string,
	each: (piece: Buffer, left: number) => void,
	pieceSize = 2 * 1024 * 1024,
): Promise<Buffer | undefined> => {
	let handle: FileHandle | undefined;
	try {
		handle = await open(file, 'r');
		const {size} = await handle.stat();
		const bytes = Buffer.allocUnsafeSlow(size);
		let [start, end] = [0, 0];
		do {
			const reading = handle.read(bytes, end, Math.min(pieceSize, size - end), end);
			each(bytes.subarray(start, end), size - end);
			start = end;
			end += (await reading).bytesRead;
		} while (end > start);
		return bytes.subarray(0, end);
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}

		throw error;
	} finally {
		await handle?.close();
	}
};

export const isFolder = async (directory: string): Promise<boolean> => {
	try {
		return (await stat(directory)).isDirectory();
	} catch (error) {
		if (isMissing(error)) {
			return false;
		}

		throw error;
	}
};

/** When a file was last changed, in milliseconds; 0 where there is none. */
export const modifiedAt = async (file: string): Promise<number> => {
	try {
		return (await stat(file)).mtimeMs;
	} catch (error) {
		if (isMissing(error)) {
			return 0;
		}

		throw error;
	}
};

/** Takes away what others may do with a file that holds a secret. */
export const makePrivate = async (file: string): Promise<void> => chmod(file, 0o600);

export const isMissing = (error: unknown): boolean => hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');

export const hasCode = (error: unknown, code: string): boolean =>
	error instanceof Error && 'code' in error && error.code === code;
