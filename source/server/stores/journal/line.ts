import {crc32} from 'node:zlib';

/**
What a line says: a fact, or that a file begins, and which entries of the files before it count (`after` is the last one).
*/
export type Line =
	| {readonly seq: number; readonly at: number; readonly fact: unknown}
	| {readonly seq: number; readonly at: number; readonly began: {readonly after: number}};

const markStart = ',"crc":"';
const markEnd = '"}';
const markLength = markStart.length + 8 + markEnd.length;

/**
One line of a record, with its newline: JSON whose last member is the CRC-32 of the same JSON without it.
*/
export const writeLine = (line: Line): string => {
	const text = JSON.stringify(line);
	return `${text.slice(0, -1)}${markStart}${crc32(text).toString(16).padStart(8, '0')}${markEnd}\n`;
};

/** Reads a line as `writeLine` wrote it; `undefined` for any other. */
export const readLine = (bytes: Buffer): Line | undefined => {
	const end = bytes.length - markLength;
	const mark = bytes.toString('latin1', Math.max(0, end));
	if (end < 2 || !mark.startsWith(markStart) || !mark.endsWith(markEnd)) {
		return undefined;
	}

	const written = Number.parseInt(mark.slice(markStart.length, -markEnd.length), 16);
	// The brace that the mark stands before belongs to what is summed up.
	if (written !== crc32('}', crc32(bytes.subarray(0, end)))) {
		return undefined;
	}

	// The checksum vouches that we wrote it, so its shape is ours; what the fact says is for its own reader.
	return JSON.parse(bytes.toString()) as Line;
};
