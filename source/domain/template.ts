import type {MessagePriority, MessageType} from './message.js';

/**
Words that are written often. `{receiver}`, `{project}` and `{task}` in them are filled in when they are used; `{{task}}` is the text `{task}`.
*/
export type Template = {
	readonly id: string;
	readonly label: string;
	readonly text: string;
	readonly type?: MessageType | undefined;
	readonly priority?: MessagePriority | undefined;
	/** Where it was defined: `built in`, or a file of the operator's. */
	readonly source: string;
	/** Why the file is not as it should be; then there is nothing else in it to use. */
	readonly problem?: string | undefined;
};

// `${name}` is meant for a shell, and `{{name}}` is how the braces themselves are written.
const places = /\{\{([\w.]+)\}\}|(?<!\$)\{([\w.]+)\}/g;

/**
The text with what is known filled in, once: what a value holds is left as it is. What is not known stays as it is, for the writer to see.
*/
export const fillIn = (text: string, known: Readonly<Record<string, string | undefined>>): string =>
	text.replace(places, (whole, literal: string | undefined, name = '') =>
		literal === undefined ? ((Object.hasOwn(known, name) ? known[name] : undefined) ?? whole) : `{${literal}}`,
	);

/** The names that a text asks for, in their order. */
export const namesIn = (text: string): readonly string[] =>
	[...text.matchAll(places)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
