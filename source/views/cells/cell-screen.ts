import type {TerminalModes} from '../../client/terminal.js';
import {createAbilities} from './abilities.js';
import {createFrameReader} from './frame.js';
import {createInkStream} from './ink-stream.js';
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
	const abilities = createAbilities();
	const frame = createFrameReader({want: switches.want});
	const picture = createPicture(size());
	const waiting = new Set<() => void>();
	let isScheduled = false;
	let isBehind = false;
	let isOpened = false;
	let isOver = false;
	let isOrdered = false;
	let isListening = false;

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
		ask();
		const marked = abilities.hasMarks() && text.length > worthMarks ? `\u001B[?2026h${text}\u001B[?2026l` : text;
		return first + marked + sequences.take();
	};

	const ask = (): void => {
		const questions = isListening ? abilities.takeQuestions({hasRightToLeft: picture.hasRightToLeft()}) : '';
		if (questions !== '') {
			sequences.add(questions);
		}
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

	const stdout = createInkStream(target, chunk => {
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
			abilities.hear(input);
			const orderedBy = abilities.orderedBy();
			if (!isOrdered && orderedBy !== undefined) {
				isOrdered = true;
				// What is off already stays off when we have gone.
				switches.want('order', orderedBy === 'terminal' ? '\u001B[8l' : undefined);
				picture.order();
				schedule();
			}

			outlet.hear(input);
			tellSettled();
		},

		setListening(is) {
			isListening = is;
			outlet.setListening(is);
			if (is) {
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
