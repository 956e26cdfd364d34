/** As much of a string as is looked at here. */
type Text = Pick<string, 'length' | 'charCodeAt'>;

/** What is longer is looked at as far as this, so that no text makes a search slow. */
const longestText = 256;

/**
How well a folded text has all the words of what was typed, blanks between them: more is better, nothing where it lacks one. A word is
there when its letters come in their order; the start of the text is better than the start of a word, and letters side by side are better
than letters here and there. Looks at each letter of a text a few times at most for each letter of a word.
*/
export const fuzzyScore = (typed: string, text: Text): number | undefined => {
	let sum = 0;
	for (const word of typed.split(' ')) {
		const score = word === '' ? 0 : scoreWord(word, text);
		if (score === undefined) {
			return undefined;
		}

		sum += score;
	}

	return sum === 0 ? 0 : sum - Math.min(text.length, longestText) / longestText;
};

const scoreWord = (word: string, text: Text): number | undefined => {
	const length = Math.min(text.length, longestText);
	const end = endOfLetters(word, text, length);
	if (end === undefined) {
		return undefined;
	}

	const place = placeOf(word, text, length);
	if (place !== undefined) {
		return place.at === 0 ? 100 : (place.isStart ? 80 : 60) - Math.min(place.at, 20) / 4;
	}

	// From where the letters end back to where they begin: the shortest way to this end.
	let [at, starts] = [end, 0];
	for (let index = word.length - 1; index >= 0; at -= 1) {
		if (text.charCodeAt(at) === word.charCodeAt(index)) {
			index -= 1;
			starts += Number(isWordStart(text, at));
		}
	}

	return 30 + 20 * (starts / word.length) - Math.min(end - at - word.length, 25);
};

/** Where the last of the letters stands when they are found as early as they can. */
const endOfLetters = (word: string, text: Text, length: number): number | undefined => {
	let found = 0;
	for (let at = 0; at < length; at += 1) {
		if (text.charCodeAt(at) === word.charCodeAt(found)) {
			found += 1;
			if (found === word.length) {
				return at;
			}
		}
	}

	return undefined;
};

/** Where the letters stand side by side: at the start of a word, or else anywhere. */
const placeOf = (word: string, text: Text, length: number): {at: number; isStart: boolean} | undefined => {
	let inside: number | undefined;
	for (let at = 0; at + word.length <= length; at += 1) {
		if (text.charCodeAt(at) === word.charCodeAt(0) && isHere(word, text, at)) {
			if (isWordStart(text, at)) {
				return {at, isStart: true};
			}

			inside ??= at;
		}
	}

	return inside === undefined ? undefined : {at: inside, isStart: false};
};

const isHere = (word: string, text: Text, at: number): boolean => {
	for (let index = 1; index < word.length; index += 1) {
		if (text.charCodeAt(at + index) !== word.charCodeAt(index)) {
			return false;
		}
	}

	return true;
};

const isWordStart = (text: Text, at: number): boolean => at === 0 || !isLetter(text.charCodeAt(at - 1));

/** A letter or a digit; all that is no ASCII counts as one. */
const isLetter = (code: number): boolean =>
	code > 0x7f || (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
