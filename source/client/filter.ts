/** What a row is filtered by, all of it in lower case: its whole text, and what is looked up by name, as in `status:idle`. */
type Filterable = Readonly<Record<string, string>> & {readonly text: string};

type Term = {
	readonly about: string;
	readonly word: string;
	/** The term as it was written, for rows that have nothing of that name. */
	readonly whole: string;
	readonly isInverted: boolean;
};

/**
What a filter line keeps: the rows that have each of its words. `status:x` looks at what a row has under that name alone, and `!`
before a word keeps those that do not have it.
*/
export const createFilter = (line: string): ((row: Filterable) => boolean) => {
	const terms = line
		.toLowerCase()
		.split(/\s+/)
		.map(readTerm)
		.filter(({whole}) => whole !== '');
	return row =>
		terms.every(({about, word, whole, isInverted}) => {
			const named = Object.hasOwn(row, about) ? row[about] : undefined;
			return (named?.includes(word) ?? row.text.includes(whole)) !== isInverted || (named !== undefined && word === '');
		});
};

const readTerm = (written: string): Term => {
	const isInverted = written.startsWith('!');
	const whole = isInverted ? written.slice(1) : written;
	const [, about = '', word = ''] = /^([a-z]+):(.*)$/.exec(whole) ?? [];
	return {about, word, whole, isInverted};
};
