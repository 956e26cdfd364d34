import {randomUUID} from 'node:crypto';
import {link, lstat, readdir, rename, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {hasCode, isMissing, listFolder, makeFolder, modifiedAt} from './files.js';

/**
Writes a file whole or not at all for whoever reads it, without a promise about a power cut: for what can be made again.
*/
export const replaceFile = async (file: string, content: string): Promise<void> => {
	const draft = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
	try {
		await inFolder(draft, async () => writeFile(draft, content, {mode: 0o600, flag: 'wx'}));
		await rename(draft, file);
	} catch (error) {
		await rm(draft, {force: true});
		throw error;
	}
};

/**
Makes a file that must not be there yet, whole or not at all; answers whether it did. Of several who make it at once, one does.
*/
export const createFile = async (file: string, content: string): Promise<boolean> => {
	const draft = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
	try {
		await inFolder(draft, async () => writeFile(draft, content, {mode: 0o600, flag: 'wx'}));
		await link(draft, file);
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) {
			return false;
		}

		throw error;
	} finally {
		await rm(draft, {force: true});
	}
};

/** Gives a file another name; answers whether it was there. */
export const moveFile = async (file: string, to: string): Promise<boolean> => {
	try {
		await rename(file, to);
		return true;
	} catch (error) {
		if (isMissing(error)) {
			return false;
		}

		throw error;
	}
};

/** Makes a symbolic link to `target`, which is relative to its folder. One that is there is well. */
export const makeLink = async (file: string, target: string): Promise<void> => {
	try {
		await inFolder(file, async () => symlink(target, file));
	} catch (error) {
		if (!hasCode(error, 'EEXIST')) {
			throw error;
		}
	}
};

/** Makes something, and the folder first where it is missing, which is rare. */
const inFolder = async (file: string, make: () => Promise<void>): Promise<void> => {
	try {
		await make();
	} catch (error) {
		if (!isMissing(error)) {
			throw error;
		}

		await makeFolder(path.dirname(file));
		await make();
	}
};

/** Whether a name is that of a draft that a writer left when it was ended. */
export const isDraft = (name: string): boolean => /^\..+\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(name);

/** Long enough for any writer to be done with it. */
const draftLastsMs = 60_000;

/** Takes the drafts in a folder away whose writers were ended. */
export const removeDrafts = async (folder: string, now: number): Promise<void> => {
	for (const {name} of (await listFolder(folder)).filter(({name}) => isDraft(name))) {
		const file = path.join(folder, name);
		if (Math.abs(now - (await modifiedAt(file))) > draftLastsMs) {
			await removeFile(file);
		}
	}
};

/** What lies in a folder and those below it, as paths from it; nothing where there is no folder. Links are not followed. */
export const listFiles = async (folder: string): Promise<readonly string[]> => {
	try {
		const entries = await readdir(folder, {recursive: true, withFileTypes: true});
		return entries
			.filter(entry => !entry.isDirectory())
			.map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
			.sort();
	} catch (error) {
		if (isMissing(error)) {
			return [];
		}

		throw error;
	}
};

/** Takes a file away; one that is not there is well. */
export const removeFile = async (file: string): Promise<void> => rm(file, {force: true});

/** Puts a file aside under a name that is still free: `<file>.bad`, `<file>.2.bad` and so on. Answers the name. */
export const putAside = async (file: string): Promise<string> => {
	for (let number = 1; ; number++) {
		const aside = number === 1 ? `${file}.bad` : `${file}.${number}.bad`;
		if ((await sizeOf(aside)) === undefined) {
			await rename(file, aside);
			return aside;
		}
	}
};

/** The bytes of a file or link itself, or `undefined` where there is none. */
export const sizeOf = async (file: string): Promise<number | undefined> => {
	try {
		return (await lstat(file)).size;
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}

		throw error;
	}
};
