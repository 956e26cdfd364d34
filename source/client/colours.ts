import {clip, textToDraw, widthOf} from './text.js';

/**
A captured screen, line by line, each in at most `width` columns: of all its sequences only colours and other attributes
are left, and each line sets and ends its own.
*/
export const keepColours = (screen: string, width: number): readonly string[] => {
	const pen: Pen = new Map();
	return screen.split('\n').map(line => {
		let drawn = [...pen.values()].map(sequence).join('');
		let room = width;
		for (const piece of line.split(/(\u001B\[[0-9;:]*m)/)) {
			if (isSgr.test(piece)) {
				readPen(pen, piece.slice(2, -1));
				drawn += piece;
				continue;
			}

			const text = clip(onOneLine(piece), room);
			drawn += text;
			room -= widthOf(text);
		}

		return drawn.includes('\u001B') ? `${drawn}${sequence('0')}` : drawn;
	});
};

/** The same without any. */
export const withoutColours = (screen: string, width: number): readonly string[] =>
	screen.split('\n').map(line => clip(onOneLine(line), width));

// A carriage return that a program wrote is a line end to `textToDraw`.
const onOneLine = (piece: string): string => textToDraw(piece).replaceAll('\n', ' ');

const isSgr = /^\u001B\[[0-9;:]*m$/;

const sequence = (parameters: string): string => `\u001B[${parameters}m`;

/** What is switched on, by what it is about. */
export type Pen = Map<string, string>;

/**
Takes up what a sequence with these parameters switches on and off. A multiplexer writes a colour once and lets it go on over the lines
that follow; each line has to begin with what was on at its start.
*/
export const readPen = (pen: Pen, parameters: string): void => {
	const codes = parameters.split(';');
	for (let index = 0; index < codes.length; index += 1) {
		const code = Number.parseInt(codes[index] || '0', 10);
		const isLong = (code === 38 || code === 48) && codes[index]?.includes(':') === false;
		const length = isLong ? (codes[index + 1] === '2' ? 5 : 3) : 1;
		const whole = codes.slice(index, index + length).join(';');
		index += length - 1;
		set(pen, code, whole);
	}
};

const set = (pen: Pen, code: number, whole: string): void => {
	const about = aboutOf(code);
	if (code === 0) {
		pen.clear();
	} else if (about !== undefined && endings.has(code)) {
		pen.delete(about);
	} else if (about !== undefined) {
		pen.set(about, whole);
	}
};

const endings = new Set([22, 23, 24, 25, 27, 28, 29, 39, 49]);

const aboutOf = (code: number): string | undefined => {
	if ((code >= 30 && code <= 39) || (code >= 90 && code <= 97)) {
		return 'foreground';
	}

	if ((code >= 40 && code <= 49) || (code >= 100 && code <= 107)) {
		return 'background';
	}

	// 22 ends both bold and dim; each other attribute has an ending of its own, 20 above it.
	return code === 1 || code === 2 || code === 22 ? 'weight' : `attribute ${code > 20 ? code - 20 : code}`;
};
