import type {Background} from '../themes/theme.js';

/** What a terminal said, as far as anything is made of it. Places begin with 0. */
export type Report =
	| {readonly kind: 'click' | 'wheel-up' | 'wheel-down'; readonly column: number; readonly row: number}
	| {readonly kind: 'focus'; readonly hasFocus: boolean}
	| {readonly kind: 'background'; readonly background: Background};

/** Reads a report; nothing where it says what nobody asked for. */
export const readReport = (sequence: string): Report | undefined => {
	if (sequence === '\u001B[I' || sequence === '\u001B[O') {
		return {kind: 'focus', hasFocus: sequence.endsWith('I')};
	}

	return readMouse(sequence) ?? readBackground(sequence);
};

const mouse = /^\u001B\[<(\d{1,3});(\d{1,5});(\d{1,5})M$/;
const kinds: ReadonlyMap<number, 'click' | 'wheel-up' | 'wheel-down'> = new Map([
	[0, 'click'],
	[64, 'wheel-up'],
	[65, 'wheel-down'],
]);

/** Other buttons, and clicks with Shift, Ctrl or Alt, are the terminal's own. */
const readMouse = (sequence: string): Report | undefined => {
	const [, button, column, row] = mouse.exec(sequence) ?? [];
	const kind = kinds.get(Number(button));
	return kind === undefined ? undefined : {kind, column: Number(column) - 1, row: Number(row) - 1};
};

const colour = /^\u001B\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i;

const readBackground = (sequence: string): Report | undefined => {
	const parts = colour.exec(sequence)?.slice(1);
	if (parts === undefined) {
		return undefined;
	}

	const [red = 0, green = 0, blue = 0] = parts.map(part => Number.parseInt(part, 16) / (16 ** part.length - 1));
	return {kind: 'background', background: 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark'};
};
