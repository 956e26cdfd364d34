import {MaestroError} from '../domain/errors.js';
import {cleanText} from '../domain/text.js';
import type {PasteOptions, Support} from './multiplexer.js';

/**
A text as it is pasted: without what would end the paste, or be a key in the middle of it, and without the line ends at its end, which
would be an Enter. Refuses what cannot be pasted.
*/
export const toPaste = (
	text: string,
	{takesLines}: Pick<PasteOptions, 'takesLines'>,
	{pasteBytes}: Pick<Support, 'pasteBytes'>,
): string => {
	const clean = cleanText(text).replace(/\n+$/, '');
	if (clean === '') {
		throw new MaestroError('malformed', 'Expected a text to paste, got nothing but line ends and control characters');
	}

	if (!takesLines && /[\n\t]/.test(clean)) {
		throw new MaestroError(
			'malformed',
			'Expected one line without tabs: this program is not known to take more as one text, and could take each line end for an Enter',
		);
	}

	const bytes = new TextEncoder().encode(clean).length;
	if (bytes > pasteBytes) {
		throw new MaestroError(
			'too-large',
			`Expected a text of at most ${pasteBytes} bytes to paste, got ${bytes}: put it into a file, and send the path of that`,
		);
	}

	return clean;
};
