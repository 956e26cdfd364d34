import headless, {type IBufferCell} from '@xterm/headless';

type Size = {readonly columns: number; readonly rows: number};

type Style = {
	readonly colour: string | undefined;
	readonly background: string | undefined;
	readonly isBold: boolean;
	readonly isDim: boolean;
};

type Span = {readonly row: number; readonly column: number; readonly width: number; readonly text: string} & Style;

/** Pixels of one cell. */
const cell = {width: 8.4, height: 18};
const ink = '#d8dee9';
const paper = '#1d2430';
const sixteen = [
	...['#3b4252', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d8dee9'],
	...['#7b869b', '#ff8a92', '#b5e08f', '#ffd98a', '#8cc8ff', '#dd9bf0', '#7fd6e0', '#ffffff'],
];

/**
A screen with its colours, as a drawing: `text` is what a terminal of that size was sent for it, lines ended by line feeds.
*/
export const drawPicture = async (text: string, size: Size): Promise<string> => {
	const width = Math.ceil((size.columns + 2) * cell.width);
	const height = Math.ceil((size.rows + 1) * cell.height);
	const spans = await readSpans(text, size);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
		`<rect width="100%" height="100%" rx="6" fill="${paper}"/>`,
		'<g font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14" xml:space="preserve">',
		...spans.flatMap(drawSpan),
		'</g>',
		'</svg>',
		'',
	].join('\n');
};

const readSpans = async (text: string, {columns, rows}: Size): Promise<readonly Span[]> => {
	const terminal = new headless.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
	await new Promise<void>(resolve => {
		// What ends the last line would scroll the first one away.
		terminal.write(text.trimEnd(), resolve);
	});
	const spans: Span[] = [];
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const read = terminal.buffer.active.getLine(row)?.getCell(column);
			if (read === undefined || read.getWidth() === 0) {
				continue;
			}

			const next = {row, column, width: read.getWidth(), text: read.getChars() || ' ', ...styleOf(read)};
			const last = spans.at(-1);
			if (last !== undefined && continues(last, next)) {
				spans[spans.length - 1] = {...last, width: last.width + next.width, text: last.text + next.text};
			} else {
				spans.push(next);
			}
		}
	}

	terminal.dispose();
	return spans;
};

const continues = (last: Span, next: Span): boolean =>
	last.row === next.row &&
	last.colour === next.colour &&
	last.background === next.background &&
	last.isBold === next.isBold &&
	last.isDim === next.isDim;

const styleOf = (read: IBufferCell): Style => {
	const colour = read.isFgDefault() ? undefined : colourOf(read.getFgColor(), read.isFgRGB());
	const background = read.isBgDefault() ? undefined : colourOf(read.getBgColor(), read.isBgRGB());
	const isInverse = read.isInverse() !== 0;
	return {
		colour: isInverse ? (background ?? paper) : colour,
		background: isInverse ? (colour ?? ink) : background,
		isBold: read.isBold() !== 0,
		isDim: read.isDim() !== 0,
	};
};

const colourOf = (value: number, isRgb: boolean): string => {
	if (isRgb) {
		return `#${value.toString(16).padStart(6, '0')}`;
	}

	if (value < 16) {
		return sixteen[value] ?? ink;
	}

	const level = (part: number): number => (part === 0 ? 0 : 55 + part * 40);
	const cube = value - 16;
	const grey = 8 + (value - 232) * 10;
	const parts =
		value >= 232 ? [grey, grey, grey] : [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level);
	return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
};

const drawSpan = ({row, column, width, text, colour, background, isBold, isDim}: Span): readonly string[] => {
	const x = ((column + 1) * cell.width).toFixed(1);
	const y = (row + 0.5) * cell.height;
	const length = (width * cell.width).toFixed(1);
	const box =
		background === undefined
			? []
			: [`<rect x="${x}" y="${y}" width="${length}" height="${cell.height}" fill="${background}"/>`];
	if (text.trim() === '') {
		return box;
	}

	const weight = isBold ? ' font-weight="bold"' : '';
	const dim = isDim ? ' opacity="0.6"' : '';
	return [
		...box,
		`<text x="${x}" y="${y + 13.5}" textLength="${length}" fill="${colour ?? ink}"${weight}${dim}>${escaped(text)}</text>`,
	];
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
