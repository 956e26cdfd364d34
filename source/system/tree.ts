import {realpath} from 'node:fs/promises';
import path from 'node:path';
import {isMissing} from './files.js';
import {entriesIn, isOutside, leadsOut, reasonOf, type TreeEntry} from './tree-entries.js';

export type TreeFile = {
	/** Absolute. */
	readonly file: string;
	/** The names of the folders that it is in, and its own. */
	readonly parts: readonly string[];
	/** Another one once the file was changed. */
	readonly stamp: string;
	readonly size: number;
};

export type Tree = {
	/** By name, those of a folder before those of the folders in it. */
	readonly files: readonly TreeFile[];
	/** What was meant to be in the list and is not, and why. */
	readonly refused: ReadonlyArray<{readonly file: string; readonly why: string}>;
	/** The folders that were looked into: a change in one of them may change the list. */
	readonly folders: readonly string[];
	/** What links lead to. */
	readonly targets: readonly string[];
};

type Options = {
	readonly folder: string;
	/** How the names of the files end that are wanted. */
	readonly extension: string;
	/** Links must not lead out of this folder; anywhere unless given. */
	readonly within?: string | undefined;
	/** How many folders below the first are looked into. */
	readonly depth: number;
	/** Of folders there may be as many, and of all that is looked at four times as many. */
	readonly mostFiles: number;
	/** Of all files together. */
	readonly mostBytes: number;
};

type Place = {
	readonly at: string;
	readonly parts: readonly string[];
	/** The real paths of the folders that it is in. */
	readonly above: readonly string[];
};

/**
The files of a folder and of those in it, without reading them; nothing where there is no such folder. Names that begin with a dot are
passed over. It looks at a bounded number of things, whatever is there.
*/
export const listTree = async ({folder, extension, within, depth, mostFiles, mostBytes}: Options): Promise<Tree> => {
	const tree = {
		files: [] as TreeFile[],
		refused: [] as Array<{readonly file: string; readonly why: string}>,
		folders: [] as string[],
		targets: [] as string[],
	};
	let bytes = 0;
	let looksLeft = 4 * mostFiles;
	let isFull = false;
	let border: string | undefined;

	const refuse = (file: string, why: string): void => void tree.refused.push({file, why});

	/** Takes what is a file, and answers what is a folder. */
	const take = ({at, parts}: Place, {name, seen, target}: TreeEntry): readonly string[] => {
		const file = path.join(at, name);
		tree.targets.push(...(target === undefined ? [] : [target]));
		switch (seen.kind) {
			case 'file': {
				isFull ||= tree.files.length >= mostFiles || bytes + seen.size > mostBytes;
				if (!isFull) {
					bytes += seen.size;
					tree.files.push({file, parts: [...parts, name], size: seen.size, stamp: seen.stamp});
				}

				return [];
			}

			case 'refused': {
				refuse(file, seen.why);
				return [];
			}

			case 'folder': {
				return [name];
			}

			case 'nothing': {
				return [];
			}
		}
	};

	const enter = async (place: Place): Promise<void> => {
		const {at, parts, above} = place;
		const real = await realpath(at);
		if (isOutside(real, border)) {
			refuse(at, leadsOut(real));
			return;
		}

		if (above.includes(real)) {
			refuse(at, 'it is a link to a folder that it is in');
			return;
		}

		tree.folders.push(at);
		const {entries, isCut} = await entriesIn(at, {extension, border, most: looksLeft});
		looksLeft -= entries.length;
		const inner = entries.flatMap(entry => take(place, entry));
		isFull ||= isCut;
		for (const name of inner) {
			await walk({at: path.join(at, name), parts: [...parts, name], above: [...above, real]});
		}
	};

	const walk = async (place: Place): Promise<void> => {
		isFull ||= tree.folders.length >= mostFiles;
		if (isFull) {
			return;
		}

		if (place.parts.length > depth) {
			const why = depth === 0 ? 'folders in here are not read' : `it lies more than ${depth} folders deep`;
			refuse(place.at, `${why}; put its files further up`);
			return;
		}

		try {
			await enter(place);
		} catch (error) {
			// One of many, which may fail alone; one that is not there is well.
			if (!isMissing(error)) {
				refuse(place.at, reasonOf(error));
			}
		}
	};

	border = within === undefined ? undefined : await realpath(within).catch(() => within);
	await walk({at: folder, parts: [], above: []});
	if (isFull) {
		const most = `${mostFiles} files or folders, or ${mostBytes} bytes`;
		refuse(folder, `it has more than ${most}, and only the first of them were read`);
	}

	return tree;
};
