import {openAppend} from '../../../system/append.js';
import {writeWhole} from '../../../system/files.js';
import {readLines} from '../../../system/lines.js';
import type {Entry} from '../journal.js';
import {findSegments} from './find-segments.js';
import {type Line, readLine} from './line.js';

type Options<Fact> = {
	readonly folder: string;
	readonly read: (value: unknown) => Fact;
	readonly report: (text: string) => void;
};

/** The file that a record ended with, and how much of it counts. */
export type LastSegment = {readonly file: string; readonly day: string; readonly length: number};

export type RecordEnd = {
	/** The greatest number that any line has. */
	readonly lastSeq: number;
	/** The last line that counts. */
	readonly durableSeq: number;
	/** Where the record may go on; `undefined` when it needs a new file. */
	readonly last: LastSegment | undefined;
};

const newline = Buffer.from('\n');

/**
Reads the files of a record one after the other and hands over the entries that count.
*/
export const readRecord = async <Fact>(
	{folder, read, report}: Options<Fact>,
	each: (entry: Entry<Fact>) => void,
): Promise<RecordEnd> => {
	let lastSeq = 0;
	let durableSeq = 0;
	let last: LastSegment | undefined;

	/** Answers whether the line is as it was written. */
	const take = (line: Line | undefined, upTo: number): boolean => {
		if (line === undefined) {
			return false;
		}

		lastSeq = Math.max(lastSeq, line.seq);
		if (line.seq <= durableSeq || line.seq > upTo) {
			return true;
		}

		if ('fact' in line) {
			const fact = attempt(() => read(line.fact));
			if (fact === undefined) {
				return false;
			}

			each({seq: line.seq, at: line.at, fact});
		}

		durableSeq = line.seq;
		return true;
	};

	for (const {file, day, upTo} of await findSegments(folder)) {
		const bad: Buffer[] = [];
		const {rest, restStart} = await readLines(file, bytes => {
			if (!take(readLine(bytes), upTo)) {
				bad.push(Buffer.concat([bytes, newline]));
			}

			return true;
		});
		// Their numbers are not to be given again.
		lastSeq += bad.length;
		await keepAside(file, bad, report);
		last = {file, day, length: restStart};
		if (rest.length > 0 && upTo === Number.POSITIVE_INFINITY) {
			report(
				`${file} ended within a line, of which nobody was told that it was kept: ${rest.length} bytes are cut away`,
			);
		}
	}

	return {lastSeq, durableSeq, last: last && (await settle(last, report))};
};

const attempt = <Value>(make: () => Value): Value | undefined => {
	try {
		return make();
	} catch {
		// Its line is reported with the others that are not as they should be.
		return undefined;
	}
};

const keepAside = async (file: string, bad: readonly Buffer[], report: (text: string) => void): Promise<void> => {
	if (bad.length === 0) {
		return;
	}

	const aside = `${file}.bad`;
	try {
		await writeWhole(aside, Buffer.concat(bad));
		report(`${file} has lines that are not as they were written (${bad.length}): passed over, and kept in ${aside}`);
	} catch (error) {
		report(
			`${file} has lines that are not as they were written (${bad.length}): passed over, and not copied: ${String(error)}`,
		);
	}
};

/**
Cuts a last line that was not finished, and makes durable what was read: a crash may have left it in memory alone. On a disk
that does not take this, the record goes on in a new file, which says where this one ends.
*/
const settle = async (last: LastSegment, report: (text: string) => void): Promise<LastSegment | undefined> => {
	try {
		const file = await openAppend(last.file, {isNew: false});
		try {
			await file.cut(last.length);
		} finally {
			await file.close();
		}

		return last;
	} catch (error) {
		report(`${last.file} cannot be written to, so the record goes on in a new file: ${String(error)}`);
		return undefined;
	}
};
