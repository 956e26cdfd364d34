import {setImmediate as nextTurn} from 'node:timers/promises';
import {type OpenAppend, openAppend} from '../../system/append.js';
import type {Clock} from '../../system/clock.js';
import {type Position, readCheckpoint, writeCheckpoint} from './journal/checkpoint.js';
import {findSegments} from './journal/find-segments.js';
import {readRecord} from './journal/read-record.js';
import {createSegments} from './journal/segments.js';
import {storageFailure} from './storage-failure.js';

/** A fact with its place in the record. `seq` grows with every entry and is never given twice; `at` is in milliseconds. */
export type Entry<Fact> = {
	readonly seq: number;
	readonly at: number;
	readonly fact: Fact;
};

/**
An append-only record of facts. What was appended is there after a power cut, once, in the order of `seq`.
*/
export type Journal<Fact> = {
	/**
	Hands over every fact of former runs, oldest first. Called once, before the first `append`. A last line that was cut short is
	taken away; any other that is not as it was written is reported, kept aside in `<file>.bad`, and passed over.

	`restore` is handed what `checkpoint` kept last, and then only the facts after it follow. It throws, having changed nothing, when it
	does not know what to make of that. A checkpoint that is of no use in whatever way is reported, and all facts are handed over.
	*/
	replay: (each: (entry: Entry<Fact>) => void, restore?: (checkpoint: Buffer) => void) => Promise<void>;
	/**
	Resolves once the fact would survive a power cut, in the order of the calls. Refuses with `storage-failed` when the disk
	does not take it; then the fact is not in the record, and the next one is tried anew.
	*/
	append: (fact: Fact) => Promise<Entry<Fact>>;
	/**
	Keeps what all facts so far make, for the next start. `describe` is called once everyone whose fact is in the record had a turn to
	apply it, and what it answers must speak of that moment, however long it takes to read. Answers whether it was kept: a disk that does
	not take it is reported, once until it does, and then the checkpoint before still stands. One at a time.
	*/
	checkpoint: (describe: () => AsyncIterable<Uint8Array>) => Promise<boolean>;
	/** Whether there is a file of a day before that one in which nothing has a number from `seq` on. */
	hasBefore: (seq: number, day: string) => boolean;
	/**
	Takes away such files, the oldest first, as long as the checkpoint ends in a later one. Answers how many; what the disk does not let go
	of is reported, once until it does.
	*/
	removeBefore: (seq: number, day: string) => Promise<number>;
	/** Resolves once everything appended before is written and the file is closed. */
	close: () => Promise<void>;
};

type Options<Fact> = {
	/** Holds a file or more for each UTC day: `<day>.jsonl`, `<day>.2.jsonl`, … */
	readonly folder: string;
	readonly clock: Clock;
	/** Reads a fact that was written before, or throws. */
	readonly read: (value: unknown) => Fact;
	readonly report: (text: string) => void;
	readonly open?: OpenAppend;
};

type Waiting<Fact> = {
	readonly fact: Fact;
	readonly resolve: (entry: Entry<Fact>) => void;
	readonly reject: (error: unknown) => void;
};

/**
A journal in a folder. Facts that wait at the same time share one write and one `fdatasync`. One process at a time may have it
open, which is for the caller to see to.
*/
export const createJournal = <Fact>({folder, clock, read, report, open = openAppend}: Options<Fact>): Journal<Fact> => {
	let segments: ReturnType<typeof createSegments> | undefined;
	let waiting: Array<Waiting<Fact>> = [];
	let writing: Promise<void> | undefined;
	/** The last entry that the checkpoint on disk covers. */
	let coveredSeq = 0;
	const tryToKeep = createAttempts(
		report,
		`The checkpoint of ${folder} could not be written, which is tried again later`,
	);
	const tryToRemove = createAttempts(report, `Old days of ${folder} could not be removed, which is tried again later`);

	/** What the checkpoint says is handed over, and where it ends answered. */
	const startFrom = async (restore: (checkpoint: Buffer) => void): Promise<Position | undefined> => {
		try {
			const checkpoint = await readCheckpoint(folder);
			if (checkpoint === undefined) {
				return undefined;
			}

			restore(checkpoint.body);
			coveredSeq = checkpoint.position.seq;
			return checkpoint.position;
		} catch (error) {
			report(`The checkpoint of ${folder} is not used, and the whole record is read instead: ${String(error)}`);
			return undefined;
		}
	};

	const commit = async (batch: ReadonlyArray<Waiting<Fact>>): Promise<void> => {
		try {
			const entries = await opened(segments).write(batch.map(({fact}) => fact));
			for (const [index, {resolve}] of batch.entries()) {
				resolve(entries[index] as Entry<Fact>);
			}
		} catch (error) {
			const failure = storageFailure(`The record in ${folder}`, error);
			for (const {reject} of batch) {
				reject(failure);
			}
		}
	};

	const commitAll = async (): Promise<void> => {
		// Lets everyone who appends in this turn into the first batch.
		await undefined;
		while (waiting.length > 0) {
			const batch = waiting;
			waiting = [];
			await commit(batch);
		}

		writing = undefined;
	};

	return {
		async replay(each, restore) {
			const found = await findSegments(folder);
			const from = restore && (await startFrom(restore));
			const record = await readRecord({segments: found, from, read, report}, each);
			segments = createSegments({folder, clock, report, open, found, record});
		},
		append: async fact => {
			opened(segments);
			return new Promise((resolve, reject) => {
				waiting.push({fact, resolve, reject});
				writing ??= commitAll();
			});
		},
		async checkpoint(describe) {
			// A turn of its own: those who were told that their fact is in the record have applied it before.
			await nextTurn();
			const position = opened(segments).position();
			if (position === undefined) {
				return false;
			}

			return tryToKeep(async () => {
				await writeCheckpoint(folder, position, describe());
				coveredSeq = position.seq;
			});
		},
		hasBefore: (seq, day) => opened(segments).hasBefore(seq, day),
		async removeBefore(seq, day) {
			let count = 0;
			await tryToRemove(async () => {
				// The file that the checkpoint ends in vouches for it.
				while (opened(segments).hasBefore(Math.min(seq, coveredSeq), day)) {
					await opened(segments).removeOldest();
					count++;
				}
			});
			return count;
		},
		async close() {
			await writing;
			await segments?.close();
		},
	};
};

/** Tries what a disk may not take, answers whether it did, and says so once until it does. */
const createAttempts = (report: (text: string) => void, complaint: string) => {
	let isFailing = false;

	return async (work: () => Promise<void>): Promise<boolean> => {
		try {
			await work();
			isFailing = false;
			return true;
		} catch (error) {
			if (!isFailing) {
				report(`${complaint}: ${String(error)}`);
			}

			isFailing = true;
			return false;
		}
	};
};

const opened = <Segments>(segments: Segments | undefined): Segments => {
	if (segments === undefined) {
		throw new TypeError('A journal is replayed before anything is appended to it');
	}

	return segments;
};
