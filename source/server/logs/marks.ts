import type {ByteFile} from '../../system/byte-file.js';

/** How long the output was (bytes) at which time (milliseconds). */
export type Mark = readonly [at: number, bytes: number];

const pieceSize = 64 * 1024;

/**
The marks in a file, oldest first: no more than `most`, evenly taken, the newest always among them. A line that is none is passed
over. However long the file is, no more than twice as many are in memory.
*/
export const readMarks = async (file: ByteFile, most: number): Promise<readonly Mark[]> => {
	let marks: Mark[] = [];
	let newest: Mark | undefined;
	let count = 0;
	let step = 1;

	const add = (line: string): void => {
		const mark = readMark(line);
		if (mark === undefined) {
			return;
		}

		newest = mark;
		if (count % step === 0) {
			marks.push(mark);
		}

		count += 1;
		if (marks.length >= 2 * (most - 1)) {
			marks = marks.filter((_, index) => index % 2 === 0);
			step *= 2;
		}
	};

	let rest = '';
	const size = await file.size();
	for (let from = 0; from < size; from += pieceSize) {
		const lines = (rest + (await file.read(from, Math.min(pieceSize, size - from))).toString('latin1')).split('\n');
		rest = lines.pop() ?? '';
		lines.forEach(add);
	}

	const apart = Math.ceil(marks.length / (most - 1));
	const thinned = marks.filter((_, index) => index % apart === 0);
	return newest === undefined || thinned.at(-1) === newest ? thinned : [...thinned, newest];
};

const readMark = (line: string): Mark | undefined => {
	const [, at, bytes] = /^(\d{1,16}) (\d{1,16})$/.exec(line) ?? [];
	return at === undefined || bytes === undefined ? undefined : [Number(at), Number(bytes)];
};
