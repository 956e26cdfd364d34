import {Writable} from 'node:stream';
import headless from '@xterm/headless';
import {widths} from '../../helpers/terminal-widths.js';

export type Size = {readonly columns: number; readonly rows: number};

/** A terminal that only shows: what it is sent is all that it knows. Each character has the width that it has by itself. */
export const createModel = ({columns, rows}: Size) => {
	const terminal = new headless.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
	terminal.unicode.register(widths);
	terminal.unicode.activeVersion = widths.version;

	return {
		terminal,
		send: async (text: string): Promise<void> =>
			new Promise(resolve => {
				terminal.write(text, resolve);
			}),
		resize: (size: Size) => terminal.resize(size.columns, size.rows),
		/** Cell by cell: what is in it, and how it looks; of blanks only what can be seen. */
		cells: (): ReadonlyArray<readonly string[]> =>
			Array.from({length: terminal.rows}, (_, y) => {
				const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + y);
				return Array.from({length: terminal.cols}, (_, x) => describe(line?.getCell(x)));
			}),
	};
};

export type Model = ReturnType<typeof createModel>;

/** How many cells are not as they were, and how many runs of neighbours that is. */
export const countChanges = (before: ReturnType<Model['cells']>, after: ReturnType<Model['cells']>) => {
	const changes = after.map((line, y) => line.map((cell, x) => cell !== before[y]?.[x]));
	return {
		cells: changes.flat().filter(Boolean).length,
		runs: changes.flatMap(line => line.filter((isChanged, x) => isChanged && line[x - 1] !== true)).length,
	};
};

/** The way to a terminal, which can be stopped and let go on. */
export const createLine = (model: Model, size: Size) => {
	const sent: string[] = [];
	let isHeld = false;
	let release: (() => void) | undefined;
	const stream = new Writable({
		decodeStrings: false,
		write(chunk, _encoding, done) {
			sent.push(String(chunk));
			const arrive = (): void => model.terminal.write(String(chunk), () => done());
			if (isHeld) {
				release = arrive;
			} else {
				arrive();
			}
		},
	});
	const target = Object.assign(stream, size, {isTTY: true});

	return {
		// It has all of a terminal's stream that is asked for here.
		target: target as unknown as NodeJS.WriteStream,
		takeSent: () => sent.splice(0).join(''),
		countWaiting: () => target.writableLength,
		hold() {
			isHeld = true;
		},
		letGo() {
			isHeld = false;
			release?.();
			release = undefined;
		},
		resize(next: Size) {
			model.resize(next);
			Object.assign(target, next);
			target.emit('resize');
		},
	};
};

type Cell = ReturnType<NonNullable<ReturnType<headless.Terminal['buffer']['active']['getLine']>>['getCell']>;

const describe = (cell: Cell): string => {
	if (cell === undefined) {
		return 'nothing';
	}

	const text = cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
	const background = [cell.getBgColorMode(), cell.getBgColor()];
	const isSeenOnBlanks = cell.isInverse() + cell.isUnderline() + cell.isStrikethrough() + cell.isOverline() > 0;
	if (text === ' ' && !isSeenOnBlanks) {
		return ['blank', ...background].join(' ');
	}

	const attributes = [
		cell.isBold(),
		cell.isDim(),
		cell.isItalic(),
		cell.isUnderline(),
		cell.isBlink(),
		cell.isInverse(),
		cell.isInvisible(),
		cell.isStrikethrough(),
		cell.isOverline(),
	].map(is => (is === 0 ? '-' : '+'));
	return [text, attributes.join(''), cell.getFgColorMode(), cell.getFgColor(), ...background].join(' ');
};
