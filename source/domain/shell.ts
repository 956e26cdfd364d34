/**
A word for a POSIX shell, in quotes: one word, whatever is in it.
*/
export const quoteWord = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
Words as a command line for a person to read and to type, quoted where they need it. zsh expands a bare `=name`, so that `=` needs
it, too.
*/
export const commandLine = (words: readonly string[]): string =>
	words.map(word => (/^[\w./:@%+,-]+$/.test(word) ? word : quoteWord(word))).join(' ');
