import type {MessagePriority, MessageType} from './message.js';

/**
Words that are written often. `{receiver}`, `{project}` and `{task}` in them are filled in when they are used.
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

/** The text with what is known filled in; what is not known stays as it is, for the writer to see. */
export const fillIn = (text: string, known: Readonly<Record<string, string | undefined>>): string =>
	text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(known, name) ? known[name] : undefined) ?? whole);
