import {type OpenAppend, openAppend} from '../../system/append.js';
import type {Clock} from '../../system/clock.js';
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
	*/
	replay: (each: (entry: Entry<Fact>) => void) => Promise<void>;
	/**
	Resolves once the fact would survive a power cut, in the order of the calls. Refuses with `storage-failed` when the disk
	does not take it; then the fact is not in the record, and the next one is tried anew.
	*/
	append: (fact: Fact) => Promise<Entry<Fact>>;
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
		async replay(each) {
			const record = await readRecord({folder, read, report}, each);
			segments = createSegments({folder, clock, report, open, record});
		},
		append: async fact => {
			opened(segments);
			return new Promise((resolve, reject) => {
				waiting.push({fact, resolve, reject});
				writing ??= commitAll();
			});
		},
		async close() {
			await writing;
			await segments?.close();
		},
	};
};

const opened = <Segments>(segments: Segments | undefined): Segments => {
	if (segments === undefined) {
		throw new TypeError('A journal is replayed before anything is appended to it');
	}

	return segments;
};
