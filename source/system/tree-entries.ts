import type {Dirent} from 'node:fs';
import {readdir, realpath, stat} from 'node:fs/promises';
import path from 'node:path';
import {hasCode, isMissing} from './files.js';

/** What an entry of a folder is, behind all links. */
export type Seen =
	| {readonly kind: 'file'; readonly size: number; readonly stamp: string}
	| {readonly kind: 'folder'}
	| {readonly kind: 'refused'; readonly why: string}
	| {readonly kind: 'nothing'};

export type TreeEntry = {
	readonly name: string;
	readonly seen: Seen;
	/** What it leads to, where it is a link. */
	readonly target?: string | undefined;
};

type Options = {
	/** How the names of the files end that are wanted. */
	readonly extension: string;
	/** The real path of the folder that links must not lead out of. */
	readonly border: string | undefined;
	/** How many are looked at. */
	readonly most: number;
};

/**
The files of a folder that are wanted and the folders in it, by name. Names that begin with a dot are passed over.
*/
export const entriesIn = async (
	folder: string,
	{extension, border, most}: Options,
): Promise<{readonly entries: readonly TreeEntry[]; readonly isCut: boolean}> => {
	const all = (await readdir(folder, {withFileTypes: true}))
		.filter(entry => !entry.name.startsWith('.') && (!entry.isFile() || entry.name.endsWith(extension)))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
	const entries = await Promise.all(all.slice(0, most).map(async entry => look(folder, entry, {extension, border})));
	return {entries, isCut: all.length > most};
};

const look = async (
	folder: string,
	entry: Dirent,
	{extension, border}: Pick<Options, 'extension' | 'border'>,
): Promise<TreeEntry> => {
	const {name} = entry;
	const file = path.join(folder, name);
	const isWanted = name.endsWith(extension);
	try {
		const target = entry.isSymbolicLink() ? await realpath(file) : undefined;
		return target !== undefined && isOutside(target, border)
			? {name, seen: {kind: 'refused', why: leadsOut(target)}}
			: {name, target, seen: await see(file, isWanted)};
	} catch (error) {
		// A file that is gone by now is not missed; a link to nothing is.
		const isGone = isMissing(error) && !entry.isSymbolicLink();
		return {name, seen: isGone || !isWanted ? {kind: 'nothing'} : {kind: 'refused', why: reasonOf(error)}};
	}
};

const see = async (file: string, isWanted: boolean): Promise<Seen> => {
	const facts = await stat(file);
	if (facts.isDirectory()) {
		return {kind: 'folder'};
	}

	if (!isWanted) {
		return {kind: 'nothing'};
	}

	const {size, ino, mtimeMs, ctimeMs} = facts;
	return facts.isFile()
		? {kind: 'file', size, stamp: `${ino} ${size} ${mtimeMs} ${ctimeMs}`}
		: {kind: 'refused', why: 'it is neither a file nor a folder'};
};

/** Whether a real path lies outside of another one. */
export const isOutside = (target: string, border: string | undefined): boolean => {
	const way = border === undefined ? '' : path.relative(border, target);
	return way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way);
};

export const leadsOut = (target: string): string => `it is a link that leads out of the work tree, to ${target}`;

/** Why something cannot be looked at, in words. */
export const reasonOf = (error: unknown): string => {
	if (isMissing(error) || hasCode(error, 'ELOOP')) {
		return 'it is a link that leads nowhere';
	}

	return hasCode(error, 'EACCES') ? 'it may not be read by this user' : String(error);
};
