import type {PromptNote} from '../../../domain/prompt-note.js';
import type {Run} from '../../../domain/run.js';
import type {SessionStatus} from '../../../domain/session.js';
import type {OpenOrder, PromptOrder} from '../../../domain/window-order.js';

/** What the one that opens windows for a server has to know of it, and to tell it. Each refuses with a `MaestroError`. */
export type ServerAsked = {
	readonly url: string;
	readonly server: {
		/** `undefined` for a session that it does not know. */
		readonly statusOf: (sessionId: string) => Promise<SessionStatus | undefined>;
		readonly stopped: (sessionId: string, at: number) => Promise<void>;
	};
	/** Says something to the operator that went wrong unasked. */
	readonly report: (text: string) => void;
	/** The name that the server has for the agent of a session. */
	readonly toolOf: (sessionId: string) => string | undefined;
	/** No other program watches the server. */
	readonly isAlone: () => boolean;
};

/** Nothing is done about what is seen; the server is told of ends; or what another app has begun is ended as well. */
export type Duty = 'none' | 'tell' | 'host';

/**
Windows on this machine for a server that has them opened by others. What goes wrong comes as a `MaestroError`.
*/
export type WindowHost = {
	/** Opens the window of a session, once, however often and by whomever it is ordered. Answers whether it was opened now. */
	readonly open: (order: OpenOrder) => Promise<boolean>;
	/** The operator has looked, and wants a text written whatever the window shows. */
	readonly release: (note: Pick<PromptNote, 'sessionId' | 'key'>) => Promise<void>;
	/** Ends what runs in the window of a session, and closes it. Answers whether there was one. */
	readonly close: (sessionId: string) => Promise<boolean>;
	/** Keeps a text for the window of a session, once, however often it is given; it is written there when that is safe. */
	readonly prompt: (order: PromptOrder) => Promise<void>;
	/** Tells of all windows that there are, and what became of their programs, whenever that is new, until the signal aborts. */
	readonly follow: (options: {
		readonly everyMs: number;
		readonly duty: () => Duty;
		readonly seen: (hosted: ReadonlyMap<string, Run>) => void;
		/** What became of the texts for them, whenever that is new. */
		readonly seenTexts: (notes: readonly PromptNote[]) => void;
		readonly signal: AbortSignal;
	}) => Promise<void>;
	/** Something may have changed that nobody tells: whoever follows looks now. */
	readonly poke: () => void;
	/** Makes this app the one of this machine that opens the server's windows, until it lets go or ends; else answers who is. */
	readonly takePart: () => Promise<{readonly release: () => void} | {readonly holder: number | undefined}>;
	/** Whether the server may say which programs run here without a question to the operator: it is theirs, as they have named it or run it. */
	readonly isTrusted: () => Promise<boolean>;
	/** This app watches the server, or does not any more. */
	readonly enter: () => Promise<void>;
	readonly leave: () => Promise<void>;
	/** How many of our apps watch it from this machine. */
	readonly count: () => Promise<number>;
};

export type WindowHostFor = (server: ServerAsked) => WindowHost;
