import {isMissing} from '../../system/files.js';
import {listTree, type Tree, type TreeFile} from '../../system/tree.js';
import type {ModeProblem} from '../mode.js';
import {badName, type Entry, idOf, partsOf} from './entry.js';
import {readModeText} from './read-text.js';

const extension = '.md';

/** Of one folder with all that is in it. */
const mostFiles = 500;
const mostBytes = 4 * 1024 * 1024;

/** How many folders are remembered: those that were asked for last. */
const mostTrees = 16;

export type ReadTree = Pick<Tree, 'folders' | 'targets'> & {
	readonly entries: readonly Entry[];
	/** What is wrong with what is no file that could be read. */
	readonly problems: readonly ModeProblem[];
};

type Options = {
	readonly depth: number;
	readonly within?: string | undefined;
};

type Read = (file: {
	readonly id: string;
	readonly source: string;
	readonly parts: readonly string[];
	readonly content: string;
}) => Pick<Entry, 'mode' | 'problems'>;

/**
Reads the files of folders, each of them again only once it was changed.
*/
export const createTreeReader = (read: Read) => {
	const trees = new Map<string, ReadonlyMap<string, Remembered>>();

	return async (folder: string, options: Options): Promise<ReadTree> => {
		const {files, refused, ...rest} = await listTree({folder, extension, mostFiles, mostBytes, ...options});
		const before = trees.get(folder);
		const now = new Map(
			files.map(file => {
				const known = before?.get(file.file);
				return [file.file, known?.stamp === file.stamp ? known : remember(file, read)] as const;
			}),
		);
		trees.delete(folder);
		trees.set(folder, now);
		for (const oldest of [...trees.keys()].slice(0, -mostTrees)) {
			trees.delete(oldest);
		}

		return {
			...rest,
			entries: await Promise.all([...now.values()].map(({entry}) => entry)),
			problems: refused.map(({file, why}) => ({file, line: 1, text: why})),
		};
	};
};

type Remembered = {stamp: string | undefined; readonly entry: Promise<Entry>};

const remember = (file: TreeFile, read: Read): Remembered => {
	const remembered: Remembered = {
		stamp: file.stamp,
		entry: readEntry(file, read).catch((error: unknown) => {
			// One of many, which may fail alone; the next look tries it again.
			remembered.stamp = undefined;
			return {...nameOf(file), mode: undefined, problems: [{line: 1, text: reasonOf(error)}]};
		}),
	};
	return remembered;
};

const reasonOf = (error: unknown): string =>
	isMissing(error) ? 'the file has gone' : `the file cannot be read: ${String(error)}`;

const nameOf = ({file, parts: names}: TreeFile): Pick<Entry, 'id' | 'parts' | 'source'> => {
	const parts = partsOf(names, extension);
	return {id: idOf(parts), parts, source: file};
};

const readEntry = async (file: TreeFile, read: Read): Promise<Entry> => {
	const {id, parts, source} = nameOf(file);
	if (id === undefined) {
		return {id, parts, source, mode: undefined, problems: [badName(parts)]};
	}

	const result = await readModeText(file);
	return 'problem' in result
		? {id, parts, source, mode: undefined, problems: [result.problem]}
		: {id, parts, source, ...read({id, source, parts, content: result.text})};
};
