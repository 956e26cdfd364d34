import {appendFileSync, type FSWatcher, fstatSync, watch} from 'node:fs';

type Options = {
	/** The file that grows, and an open descriptor of it. */
	readonly file: string;
	readonly descriptor: number;
	/** A line `MILLISECONDS BYTES` is added to it for every second in which the file grew. */
	readonly marks: string;
	/** Bytes; zero is no limit. */
	readonly limit: number;
	readonly onTooMuch: () => void;
	readonly clock: () => number;
};

const everyMs = 1000;
/** Near its limit a file is looked at so often: what is fast may print a gigabyte in a second. */
const nearMs = 25;

/**
Notes how a file grows, and tells when it is larger than it may be. While nothing is added nothing happens: no timer runs. Answers what
ends it, with a last note.
*/
export const followGrowth = ({file, descriptor, marks, limit, onTooMuch, clock}: Options): (() => void) => {
	let watcher: FSWatcher | undefined;
	let timer: NodeJS.Timeout | undefined;
	let [size, noted, notedAt, markedAt] = [0, 0, Number.NEGATIVE_INFINITY, 0];
	let pauseMs = everyMs;

	const note = (): void => {
		// A clock that was set back makes two marks of one time, and never an earlier one after a later one.
		markedAt = Math.max(markedAt, clock());
		noted = size;
		notedAt = performance.now();
		try {
			appendFileSync(marks, `${markedAt} ${size}\n`, {mode: 0o600});
		} catch {
			// A full disk takes no marks. The output says what there is, and goes on without the times.
		}
	};

	/** Whether it grew since the last look. */
	const look = (): boolean => {
		const before = size;
		size = fstatSync(descriptor).size;
		if (size > noted && performance.now() - notedAt >= everyMs) {
			note();
		}

		if (limit > 0 && size > limit) {
			onTooMuch();
		}

		// At this rate it is there within a second, or within forty where the last look was a second ago.
		const isNear = limit > 0 && size + (size - before) * 40 > limit;
		pauseMs = isNear ? nearMs : everyMs;
		return size > before;
	};

	const round = (): void => {
		clearTimeout(timer);
		watcher?.close();
		watcher = undefined;
		if (look() || size > noted || !wait()) {
			timer = setTimeout(round, pauseMs);
		}
	};

	/** Waits for the next byte; answers `false` when that cannot be, or one has come already. */
	const wait = (): boolean => {
		try {
			watcher = watch(file, () => round());
			// A system has only so many watches.
			watcher.on('error', () => round());
		} catch {
			return false;
		}

		return fstatSync(descriptor).size === size;
	};

	round();
	return () => {
		clearTimeout(timer);
		watcher?.close();
		size = fstatSync(descriptor).size;
		if (size > noted) {
			note();
		}
	};
};
