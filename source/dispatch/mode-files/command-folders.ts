import path from 'node:path';
import {findWorkTree, mainWorkTree} from '../../system/work-tree.js';

export type CommandFolder = {
	/** Absolute path; it need not be there. */
	readonly folder: string;
	/** The work tree that links in it must stay in. */
	readonly within: string;
	/** The client finds it by itself: it is on the way from the folder of the work up to the root of its work tree. */
	readonly isOnTheWay: boolean;
};

/** Where the command files of a folder lie. */
export const commandsName = ['.claude', 'commands'] as const;

/**
Where the command files for work in a folder may be, the nearest first: in the folder and those above it up to the root of its work tree,
then in the same places of the main work tree where that one is linked. Of a folder that is in no work tree, only itself.
*/
export const commandFolders = async (directory: string): Promise<readonly CommandFolder[]> => {
	const root = (await findWorkTree(directory)) ?? directory;
	const main = await mainWorkTree(root);
	const way = path.relative(root, directory);
	return [
		...levels(way, root).map(folder => ({folder, within: root, isOnTheWay: true})),
		...(main === undefined ? [] : levels(way, main).map(folder => ({folder, within: main, isOnTheWay: false}))),
	];
};

const levels = (way: string, root: string): readonly string[] => {
	const parts = way.split(path.sep).filter(part => part !== '');
	return Array.from({length: parts.length + 1}, (_, up) =>
		path.join(root, ...parts.slice(0, parts.length - up), ...commandsName),
	);
};
