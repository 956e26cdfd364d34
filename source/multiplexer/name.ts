import {cleanLine} from '../domain/text.js';

const columns = 40;

/**
A name that every multiplexer gives back as it was, and that fits a status line: letters and digits of any script, and
what ids are made of. What else there was becomes a `_`.
*/
export const fitName = (name: string): string => {
	const plain = cleanLine(name)
		.normalize('NFC')
		.replace(/[^\p{L}\p{M}\p{N} _.,+-]+/gu, '_')
		.trim();
	return cut(plain).trimEnd() || 'maestro';
};

const cut = (text: string): string => {
	let width = 0;
	return Array.from(text)
		.filter(letter => {
			width += widthOf(letter);
			return width <= columns;
		})
		.join('');
};

const widthOf = (letter: string): number => {
	if (/\p{M}/u.test(letter)) {
		return 0;
	}

	return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uFF01-\uFF60]/u.test(letter) ? 2 : 1;
};
