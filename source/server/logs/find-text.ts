import type {ByteFile} from '../../system/byte-file.js';

type Wanted = {
	readonly text: string;
	/** Forwards: the first byte that counts. Backwards: the first that does not count any more. */
	readonly from: number;
	readonly isBackwards: boolean;
	/** Bytes that are looked at in all. */
	readonly most: number;
	/** Aborts when nobody wants to know any more. */
	readonly signal: AbortSignal;
};

/** Where it is; and where that was not all that there is, where to look next. */
export type FoundText = {readonly at?: number; readonly goOnAt?: number};

/** Bytes that are looked at in one turn, in well under a millisecond each. */
const forwards = 256 * 1024;
const backwards = 64 * 1024;

/**
Looks for a text in bytes that are UTF-8, a part at a time and in turns. A letter in lower case stands for the one in upper case too,
unless the text has upper case in it; what is between two letters in the file (a colour that begins) parts them.
*/
export const findText = async (file: ByteFile, {text, from, isBackwards, most, signal}: Wanted): Promise<FoundText> => {
	const {pattern, longest} = patternOf(text);
	const size = await file.size();

	const lookForwards = async (): Promise<FoundText> => {
		const end = Math.min(size, from + most);
		for (let start = from; start < end && !signal.aborted; start += forwards) {
			// What begins in this part may end in the next one.
			const part = await file.read(start, Math.min(forwards + longest - 1, size - start));
			const at = part.toString('latin1').search(pattern);
			if (at !== -1 && start + at < end) {
				return {at: start + at};
			}
		}

		return end < size ? {goOnAt: end} : {};
	};

	const lookBackwards = async (): Promise<FoundText> => {
		const end = Math.min(from, size);
		const first = Math.max(0, end - most);
		for (let stop = end; stop > first && !signal.aborted; stop -= backwards) {
			const start = Math.max(first, stop - backwards);
			const part = await file.read(start, Math.min(stop - start + longest - 1, end - start));
			const at = lastOf(pattern, part.toString('latin1'));
			if (at !== undefined) {
				return {at: start + at};
			}
		}

		// What ends behind the first byte that was looked at has not been seen.
		return first > 0 ? {goOnAt: Math.min(end, first + longest - 1)} : {};
	};

	return isBackwards ? lookBackwards() : lookForwards();
};

const lastOf = (pattern: RegExp, part: string): number | undefined => {
	const each = new RegExp(pattern, 'g');
	let last: number | undefined;
	for (let found = each.exec(part); found !== null; found = each.exec(part)) {
		last = found.index;
		// The next one may begin within this one.
		each.lastIndex = found.index + 1;
	}

	return last;
};

/** A pattern over bytes as characters, and how many bytes it matches at most. No character of UTF-8 begins within another. */
const patternOf = (text: string): {readonly pattern: RegExp; readonly longest: number} => {
	const isExact = text !== text.toLowerCase();
	const characters = [...text].map(character => {
		const forms = isExact ? [character] : [...new Set([character, character.toUpperCase()])];
		return forms.map(form => Buffer.from(form).toString('latin1'));
	});
	return {
		pattern: new RegExp(characters.map(forms => `(?:${forms.map(escaped).join('|')})`).join('')),
		longest: characters.reduce((sum, forms) => sum + Math.max(...forms.map(({length}) => length)), 0),
	};
};

const escaped = (bytes: string): string =>
	[...bytes].map(byte => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
