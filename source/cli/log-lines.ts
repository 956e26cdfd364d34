import type {OutputReader} from '../domain/output.js';
import {cleanText} from '../domain/text.js';

type Options = {
	/** Makes lines readable that are for programs. */
	readonly readOutput?: OutputReader | undefined;
	/** The first bytes are the end of a line that began before: it is left out. */
	readonly beginsWithin: boolean;
};

/** Bytes of a line that is shown before it has ended. */
const longestLine = 1024 * 1024;

/**
Makes lines for people of what a run printed, as it comes. Of control sequences only colours are left; of a line that was written over
the last state is shown.
*/
export const createLogLines = ({readOutput = line => [line], beginsWithin}: Options) => {
	let pieces: Uint8Array[] = [];
	let length = 0;
	let isLeftOut = beginsWithin;
	let isColoured = false;

	const keep = (piece: Uint8Array): void => {
		pieces.push(piece);
		length += piece.length;
	};

	const finish = ({hasEnded = true} = {}): readonly string[] => {
		const line = Buffer.concat(pieces).toString();
		pieces = [];
		length = 0;
		if (isLeftOut) {
			isLeftOut = !hasEnded;
			return [];
		}

		const lines = readOutput(lastState(line)).map(withColours);
		const colour = lines.join().match(colours)?.at(-1);
		isColoured = colour === undefined ? isColoured : !isEndOfColours.test(colour);
		return lines;
	};

	return {
		/** The lines that these bytes end, each with its newline. */
		take(bytes: Uint8Array): string {
			const lines: string[] = [];
			let start = 0;
			for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
				keep(bytes.subarray(start, end));
				lines.push(...finish());
				start = end + 1;
			}

			// What is kept must not hold on to all that it came with.
			keep(Uint8Array.from(bytes.subarray(start)));
			return textOf(length > longestLine ? [...lines, ...finish({hasEnded: false})] : lines);
		},
		/** The line that never ended; and where a colour was left on, what ends it. */
		end: (): string => textOf(length === 0 ? [] : finish()) + (isColoured ? '\u001B[0m' : ''),
	};
};

const textOf = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('');

const newline = 0x0a;
const colours = /\u001B\[[0-9;:]*m/g;
const isEndOfColours = /^\u001B\[0*m$/;

const lastState = (line: string): string => {
	const ended = line.replace(/\r+$/, '');
	return ended.slice(ended.lastIndexOf('\r') + 1);
};

const withColours = (line: string): string =>
	line
		.split(/(\u001B\[[0-9;:]*m)/)
		.map((piece, index) => (index % 2 === 1 ? piece : cleanText(piece)))
		.join('');
