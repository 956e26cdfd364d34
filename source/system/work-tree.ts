import {stat} from 'node:fs/promises';
import path from 'node:path';
import {isFolder, isMissing, readText} from './files.js';

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

/**
The main work tree that a linked one belongs to, or `undefined` for one that is no linked one, or belongs to a repository without a main
work tree. `.git` of a linked one is a file that says where git keeps what it knows of it: `gitdir: /main/.git/worktrees/name`.
*/
export const mainWorkTree = async (root: string): Promise<string | undefined> => {
	const file = path.join(root, '.git');
	const text = (await isFolder(file)) ? undefined : await readText(file);
	const [, kept] = /^gitdir: (.+?)[\r\n]*$/.exec(text ?? '') ?? [];
	const [, main] = /^(.+)\/\.git\/worktrees\/[^/]+\/?$/.exec(kept === undefined ? '' : path.resolve(root, kept)) ?? [];
	return main;
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
