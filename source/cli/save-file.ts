import {homedir} from 'node:os';
import path from 'node:path';
import {MaestroError} from '../domain/errors.js';
import {saveFile} from '../system/save.js';

/** Saves files that are named from a folder, or from the home folder by `~/`; answers where. Refuses to replace one unless told to. */
export const createSaveFile =
	(folder: string) =>
	async (
		name: string,
		content: string | AsyncIterable<Uint8Array>,
		how: {readonly replaces: boolean},
	): Promise<string> => {
		const file = path.resolve(folder, name.replace(/^~(?=\/)/, homedir()));
		switch (await telling(file, async () => saveFile(file, content, how))) {
			case 'already-there': {
				throw new MaestroError('already-there', `${file} is there already`);
			}

			case 'no-folder': {
				throw new MaestroError('bad-directory', `There is no folder ${path.dirname(file)}; name one that is there`);
			}

			case 'no-plain-file': {
				throw new MaestroError('already-there', `${file} is there and is no plain file; name another one`);
			}

			case 'saved': {
				return file;
			}
		}
	};

const telling = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
	try {
		return await work();
	} catch (error) {
		// Where the content comes from may refuse as well.
		if (error instanceof MaestroError || !(error instanceof Error && 'code' in error)) {
			throw error;
		}

		throw new MaestroError('storage-failed', `${file} cannot be written: ${error.message}`, {cause: error});
	}
};
