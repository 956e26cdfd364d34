import {Buffer} from 'node:buffer';

/** What terminals take at once, in bytes of base64: xterm's limit of 100,000 with room for the rest. */
const longestEncoded = 74_994;

/** Bytes of a text that can be copied. */
export const longestCopy = Math.floor(longestEncoded / 4) * 3;

/** What puts a text into the clipboard of a terminal (OSC 52), as much of it as that takes. */
export const clipboardSequence = (text: string): {readonly sequence: string; readonly isCut: boolean} => {
	const bytes = Buffer.from(text);
	const isCut = bytes.length > longestCopy;
	const kept = isCut ? bytes.subarray(0, wholeCharacters(bytes, longestCopy)) : bytes;
	return {sequence: `\u001B]52;c;${kept.toString('base64')}\u0007`, isCut};
};

/** As many bytes, without the start of a character that is cut. */
const wholeCharacters = (bytes: Buffer, most: number): number => {
	let end = most;
	while (end > 0 && ((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) {
		end -= 1;
	}

	return end;
};
