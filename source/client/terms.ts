/** One word of a line that says what is looked for: `text`, `status:idle`, `!docs`, `project:"my app"`. */
export type Term = {
	/** The name before the colon, in lower case; nothing where the word has none. */
	readonly about: string | undefined;
	/** What is wanted, without quotes. */
	readonly word: string;
	/** The term without `!` and quotes, for rows that have nothing of its name. */
	readonly whole: string;
	readonly isInverted: boolean;
	/** Where it stands in the line. */
	readonly start: number;
	readonly end: number;
};

/**
The terms of a line. This is the one grammar of all that is filtered and searched: blanks part terms, but not between quotes, and a quote
that is not closed goes to the end of the line.
*/
export const readTerms = (line: string): readonly Term[] =>
	[...line.matchAll(/(?:"[^"]*"?|[^\s"])+/g)].map(({0: written, index}) => {
		const isInverted = written.startsWith('!');
		const body = isInverted ? written.slice(1) : written;
		const [, about] = /^([a-z]+):/i.exec(body) ?? [];
		const whole = withoutQuotes(body);
		return {
			about: about?.toLowerCase(),
			word: about === undefined ? whole : withoutQuotes(body.slice(about.length + 1)),
			whole,
			isInverted,
			start: index,
			end: index + written.length,
		};
	});

const withoutQuotes = (text: string): string => text.replaceAll('"', '');

/** A value as it is written behind a name: in quotes where it has blanks. A quote in it cannot be written, and ends what is looked for. */
export const quoted = (value: string): string => {
	const [said = ''] = value.split('"', 1);
	return /\s/.test(said) ? `"${said}"` : said;
};

const isAscii = /^[\u0000-\u007F]*$/;

/** A text as it is compared: in lower case, and without accents. */
export const foldText = (text: string): string =>
	isAscii.test(text)
		? text.toLowerCase()
		: text
				.toLowerCase()
				.normalize('NFD')
				.replace(/[\u0300-\u036F]/g, '');
