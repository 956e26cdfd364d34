import {Writable} from 'node:stream';
import type {TerminalModes} from '../../client/terminal.js';
import {createFrameReader} from './frame.js';
import {createOutlet, type Timing} from './outlet.js';
import {createPicture} from './picture.js';
import {createSequences} from './sequences.js';
import {createSwitches} from './switches.js';

type Options = {
	/** The terminal. */
	readonly target: NodeJS.WriteStream;
	readonly timing: Timing;
};

export type CellScreen = {
	/** What Ink draws on. */
	readonly stdout: NodeJS.WriteStream;
	/** Sends sequences that draw nothing, in order and never within a frame. */
	readonly write: (sequence: string) => void;
	readonly setModes: (modes: TerminalModes) => void;
	/** Draws everything again, and switches everything on again: something else may have had the terminal. */
	readonly redraw: () => void;
	/** Takes what came from the terminal, for its answers to us. */
	readonly hear: (input: string) => void;
	/** Whether the terminal's answers are told to `hear`, and come neither to somebody else nor onto the screen. */
	readonly setListening: (isListening: boolean) => void;
	/** Resolves when the terminal was sent everything, and has answered all it was asked; or when that takes too long. */
	readonly settled: (withinMs: number) => Promise<void>;
	/** What gives the terminal back when there is no time for anything else; nothing is sent after that. Empty where it was given back. */
	readonly farewell: () => string;
};

/** What one that was killed may have left on. */
const opening = '\u001B[?1000;1002;1003;1006;1004l';
/** Whether a frame can be put between marks, and is shown only when it is whole. */
const question = '\u001B[?2026$p';
const yes = /\u001B\[\?2026;[123]\$y/;
/** A frame this long may be seen half drawn; for a shorter one marks do not pay. */
const worthMarks = 256;

/**
Stands between Ink and the terminal, and promises that the terminal's picture equals Ink's last frame. It sends only what differs from what
the terminal shows; while the line is full it sends nothing, and then the newest frame: those in between are never queued.
*/
export const createCellScreen = ({target, timing}: Options): CellScreen => {
	const size = () => ({columns: target.columns || 80, rows: target.rows || 24});
	const switches = createSwitches();
	switches.want('wrap', '\u001B[?7l');
	const sequences = createSequences(title => switches.want('title', title));
	const frame = createFrameReader({want: switches.want});
	const picture = createPicture(size());
	const waiting = new Set<() => void>();
	let isScheduled = false;
	let isBehind = false;
	let isOpened = false;
	let hasAsked = false;
	let isOver = false;
	let hasMarks = false;

	const flush = (): void => {
		isScheduled = false;
		const room = outlet.room();
		if (room > 0 && isBehind && !isOver) {
			const text = switches.isWanted('alternate') ? next(room) : leave();
			if (text !== '') {
				outlet.send(text);
			}
		}

		tellSettled();
	};

	const outlet = createOutlet({target, timing, onFree: flush});

	const next = (room: number): string => {
		const cursor = frame.cursor();
		switches.want('cursor', cursor === undefined ? '\u001B[?25l' : undefined);
		const first = (isOpened ? '' : opening) + switches.takeChanges();
		isOpened = true;
		const {text, isWhole} = picture.show({lines: frame.lines(), cursor}, room);
		isBehind = !isWhole;
		const marked = hasMarks && text.length > worthMarks ? `\u001B[?2026h${text}\u001B[?2026l` : text;
		return first + marked + sequences.take();
	};

	const leave = (): string => {
		const changes = switches.takeChanges();
		picture.forget();
		isBehind = false;
		return changes === '' ? '' : `\u001B[m${changes}`;
	};

	const schedule = (): void => {
		isBehind = true;
		if (!isScheduled) {
			isScheduled = true;
			queueMicrotask(flush);
		}
	};

	const tellSettled = (): void => {
		if (!isBehind && outlet.isQuiet()) {
			for (const resolve of waiting) {
				resolve();
			}
		}
	};

	const stdout = createStream(target, chunk => {
		frame.read(chunk);
		schedule();
	});

	const resized = (): void => {
		picture.resize(size());
		stdout.emit('resize');
		schedule();
	};

	target.on('resize', resized);

	return {
		stdout,

		write(sequence) {
			sequences.add(sequence);
			schedule();
		},

		setModes({mouse, focus}) {
			switches.want('mouse', mouse ? '\u001B[?1000;1006h' : undefined);
			switches.want('focus', focus ? '\u001B[?1004h' : undefined);
			schedule();
		},

		redraw() {
			switches.doubt();
			picture.forget();
			outlet.startAgain();
			schedule();
		},

		hear(input) {
			hasMarks ||= yes.test(input);
			outlet.hear(input);
			tellSettled();
		},

		setListening(isListening) {
			outlet.setListening(isListening);
			if (isListening && !hasAsked) {
				hasAsked = true;
				sequences.add(question);
				schedule();
			}
		},

		settled: async withinMs =>
			new Promise(resolve => {
				const done = (): void => {
					waiting.delete(done);
					forget();
					resolve();
				};
				const forget = timing.schedule(withinMs, done);
				waiting.add(done);
				tellSettled();
			}),

		farewell() {
			const off = isOver ? '' : switches.allOff();
			isOver = true;
			target.off('resize', resized);
			// What was being sent may have been cut off anywhere.
			return off === '' ? '' : `\u0018\u001B[?2026l\u001B[m\u001B[r${off}`;
		},
	};
};

/** As much of a terminal's stream as Ink asks for. */
const createStream = (target: NodeJS.WriteStream, take: (chunk: string) => void): NodeJS.WriteStream => {
	const stream = new Writable({
		decodeStrings: false,
		write(chunk, _encoding, done) {
			take(String(chunk));
			done();
		},
	});
	Object.defineProperties(stream, {
		isTTY: {value: true},
		columns: {get: () => target.columns},
		rows: {get: () => target.rows},
	});
	// It has no more of a terminal's stream than was given to it here; Ink asks for nothing else.
	return stream as unknown as NodeJS.WriteStream;
};
