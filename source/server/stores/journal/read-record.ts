import path from 'node:path';
import {openAppend} from '../../../system/append.js';
import {readBytes, writeWhole} from '../../../system/files.js';
import {readBlocks} from '../../../system/lines.js';
import type {Entry} from '../journal.js';
import type {Position} from './checkpoint.js';
import type {Found} from './find-segments.js';
import {type Line, readLines, writeLine} from './line.js';

type Options<Fact> = {
	readonly segments: readonly Found[];
	/** Where to begin; everything before counts as read. The beginning unless given. */
	readonly from: Position | undefined;
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
	{segments, from, read, report}: Options<Fact>,
	each: (entry: Entry<Fact>) => void,
): Promise<RecordEnd> => {
	let {lastSeq, seq: durableSeq} = from ?? {lastSeq: 0, seq: 0};
	let last: LastSegment | undefined;

	/** Answers whether the line is one that is known here. */
	const take = (line: Line, upTo: number): boolean => {
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

	const start = segments.findIndex(({file}) => path.basename(file) === from?.file);
	for (const [index, {file, day, upTo}] of segments.slice(Math.max(0, start)).entries()) {
		const bad: Buffer[] = [];
		const onBad = (bytes: Buffer) => bad.push(bytes, newline);
		const {rest, restStart} = await readBlocks(
			file,
			block => {
				for (const line of readLines(block, onBad)) {
					if (!take(line, upTo)) {
						// Its checksum was right, so these are its bytes.
						onBad(Buffer.from(writeLine(line).trimEnd()));
					}
				}

				return true;
			},
			{from: index === 0 ? (from?.length ?? 0) : 0},
		);
		// Their numbers are not to be given again.
		lastSeq += bad.length / 2;
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

	const count = bad.length / 2;
	const bytes = Buffer.concat(bad);
	const aside = `${file}.bad`;
	try {
		// A start that read another part of the file may have left some.
		const kept = (await readBytes(aside)) ?? Buffer.alloc(0);
		if (!kept.includes(bytes)) {
			await writeWhole(aside, Buffer.concat([kept, bytes]));
		}

		report(`${file} has lines that are not as they were written (${count}): passed over, and kept in ${aside}`);
	} catch (error) {
		report(
			`${file} has lines that are not as they were written (${count}): passed over, and not copied: ${String(error)}`,
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
