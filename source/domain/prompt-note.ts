/**
What became of a text that was to be written into the window of a session. `typed`: it was written there, and entered where that was
wanted; `shown`: the agent's own hook proves that it was read. Times are integer milliseconds; `why` and `via` are for people.
*/
export type PromptFate =
	| {
			readonly state: 'waiting';
			readonly why: string;
			/** It goes on waiting until the operator says that it may be written. */
			readonly needsPerson: boolean;
	  }
	| {readonly state: 'typed'; readonly at: number}
	| {readonly state: 'shown'; readonly at: number; readonly via: string}
	| {readonly state: 'lost'; readonly at: number; readonly why: string}
	/** Nobody saw whether it was written, or entered. */
	| {readonly state: 'unknown'; readonly at: number; readonly why: string};

/**
A text that a server gave for a session, as it is known to who writes it.
*/
export type PromptNote = {
	/** Of all texts for that session it alone has it. */
	readonly key: string;
	readonly sessionId: string;
	/** `undefined` where the server's own screen sent it. */
	readonly senderSessionId: string | undefined;
	/** When the server gave it, in milliseconds. */
	readonly at: number;
	readonly isEntered: boolean;
	/** How it begins, without the line that says who it is from. */
	readonly words: string;
	readonly fate: PromptFate;
};

/** Characters. */
const longestWords = 200;

/** How a desktop server begins a text of a session (contract §7). */
const sender = /^\[From: (.{0,200}?) \(([A-Za-z0-9_-]{1,128})\)\] /su;

/** A text without the line that says who it is from, and the name that stands there. */
export const withoutSender = (content: string): {readonly name: string | undefined; readonly text: string} => {
	const [line = '', name] = sender.exec(content) ?? [];
	return {name, text: content.slice(line.length)};
};

/** How a text begins, as a note has it. */
export const wordsOf = (content: string): string => withoutSender(content).text.slice(0, longestWords).toWellFormed();
