/**
The words of a line as a POSIX shell would take them apart, and nothing else that a shell does: blanks part them, single quotes keep all as it
is, double quotes keep all but a backslash before `"`, `\`, `$` or a backtick, and a backslash outside keeps the character behind it. `$`, `*`,
`~` and all other characters stay what they are. Answers a problem, in words, for quotes that do not end.
*/
export const splitWords = (line: string): {readonly words: readonly string[]} | {readonly problem: string} => {
	const words: string[] = [];
	// `undefined` between words: an empty pair of quotes is a word, too.
	let word: string | undefined;
	for (const [piece] of line.matchAll(pieces)) {
		const first = piece[0];
		if (/^\s/.test(piece)) {
			words.push(...(word === undefined ? [] : [word]));
			word = undefined;
		} else if ((first === "'" || first === '"') && !isClosed.test(piece)) {
			return {
				problem: `A quote ${first} is not closed: write another ${first} where it ends, or a backslash before it`,
			};
		} else if (piece === '\\') {
			return {
				problem: 'A backslash stands at the end: write what it belongs to behind it, or another backslash before it',
			};
		} else {
			word = (word ?? '') + meaningOf(piece);
		}
	}

	return {words: word === undefined ? words : [...words, word]};
};

const pieces = /\s+|'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|\\[\s\S]?|[^\s'"\\]+/g;

const isClosed = /^'[^']*'$|^"(?:[^"\\]|\\[\s\S])*"$/;

const meaningOf = (piece: string): string => {
	switch (piece[0]) {
		case "'": {
			return piece.slice(1, -1);
		}

		case '"': {
			return piece.slice(1, -1).replace(/\\(["\\$`])/g, '$1');
		}

		case '\\': {
			return piece.slice(1);
		}

		default: {
			return piece;
		}
	}
};
