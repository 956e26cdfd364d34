import path from 'node:path';
import {readBlocks} from '../../../system/lines.js';
import {listFiles} from '../../../system/replace.js';
import {type Line, readLines} from './line.js';

export type Found = {
	readonly file: string;
	/** The UTC day of its name. */
	readonly day: string;
	/** The number of its first line; 0 when that cannot be read. */
	readonly firstSeq: number;
	/** The last entry in it that counts. */
	readonly upTo: number;
};

const namePattern = /^(\d{4}-\d\d-\d\d)(?:\.\d+)?\.jsonl$/;

/**
The files of a record in the order in which they were begun. Their first lines say that order, as clocks are set back and names
follow the clock; and they say up to where the files before them count, as a write that failed may be on disk all the same.
*/
export const findSegments = async (folder: string): Promise<readonly Found[]> => {
	const files = (await listFiles(folder)).flatMap(name => {
		const day = namePattern.exec(name)?.[1];
		return day === undefined ? [] : [{file: path.join(folder, name), day}];
	});
	const begun = await Promise.all(files.map(async at => ({...at, first: await readFirst(at.file)})));
	begun.sort((a, b) => (a.first?.seq ?? 0) - (b.first?.seq ?? 0));

	let upTo = Number.POSITIVE_INFINITY;
	return begun
		.reverse()
		.map(({file, day, first}) => {
			const found = {file, day, firstSeq: first?.seq ?? 0, upTo};
			if (first !== undefined && 'began' in first) {
				upTo = Math.min(upTo, first.began.after);
			}

			return found;
		})
		.reverse();
};

/** The first line that is as it was written. */
const readFirst = async (file: string): Promise<Line | undefined> => {
	let first: Line | undefined;
	await readBlocks(
		file,
		block => {
			[first] = readLines(block, () => {});
			return first === undefined;
		},
		{chunkSize: 4096},
	);
	return first;
};
