import type {Typed} from './editing.js';
import {foldText, quoted, readTerms} from './terms.js';

/** The names that a line may have, each with the values that are known for it. */
type Known = Readonly<Record<string, () => readonly string[]>>;

export type Completion = {
	/** What the word at the cursor may become: names with their colon, or values. */
	readonly choices: readonly string[];
	/** The line with what all the choices begin with; the same line where there is nothing to add. */
	readonly line: Typed;
};

const mostChoices = 100;

/** How the word that the cursor is behind can go on. */
export const completionOf = (before: Typed, known: Known): Completion => {
	const {text, cursor} = before;
	const [term] = readTerms(text.slice(0, cursor)).filter(({end}) => end === cursor);
	const values = term?.about === undefined || !Object.hasOwn(known, term.about) ? undefined : known[term.about]?.();
	if (term !== undefined && values !== undefined) {
		const head = `${term.isInverted ? '!' : ''}${term.about}:`;
		const choices = matching(values, term.word);
		return {choices, line: insert(before, term.start, choices, choice => `${head}${quoted(choice)}`)};
	}

	const word = term?.about === undefined ? (term?.word ?? '') : undefined;
	const names = word === undefined ? [] : Object.keys(known).filter(name => name.startsWith(foldText(word)));
	const choices = names.map(name => `${name}:`);
	const head = term?.isInverted === true ? '!' : '';
	return {
		choices,
		line: term === undefined ? before : insert(before, term.start, choices, choice => `${head}${choice}`),
	};
};

const matching = (values: readonly string[], word: string): readonly string[] => {
	const wanted = foldText(word);
	return values.filter(value => foldText(value).startsWith(wanted)).slice(0, mostChoices);
};

/** The start that all choices have; the only one is written to its end, and a value with a blank behind it. */
const insert = (
	{text, cursor}: Typed,
	start: number,
	choices: readonly string[],
	write: (choice: string) => string,
): Typed => {
	const [only] = choices;
	const rest = text.slice(cursor);
	const common = commonStart(choices);
	const isWhole = choices.length === 1 && only !== undefined;
	const written = isWhole ? write(only) + (only.endsWith(':') || rest.startsWith(' ') ? '' : ' ') : open(write(common));
	const line = text.slice(0, start) + written;
	return common === '' || line.length < cursor ? typedAt(text, cursor) : typedAt(line + rest, line.length);
};

/** A quote stays open while what is in it goes on. */
const open = (written: string): string => written.replace(/"$/, '');

const typedAt = (text: string, cursor: number): Typed => ({text, cursor});

const commonStart = ([first = '', ...others]: readonly string[]): string => {
	let common = first;
	for (const other of others) {
		while (!other.startsWith(common)) {
			common = common.slice(0, -1);
		}
	}

	return common;
};
