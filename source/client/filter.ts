/** What a row is filtered by, all of it in lower case. */
type Filterable = {
	readonly status: string;
	readonly project: string;
	readonly text: string;
};

type Term = {
	readonly about: keyof Filterable;
	readonly word: string;
	readonly isInverted: boolean;
};

/**
What a filter line keeps: the rows that have each of its words. `status:x` and `project:x` look there alone, and `!` before a
word keeps those that do not have it.
*/
export const createFilter = (line: string): ((row: Filterable) => boolean) => {
	const terms = line
		.toLowerCase()
		.split(/\s+/)
		.map(readTerm)
		.filter(({word}) => word !== '');
	return row => terms.every(({about, word, isInverted}) => row[about].includes(word) !== isInverted);
};

const readTerm = (word: string): Term => {
	const isInverted = word.startsWith('!');
	const [, about, rest] = /^(status|project):(.*)$/.exec(isInverted ? word.slice(1) : word) ?? [];
	if (rest === undefined) {
		return {about: 'text', word: isInverted ? word.slice(1) : word, isInverted};
	}

	return {about: about === 'status' ? 'status' : 'project', word: rest, isInverted};
};
