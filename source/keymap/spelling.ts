import {specialKeys} from './key-name.js';

/** What a terminal sends for these keys is what it sends for others. */
const aliases: Readonly<Record<string, string>> = {
	'ctrl+h': 'backspace',
	'ctrl+i': 'tab',
	'ctrl+m': 'enter',
	'ctrl+[': 'esc',
};

const letter = /^(?:ctrl\+(?:alt\+)?|alt\+)[a-z]$/;
const special = new RegExp(`^(?:ctrl\\+(?:alt\\+)?|(?:alt\\+)?(?:shift\\+)?)(?:${specialKeys.join('|')})$`);

const segments = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Whether a key, in its spelling, is text where text is written. */
export const isPrintable = (key: string): boolean =>
	key === 'space' || ([...segments.segment(key)].length === 1 && /^[^\s\p{C}]/u.test(key));

/**
What is wrong with the spelling of a key, or of two with a blank between; nothing where it is the one that the table has.
*/
export const problemOfSpelling = (keys: string): string | undefined => {
	const parts = keys.split(' ');
	const wrong = parts.find(part => !isSpelled(part));
	if (parts.length > 2) {
		return `"${shortened(keys)}" is more than two keys`;
	}

	if (wrong === undefined) {
		return undefined;
	}

	const alias = aliases[wrong];
	if (alias !== undefined) {
		return `A terminal sends "${alias}" for "${wrong}"; write that`;
	}

	const lower = wrong.toLowerCase();
	const example =
		isSpelled(lower) && lower !== wrong ? `write "${lower}"` : 'keys are spelled as in x, X, ctrl+k, shift+tab, g g';
	return `There is no key "${shortened(wrong)}"; ${example}`;
};

const isSpelled = (key: string): boolean =>
	aliases[key] === undefined && (isPrintable(key) || letter.test(key) || special.test(key));

const shortened = (text: string): string => (text.length > 20 ? `${text.slice(0, 20).toWellFormed()}…` : text);
