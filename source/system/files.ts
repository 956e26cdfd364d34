import {randomUUID} from 'node:crypto';
import {chmod, mkdir, open, readFile, rename, rm, stat} from 'node:fs/promises';
import path from 'node:path';

type Writing = {
	/** Permission bits; 0600 unless given, as most of what we write is nobody else's. */
	readonly mode?: number;
};

/**
Writes a file whole or not at all: beside the old one, synced, and then in its place. Resolves once it would survive a
power cut. Folders that are missing are made, for the owner alone.
*/
export const writeWhole = async (
	file: string,
	content: string | Uint8Array,
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
