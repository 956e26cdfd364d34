import {Readable} from 'node:stream';
import {createInputSplitter} from './split-input.js';

/** As long as Ink holds back an escape that may be the start of a key. */
const undecidedMs = 20;
/** On a slow line the rest of a report may take its time; meanwhile nothing that is typed gets through. */
const reportMs = 2000;
/** Nobody types so fast after an escape, but a line may be so slow within a report. */
const lateMs = 80;

const holdFor = {undecided: undecidedMs, report: reportMs, late: lateMs} as const;

export type TerminalInput = {
	/** For Ink: the keys alone. It takes them from the terminal only while it is in raw mode. */
	readonly stdin: NodeJS.ReadStream;
	/** Calls back with each report of the terminal, as it is. */
	readonly onReport: (listener: (sequence: string) => void) => void;
};

/**
Stands between a terminal and Ink, and keeps from it what the terminal says by itself: none of that is ever taken for typing.
*/
export const createTerminalInput = (source: NodeJS.ReadStream): TerminalInput => {
	const splitter = createInputSplitter();
	const listeners = new Set<(sequence: string) => void>();
	let timer: NodeJS.Timeout | undefined;

	const pass = (keys: string): void => {
		if (keys !== '') {
			stdin.push(keys);
		}
	};

	const release = (): void => {
		const keys = splitter.release();
		// Ink would hold back a bare escape once more; this spelling of the same key is whole.
		pass(keys === '\u001B' ? '\u001B[27u' : keys);
		timer = setTimeout(splitter.forget, lateMs);
	};

	const take = (chunk: string | Buffer): void => {
		clearTimeout(timer);
		const {keys, reports} = splitter.push(String(chunk));
		pass(keys);
		for (const report of reports) {
			for (const listener of listeners) {
				listener(report);
			}
		}

		const held = splitter.held();
		if (held === 'released') {
			timer = setTimeout(splitter.forget, lateMs);
		} else if (held !== 'nothing') {
			timer = setTimeout(release, holdFor[held]);
		}
	};

	const hold = (): void => {
		source.setEncoding('utf8');
		// One that was paused reads on only when it is told to.
		source.off('data', take).on('data', take).resume();
	};

	const letGo = (): void => {
		clearTimeout(timer);
		release();
		clearTimeout(timer);
		source.off('data', take);
		// Whoever has the terminal next gets the keys: a stream reads on without a listener.
		source.pause();
	};

	// The cast: Ink asks of a terminal what is here, and nothing else.
	const stdin = Object.assign(new Readable({read() {}}), {
		isTTY: source.isTTY,
		setRawMode(isRaw: boolean) {
			source.setRawMode(isRaw);
			(isRaw ? hold : letGo)();
			return stdin;
		},
		ref() {
			source.ref();
			return stdin;
		},
		unref() {
			source.unref();
			return stdin;
		},
	}) as unknown as NodeJS.ReadStream;

	return {
		stdin,
		onReport(listener) {
			listeners.add(listener);
		},
	};
};
