import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import path from 'node:path';

/**
The absolute path of a program on a PATH, or `undefined`. A name with a slash is looked at as it is.
*/
export const findProgram = async (name: string, searchPath: string | undefined): Promise<string | undefined> => {
	const places = name.includes('/') ? [''] : (searchPath ?? '').split(path.delimiter).filter(Boolean);
	for (const place of places) {
		const file = path.resolve(place, name);
		if (await isProgram(file)) {
			return file;
		}
	}

	return undefined;
};

const isProgram = async (file: string): Promise<boolean> => {
	try {
		await access(file, constants.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
};
