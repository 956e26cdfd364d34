import {stat} from 'node:fs/promises';
import path from 'node:path';
import {isMissing} from './files.js';

/**
The git work tree that a folder is in, or `undefined`. `.git` is a folder in most, and a file in linked work trees.
*/
export const findWorkTree = async (directory: string): Promise<string | undefined> => {
	if (await exists(path.join(directory, '.git'))) {
		return directory;
	}

	const above = path.dirname(directory);
	return above === directory ? undefined : findWorkTree(above);
};

const exists = async (file: string): Promise<boolean> => {
	try {
		await stat(file);
		return true;
	} catch (error) {
		if (isMissing(error)) {
			return false;
		}

		throw error;
	}
};
