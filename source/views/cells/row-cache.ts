/** What Ink's output stage is asked for, and what it is made of, as far as it is used here. */
export type InkOutput = {
	readonly write: (
		x: number,
		y: number,
		text: string,
		options: {readonly transformers: readonly Transformer[]},
	) => void;
	readonly clip: (clip: Clip) => void;
	readonly unclip: () => void;
	readonly get: () => {readonly output: string; readonly height: number};
};

type InkInternals = InkOutput & {
	readonly sliceLineToColumns: (line: string, from: number, to: number) => string;
	readonly caches: {
		readonly getStyledChars: (text: string) => ReadonlyArray<{readonly value: string}>;
		readonly getStringWidth: (text: string) => number;
	};
};

type Size = {readonly width: number; readonly height: number};
type Transformer = (line: string, index: number) => string;
type Clip = Readonly<Partial<Record<'x1' | 'x2' | 'y1' | 'y2', number | undefined>>>;
type Piece = {readonly x: number; readonly text: string};

export type Parts = {
	/** Ink's own output stage. */
	readonly Original: new (
		size: Size,
	) => InkInternals;
	readonly styledCharsToString: (characters: ReadonlyArray<{readonly value: string}>) => string;
};

/** More than a screen has rows; what was forgotten is put together again. */
const most = 1024;

/**
Ink's output stage, which takes all text of a frame apart and puts it together again, with a memory: a row that the same is written into
as once before is not composed again. What it gives is what Ink's own would give.
*/
export const createRowCache = ({Original, styledCharsToString}: Parts): ((size: Size) => InkOutput) => {
	const rows = new Map<string, string>();
	const linesOf = new Map<string, readonly string[]>();
	const slices = new Map<string, string>();
	let tools = new Original({width: 0, height: 0});

	const remember = <Value>(known: Map<string, Value>, key: string, make: () => Value): Value => {
		const value = known.get(key) ?? make();
		if (known.size >= most && !known.has(key)) {
			known.clear();
			tools = new Original({width: 0, height: 0});
		}

		known.set(key, value);
		return value;
	};

	/** The lines of a text, each with the styles that were on where it begins. */
	const split = (text: string): readonly string[] =>
		remember(linesOf, text, () => {
			const lines: Array<Array<{readonly value: string}>> = [[]];
			for (const character of tools.caches.getStyledChars(text)) {
				if (character.value === '\n') {
					lines.push([]);
				} else {
					lines.at(-1)?.push(character);
				}
			}

			return lines.map(line => styledCharsToString(line));
		});

	/** The part of a line that is to be seen between two columns. */
	const slice = (line: string, x: number, x1: number, x2: number): string => {
		const from = Math.max(0, x1 - x);
		const room = x2 - x;
		return remember(slices, `${from} ${room} ${line}`, () => {
			const width = tools.caches.getStringWidth(line);
			return tools.sliceLineToColumns(line, from, Math.min(width, room));
		});
	};

	const compose = (pieces: readonly Piece[], width: number): string => {
		const key = `${width}\u0000${pieces.map(({x, text}) => `${x}\u0001${text}`).join('\u0000')}`;
		return remember(rows, key, () => {
			const row = new Original({width, height: 1});
			for (const {x, text} of pieces) {
				row.write(x, 0, text, {transformers: []});
			}

			return row.get().output;
		});
	};

	return ({width, height}) => {
		const pieces: Array<Piece[] | undefined> = Array.from({length: height});
		const clips: Clip[] = [];

		const put = (y: number, piece: Piece): void => {
			pieces[y] ??= [];
			pieces[y].push(piece);
		};

		return {
			write(x, y, text, {transformers}) {
				const clip = clips.at(-1) ?? {};
				if (text === '' || isEmpty(clip)) {
					return;
				}

				const lines = split(text);
				const isClippedAcross = clip.x1 !== undefined && clip.x2 !== undefined;
				const isClippedDown = clip.y1 !== undefined && clip.y2 !== undefined;
				const widest = isClippedAcross
					? Math.max(...text.split('\n').map(line => tools.caches.getStringWidth(line)))
					: 0;
				if (isClippedAcross && (x + widest < clip.x1 || x > clip.x2)) {
					return;
				}

				for (const [index, line] of lines.entries()) {
					const row = y + index;
					if (row < 0 || row >= height || (isClippedDown && (row < clip.y1 || row >= clip.y2))) {
						continue;
					}

					const visible = isClippedAcross ? slice(line, x, clip.x1, clip.x2) : line;
					const drawn = transformers.reduce((so, transform) => transform(so, index), visible);
					put(row, {x: isClippedAcross ? Math.max(x, clip.x1) : x, text: drawn});
				}
			},
			clip(clip) {
				clips.push(intersect(clips.at(-1), clip));
			},
			unclip() {
				clips.pop();
			},
			get: () => ({
				output: Array.from({length: height}, (_, y) => {
					const written = pieces[y];
					return written === undefined ? '' : compose(written, width);
				}).join('\n'),
				height,
			}),
		};
	};
};

const intersect = (outer: Clip | undefined, inner: Clip): Clip => ({
	x1: tighter(outer?.x1, inner.x1, Math.max),
	x2: tighter(outer?.x2, inner.x2, Math.min),
	y1: tighter(outer?.y1, inner.y1, Math.max),
	y2: tighter(outer?.y2, inner.y2, Math.min),
});

const tighter = (
	a: number | undefined,
	b: number | undefined,
	choose: (a: number, b: number) => number,
): number | undefined => (a === undefined ? b : b === undefined ? a : choose(a, b));

const isEmpty = ({x1, x2, y1, y2}: Clip): boolean =>
	(x1 !== undefined && x2 !== undefined && x1 >= x2) || (y1 !== undefined && y2 !== undefined && y1 >= y2);
