import {MaestroError} from '../domain/errors.js';

/** Characters; what is typed for a person to see has no need of more, and a longer line would be wrapped. */
const longestLine = 120;

/**
Refuses whatever is not one short line of letters, digits, signs and spaces: a program may take any other character for a key.
*/
export const refuseLine = (text: string): void => {
	if (text.length > longestLine || !/^[\p{L}\p{N}\p{P}\p{S} ]*[\p{L}\p{N}\p{P}\p{S}]$/u.test(text)) {
		throw new MaestroError(
			'malformed',
			`Expected one printable line of at most ${longestLine} characters to type, got ${JSON.stringify(text.slice(0, 200))}`,
		);
	}
};
