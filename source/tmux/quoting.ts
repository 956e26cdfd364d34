/** A command of tmux with its arguments, as they are meant. */
export type Command = readonly [string, ...string[]];

/**
An argument in the form in which tmux takes it as it is: a `;` at its end would end the command, and what follows would run
as the next one.
*/
export const escapeArgument = (text: string): string => (text.endsWith(';') ? `${text.slice(0, -1)}\\;` : text);

/**
Text in the form in which tmux's formats give it back: `#(…)` would run in a shell. A run of `#` before a `[` is a style, and
formats leave it alone.
*/
export const escapeFormat = (text: string): string => text.replace(/(#+)(?!#)(?!\[)/g, '$1$1');

/**
Several commands as the arguments of one call. tmux runs them to the end before it looks at another client, and an error
drops those that are left.
*/
export const toArguments = (commands: readonly Command[]): readonly string[] =>
	commands.flatMap((command, index) => [...(index === 0 ? [] : [';']), ...command.map(escapeArgument)]);
