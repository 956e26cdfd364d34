/** Some bytes of a log that stand one after the other; `from` says which is the first. */
export type Piece = {
	readonly from: number;
	readonly bytes: Uint8Array;
};

/**
Bytes after which a line that does not end is taken for two, so that no line needs more memory than a screen is worth. Where that is
depends on the bytes alone, and not on where somebody began to read: at a multiple of it with that many bytes before it and no line end
among them. A line that is no longer than this is always whole.
*/
export const longestLine = 128 * 1024;

const newline = 0x0a;

/** The byte behind the last one. */
export const endOfPiece = ({from, bytes}: Piece): number => from + bytes.length;

/** Where the line begins that a byte belongs to; `undefined` where that is before the piece. */
export const lineAt = ({from, bytes}: Piece, at: number): number | undefined => {
	const before = at > from ? bytes.lastIndexOf(newline, at - from - 1) : -1;
	const begin = before === -1 ? from : from + before + 1;
	const bound = at - (at % longestLine);
	if (bound - longestLine >= begin) {
		return bound;
	}

	return before === -1 && from > 0 ? undefined : begin;
};

/** Where the line that begins at a byte ends, and the next one begins; `undefined` where that is not in the piece. */
export const lineEnd = (piece: Piece, start: number): number | undefined => {
	const {from, bytes} = piece;
	const after = bytes.indexOf(newline, start - from);
	const bound = Math.ceil(start / longestLine) * longestLine + longestLine;
	if (after !== -1 && from + after < bound) {
		return from + after + 1;
	}

	return bound <= endOfPiece(piece) ? bound : undefined;
};

/** The first line that begins in the piece for sure. */
export const firstLine = (piece: Piece): number | undefined => (piece.from === 0 ? 0 : lineEnd(piece, piece.from));

/** Whether the line ends because it ends, and began so. */
export const isWhole = ({from, bytes}: Piece, start: number, end: number): boolean =>
	(start === 0 || bytes[start - 1 - from] === newline) && bytes[end - 1 - from] === newline;

/** Two pieces as one; the later one alone where they do not touch each other. */
export const joined = (piece: Piece | undefined, other: Piece): Piece => {
	if (piece === undefined || other.from > endOfPiece(piece) || endOfPiece(other) < piece.from) {
		return other;
	}

	const [first, second] = piece.from <= other.from ? [piece, other] : [other, piece];
	const missing = endOfPiece(first) - second.from;
	return missing >= second.bytes.length
		? first
		: {from: first.from, bytes: Buffer.concat([first.bytes, second.bytes.subarray(missing)])};
};

/** What of a piece lies between two bytes, in memory of its own. */
export const cutTo = (piece: Piece, from: number, to: number): Piece => {
	const start = Math.max(from, piece.from);
	const end = Math.max(start, Math.min(to, endOfPiece(piece)));
	return {from: start, bytes: Uint8Array.prototype.slice.call(piece.bytes, start - piece.from, end - piece.from)};
};
