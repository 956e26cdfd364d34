import {randomUUID} from 'node:crypto';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** A file for an editor, in a folder that is its owner's alone, as is the file. */
export type EditFile = {
	readonly file: string;
	readonly read: () => Promise<string>;
	readonly remove: () => Promise<void>;
};

export const createEditFile = async (text: string, name: string): Promise<EditFile> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'maestro-edit-'));
	const file = path.join(folder, name.replace(/[^\w.-]/g, '_') || randomUUID());
	await writeFile(file, text, {mode: 0o600, flag: 'wx'});
	return {
		file,
		read: async () => readFile(file, 'utf8'),
		remove: async () => rm(folder, {recursive: true, force: true}),
	};
};
