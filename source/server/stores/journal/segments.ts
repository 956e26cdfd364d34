import path from 'node:path';
import type {AppendFile, OpenAppend} from '../../../system/append.js';
import type {Clock} from '../../../system/clock.js';
import {hasCode, syncFolder} from '../../../system/files.js';
import {removeFile} from '../../../system/replace.js';
import type {Entry} from '../journal.js';
import type {Position} from './checkpoint.js';
import type {Found} from './find-segments.js';
import {writeLine} from './line.js';
import type {RecordEnd} from './read-record.js';

type Options = {
	readonly folder: string;
	readonly clock: Clock;
	readonly report: (text: string) => void;
	readonly open: OpenAppend;
	readonly found: readonly Found[];
	/** What was read of them. */
	readonly record: RecordEnd;
};

type Segment = {
	readonly file: string;
	readonly day: string;
	readonly append: AppendFile;
	/** Up to where it is known to be on disk. */
	length: number;
};

/**
The files of a record, one after the other. A file ends with its UTC day, or when a write to it fails: whether that write
reached the disk is then unknown, so it is cut away, and the next file begins by saying which entries before it count.
*/
export const createSegments = ({folder, clock, report, open, found, record}: Options) => {
	let {lastSeq, durableSeq, last} = record;
	let segment: Segment | undefined;
	/** The last place that is known to be on disk. */
	let position = last && {seq: durableSeq, lastSeq, file: path.basename(last.file), length: last.length};
	const files: Array<Pick<Found, 'file' | 'day' | 'firstSeq'>> = found.filter(({firstSeq}) => firstSeq > 0);

	const resume = async (day: string): Promise<Segment | undefined> => {
		const former = last;
		last = undefined;
		if (former === undefined || former.day !== day) {
			return undefined;
		}

		return {...former, append: await open(former.file, {isNew: false})};
	};

	const begin = async (day: string): Promise<Segment> => {
		for (let number = 1; ; number++) {
			const file = path.join(folder, number === 1 ? `${day}.jsonl` : `${day}.${number}.jsonl`);
			try {
				return {file, day, append: await open(file, {isNew: true}), length: 0};
			} catch (error) {
				if (!hasCode(error, 'EEXIST')) {
					throw error;
				}
			}
		}
	};

	const close = async (): Promise<void> => {
		const closing = segment;
		segment = undefined;
		await closing?.append.close();
	};

	const abandon = async ({file, append, length}: Segment, cause: unknown): Promise<void> => {
		segment = undefined;
		report(`${file} ends after ${length} bytes, as a write to it failed: ${String(cause)}`);
		try {
			await append.cut(length);
			if (length === 0) {
				await removeFile(file);
			}
		} catch (error) {
			report(
				`${file} could not be cut back to ${length} bytes (the next file says that the rest does not count): ${String(error)}`,
			);
		} finally {
			await append.close();
		}
	};

	return {
		/** Resolves once all of them are durable; otherwise none of them counts. */
		async write<Fact>(facts: readonly Fact[]): Promise<ReadonlyArray<Entry<Fact>>> {
			const at = clock();
			const day = new Date(at).toISOString().slice(0, 10);
			if (segment?.day !== day) {
				await close();
				segment = (await resume(day)) ?? (await begin(day));
			}

			const current = segment;
			const isNew = current.length === 0;
			const firstSeq = lastSeq + 1;
			const began = isNew ? writeLine({seq: ++lastSeq, at, began: {after: durableSeq}}) : '';
			const entries = facts.map(fact => ({seq: ++lastSeq, at, fact}));
			const bytes = Buffer.from(began + entries.map(writeLine).join(''));
			try {
				await current.append.append(bytes);
			} catch (error) {
				await abandon(current, error);
				throw error;
			}

			current.length += bytes.length;
			durableSeq = lastSeq;
			position = {seq: durableSeq, lastSeq, file: path.basename(current.file), length: current.length};
			if (isNew) {
				files.push({file: current.file, day, firstSeq});
			}

			return entries;
		},
		position: (): Position | undefined => position,
		/** Whether the oldest file is of a day before that one, and all its entries are below that number. */
		hasBefore(seq: number, day: string): boolean {
			const [oldest, next] = files;
			return oldest !== undefined && next !== undefined && oldest.day < day && next.firstSeq <= seq;
		},
		/** Takes away the oldest file for good: a later one without those before it would say that what it ended still goes on. */
		async removeOldest(): Promise<void> {
			const [oldest] = files;
			if (oldest !== undefined) {
				await removeFile(oldest.file);
				await syncFolder(folder);
				files.shift();
			}
		},
		close,
	};
};
