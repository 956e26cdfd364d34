import path from 'node:path';
import {crc32} from 'node:zlib';
import {readBytes, readPieces, writeWhole} from '../../../system/files.js';
import {isDraft, listFiles, removeFile} from '../../../system/replace.js';

/** A place in a record. */
export type Position = {
	/** The last entry before it that counts. */
	readonly seq: number;
	/** The greatest number that any line before it has. */
	readonly lastSeq: number;
	/** The name of the file it is in, and behind how many bytes. */
	readonly file: string;
	readonly length: number;
};

export type Checkpoint = {
	readonly position: Position;
	/** What all entries before it make, in the words of whoever wrote it. */
	readonly body: Buffer;
};

type Head = Position & {
	readonly version: number;
	/** The CRC-32 of the bytes of the record before the position, of which there are at most `vouching`. */
	readonly before: number;
};

// Not `.jsonl`: its lines are none of the record.
const fileName = 'checkpoint';
const version = 1;
const vouching = 4096;
const newline = 10;
const lastLine = (sum: number): string => `{"crc":"${sum.toString(16).padStart(8, '0')}"}\n`;
const lastLength = lastLine(0).length;

/**
Writes a checkpoint in the place of the one before. It is whole or not there, would survive a power cut, and says by itself when
it is not as it was written.
*/
export const writeCheckpoint = async (
	folder: string,
	position: Position,
	pieces: AsyncIterable<Uint8Array>,
): Promise<void> => {
	for (const name of (await listFiles(folder)).filter(isDraft)) {
		await removeFile(path.join(folder, name));
	}

	const head: Head = {version, ...position, before: await sumBefore(folder, position)};
	await writeWhole(path.join(folder, fileName), framed(head, pieces));
};

async function* framed(head: Head, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const first = Buffer.from(`${JSON.stringify(head)}\n`);
	yield first;
	let sum = crc32(first);
	for await (const piece of pieces) {
		sum = crc32(piece, sum);
		yield piece;
	}

	yield Buffer.from(lastLine(sum));
}

/**
The checkpoint of a record, or `undefined` where there is none. Throws when it is not as it was written, or when the record is not
the one that it was written of.
*/
export const readCheckpoint = async (folder: string): Promise<Checkpoint | undefined> => {
	let sum = 0;
	const bytes = await readPieces(path.join(folder, fileName), (piece, left) => {
		sum = crc32(piece.subarray(0, Math.max(0, piece.length + left - lastLength)), sum);
	});
	if (bytes === undefined) {
		return undefined;
	}

	const content = bytes.subarray(0, Math.max(0, bytes.length - lastLength));
	if (bytes.toString('latin1', content.length) !== lastLine(sum)) {
		throw new TypeError('it is not as it was written');
	}

	// The checksum vouches that we wrote it, so its shape is that of its version.
	const headLength = content.indexOf(newline) + 1;
	const head = JSON.parse(content.toString('utf8', 0, headLength)) as Head;
	if (head.version !== version) {
		throw new TypeError(`it is of version ${head.version}, and ${version} is read here`);
	}

	const {seq, lastSeq, file, length} = head;
	const position = {seq, lastSeq, file, length};
	if ((await sumBefore(folder, position)) !== head.before) {
		throw new TypeError(`${file} is not the file that it was made of`);
	}

	return {position, body: content.subarray(headLength)};
};

const sumBefore = async (folder: string, {file, length}: Position): Promise<number> => {
	const from = Math.max(0, length - vouching);
	const bytes = await readBytes(path.join(folder, file), {from, length: length - from});
	if (bytes?.length !== length - from) {
		throw new TypeError(`${file} has not the ${length} bytes that it was made of`);
	}

	return crc32(bytes);
};
