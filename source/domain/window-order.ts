/** A session that a desktop server wants a window for: one that is new, or one that goes on (contract §8). */
export type OpenOrder = {
	readonly kind: 'spawn' | 'resume';
	readonly sessionId: string;
	/** When the server gave it, in milliseconds: what tells one resume from another. */
	readonly at: number;
	readonly projectId: string | undefined;
	readonly taskId: string | undefined;
	/** For people. */
	readonly name: string;
	/** `worker`, `coordinator` and so on (contract §4). */
	readonly mode: string;
	readonly agent: string;
	/** A program and its arguments: the server's line, taken apart without a shell. */
	readonly command: readonly [string, ...string[]];
	/** An absolute path; on another machine than the server's nothing may be there. */
	readonly directory: string;
	/** Secrets among them: for the program's own environment, and for nothing else. */
	readonly environment: Readonly<Record<string, string>>;
};

/** A text that is to be written into the window of a session (contract §7). */
export type PromptOrder = {
	readonly kind: 'prompt';
	readonly sessionId: string;
	readonly at: number;
	/** Without terminal sequences and control characters but newline and tab; nothing may be left then. */
	readonly content: string;
	/** Whether Enter follows it. */
	readonly isEntered: boolean;
	/** `undefined` where the server's own screen sent it. */
	readonly senderSessionId: string | undefined;
};

/** A session was deleted, by a person or by another session: its window is of no use any more. */
type CloseOrder = {
	readonly kind: 'deleted';
	readonly sessionId: string;
};

/** One that cannot be carried out as it was given, and so is not at all. */
type UnreadableOrder = {
	readonly kind: 'unreadable';
	/** Of which kind it would be, and for whom, as far as that could be read. */
	readonly event: string;
	readonly sessionId: string | undefined;
	/** For people; it holds no value of a variable. */
	readonly why: string;
};

/**
What a desktop server asks of whoever opens its windows.
*/
export type WindowOrder = OpenOrder | PromptOrder | CloseOrder | UnreadableOrder;
