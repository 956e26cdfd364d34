import {isUtf8} from 'node:buffer';
import type {LineProblem} from '../../domain/front-matter.js';
import {readBytes} from '../../system/files.js';
import type {TreeFile} from '../../system/tree.js';

/** Bytes. */
const largestFile = 256 * 1024;

/**
The text of a file that is meant to be a mode, or why it is none. What the system refuses is thrown.
*/
export const readModeText = async ({
	file,
	size,
}: Pick<TreeFile, 'file' | 'size'>): Promise<{readonly text: string} | {readonly problem: LineProblem}> => {
	const tooLarge = `the file has more than ${largestFile} bytes; a mode is a short text, and what is long goes into a file that it names`;
	if (size > largestFile) {
		return {problem: {line: 1, text: tooLarge}};
	}

	const bytes = await readBytes(file, {from: 0, length: largestFile + 1});
	if (bytes === undefined) {
		return {problem: {line: 1, text: 'the file has gone'}};
	}

	if (bytes.length > largestFile) {
		return {problem: {line: 1, text: tooLarge}};
	}

	return isUtf8(bytes)
		? {text: bytes.toString('utf8')}
		: {problem: {line: badLineOf(bytes), text: 'this line is not UTF-8; save the file as UTF-8'}};
};

const badLineOf = (bytes: Buffer): number => {
	let [line, start] = [1, 0];
	for (let end = bytes.indexOf(10); end !== -1 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(10, start)) {
		line += 1;
		start = end + 1;
	}

	return line;
};
