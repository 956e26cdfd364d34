import type {Place} from './moves.js';
import type {Switch} from './switches.js';

type Options = {
	/** Says by which sequence something is switched on; `undefined` for off. */
	readonly want: (name: Switch, on: string | undefined) => void;
};

export type FrameReader = {
	/** Takes what Ink writes. */
	readonly read: (chunk: string) => void;
	/** What stands on the screen after all that, line by line, with colours and attributes. */
	readonly lines: () => readonly string[];
	/** Where Ink shows the cursor; `undefined` while it hides it. */
	readonly cursor: () => Place | undefined;
};

/**
Understands what Ink writes to a terminal: frames of whole lines, each put in the place of the one before. It erases by lines and moves
only to the start of lines, so a line is taken as it is, and not cell by cell. Whatever else is in there has no business on a terminal.
*/
export const createFrameReader = ({want}: Options): FrameReader => {
	let lines: string[] = [];
	let row = 0;
	let column = 0;
	let cursor: Place | undefined;

	const put = (text: string): void => {
		for (const [index, line] of text.split('\n').entries()) {
			row += index === 0 ? 0 : 1;
			column = index === 0 ? column : 0;
			if (line !== '' || column === 0) {
				lines[row] = column === 0 ? line : (lines[row] ?? '') + line;
			}

			column += line.length;
		}
	};

	const control = (sequence: string, mark: string, parameters: string, final: string): void => {
		const count = Number.parseInt(parameters, 10) || 1;
		const kind = mark + final;
		if (kind === 'A') {
			row = Math.max(0, row - count);
		} else if (kind === 'B') {
			row += count;
		} else if (kind === 'G') {
			column = count - 1;
		} else if (kind === 'H') {
			const [toRow = 1, toColumn = 1] = parameters.split(';').map(part => Number.parseInt(part, 10) || 1);
			row = toRow - 1;
			column = toColumn - 1;
		} else if (kind === 'J') {
			lines = lines.slice(0, row);
		} else if (kind === 'K') {
			lines[row] = '';
		} else if (kind === '?h' || kind === '?l') {
			mode(sequence, parameters, final === 'h');
		} else if (kind === '>u' || kind === '<u') {
			want('keyboard', mark === '>' ? sequence : undefined);
		}
	};

	const mode = (sequence: string, parameters: string, isOn: boolean): void => {
		if (parameters === '25') {
			cursor = isOn ? {column, row} : undefined;
		} else if (parameters === '1049') {
			lines = [];
			row = 0;
			column = 0;
			want('alternate', isOn ? sequence : undefined);
		} else if (parameters === '2004') {
			want('paste', isOn ? sequence : undefined);
		}
	};

	return {
		read(chunk) {
			for (let index = 0; index < chunk.length; ) {
				controls.lastIndex = index;
				const found = controls.exec(chunk);
				if (found === null) {
					const rest = chunk.slice(index);
					const end = rest.search(anyControl);
					put(end < 0 ? rest : rest.slice(0, end));
					index = end < 0 ? chunk.length : index + end;
				} else {
					const [sequence, mark = '', parameters = '', final] = found;
					if (final !== undefined) {
						control(sequence, mark, parameters, final);
					}

					index += sequence.length;
				}
			}
		},
		lines: () => lines,
		cursor: () => cursor,
	};
};

// All but colours and attributes, which are a part of the text, and links, which are left out of it later on.
const pattern = String.raw`\u001B(?:\[([?><=]?)([\d;:]*)([@-ln-~])|\](?!8;)[^\u0007\u001B]*(?:\u0007|\u001B\\)|[ -/]*[0-Z\\^-~])`;
const controls = new RegExp(pattern, 'y');
const anyControl = new RegExp(pattern);
