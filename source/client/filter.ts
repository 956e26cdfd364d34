import {foldText, readTerms, type Term} from './terms.js';

/**
What a row is filtered by: its whole text, and what is looked up by name, as in `status:idle`. A time in milliseconds is asked for by its
age; `yes` and `no` by the name alone, as in `unread:`.
*/
export type Filterable = Readonly<Record<string, string | number>> & {readonly text: string};

type Keeps = (row: Filterable, flags?: () => string) => boolean;

/**
What a filter line keeps: the rows that have each of its words. `status:x` looks at what a row has under that name alone, `is:x` at its
flags, and `!` before a word keeps those that do not have it. Upper case and accents make no difference. `now` is what ages are told by.
*/
export const createFilter = (line: string, now = 0): Keeps => {
	const keeps = createFoldedFilter(line, now);
	return (row, flags) => keeps(folded(row), flags);
};

/** The same for rows that are folded already, so that it is done once and not with each key. */
export const createFoldedFilter = (line: string, now: number): Keeps => {
	const terms = readTerms(line)
		.filter(({whole}) => whole !== '')
		.map(term => ({...term, word: foldText(term.word), whole: foldText(term.whole)}));
	return (row, flags) => terms.every(term => keepsTerm(term, {row, flags, now}));
};

/** A row as it is compared. The cast: `fromEntries` forgets which names there are. */
export const folded = (row: Filterable): Filterable =>
	Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? foldText(value) : value]),
	) as Filterable;

/** Whether time alone changes what the line keeps. */
export const usesAge = (line: string): boolean => readTerms(line).some(({about}) => about === 'age');

type About = {readonly row: Filterable; readonly flags: (() => string) | undefined; readonly now: number};

/** What is not written to its end yet keeps every row, so that nothing vanishes that comes back with the next key. */
const keepsTerm = (term: Term, about: About): boolean => {
	const fits = fitsTerm(term, about);
	return fits === undefined || fits !== term.isInverted;
};

const fitsTerm = ({about = '', word, whole}: Term, {row, flags, now}: About): boolean | undefined => {
	if (about === 'is' && flags !== undefined) {
		return word === ''
			? undefined
			: flags()
					.split(' ')
					.some(flag => flag.startsWith(word));
	}

	const value = Object.hasOwn(row, about) && about !== 'text' ? row[about] : undefined;
	switch (typeof value) {
		case 'number': {
			return fitsAge(word, value, now);
		}

		case 'string': {
			if (word === '') {
				return value === 'yes' || value === 'no' ? value === 'yes' : undefined;
			}

			return value.includes(word);
		}

		default: {
			return row.text.includes(whole);
		}
	}
};

const units = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000} as const;

/** An age as it is asked for: `<10m`, `>2h`; without a sign it is the most. */
const readAge = (word: string): {readonly isOver: boolean; readonly milliseconds: number} | undefined => {
	const [, sign, count, unit] = /^([<>]?)(\d{1,6})([smhdw])$/.exec(word) ?? [];
	return count === undefined
		? undefined
		: {isOver: sign === '>', milliseconds: Number(count) * units[unit as keyof typeof units]};
};

const fitsAge = (word: string, at: number, now: number): boolean | undefined => {
	const wanted = readAge(word);
	return wanted === undefined ? undefined : now - at > wanted.milliseconds === wanted.isOver;
};

/** Whether this is an age, or the start of one. */
export const mayBeAge = (word: string): boolean => /^[<>]?(?:\d{1,6}[smhdw]?)?$/.test(word);
