import type {PromptNote} from '../../domain/prompt-note.js';
import type {WindowPlace} from '../../domain/run.js';
import type {Attach, Multiplexer} from '../../multiplexer/multiplexer.js';
import type {Call} from '../../protocol/call.js';
import type {SettingsFeed} from '../feeds/settings.js';
import type {Store} from '../store.js';
import type {Terminal} from '../terminal.js';

/** What was written in an editor. */
export type Edited = {
	readonly text: string;
	readonly file: string;
	readonly discard: () => Promise<void>;
};

/**
What actions are made of; each takes of it what it needs.
*/
export type Tools = {
	readonly store: Pick<Store, 'get' | 'send'>;
	readonly call: Call;
	readonly refreshServer: () => void;
	/** Lets go of the server, and connects anew, with what a login has given by then. */
	readonly reconnectServer: () => void;
	readonly login: {
		/** Shows a server its password, and keeps what it gave for it, for that server alone; answers until when it counts, in milliseconds. */
		readonly logIn: (url: string, password: string) => Promise<number>;
		/** Forgets what a login gave. */
		readonly logOut: (url: string) => Promise<void>;
	};
	/** Whether the windows of a server that has them opened by others are opened by this app, from now on. */
	readonly openWindowsHere: (opens: boolean) => void;
	/** Has a text written into a window here, whatever that shows. Refuses where this app opens no windows for the server. */
	readonly releaseText: (note: Pick<PromptNote, 'sessionId' | 'key'>) => Promise<void>;
	readonly multiplexerFor: (place: WindowPlace) => Multiplexer | undefined;
	readonly terminal: Omit<Terminal, 'holdBy'>;
	/** Runs a program on this terminal, without the named variables in its environment, until it ends. */
	readonly takeOver: (
		command: readonly [string, ...string[]],
		without: readonly string[],
	) => Promise<{readonly exitCode: number | undefined}>;
	/**
	Opens a terminal of its own that runs a command, and answers what a person has to know about it. Where there is none to open, it says the
	command to type.
	*/
	readonly openTerminal: (attach: Attach, title: string) => Promise<{readonly said: string}>;
	/** The multiplexer that windows are opened in unless somebody says another: the one that was asked for, or that this terminal is in. */
	readonly preferredMultiplexer: () => Promise<string | undefined>;
	/** Fresh each time; made of letters, digits, `_` and `-`. */
	readonly createKey: () => string;
	/**
	Writes a file whole or not at all, and answers where it is; what comes in parts is written as it comes. Refuses as `already-there` where
	there is one, unless it is to be replaced, before it takes the first part.
	*/
	readonly saveFile: (
		name: string,
		content: string | AsyncIterable<Uint8Array>,
		how: {readonly replaces: boolean},
	) => Promise<string>;
	/** The key of a binding, for texts that name it. */
	readonly keyOf: (bindingId: string) => string;
	readonly clock: () => number;
	/** A sequence as the multiplexer of this terminal hands it on; the same one where there is none. */
	readonly throughMultiplexer: (sequence: string) => string;
	/** How long a planned stop can be taken back. */
	readonly stopAfterMs: number;
	/**
	Has a text changed in the operator's editor, on this terminal, which it has for itself until then; `undefined` where the editor was left
	without an answer. The file that it was written in is there until it is discarded.
	*/
	readonly editText: (text: string, name: string) => Promise<Edited | undefined>;
	/** Writes down at once what is being written, with the key that it is sent by. */
	readonly settleDrafts: () => Promise<void>;
	readonly settings: Pick<SettingsFeed, 'change' | 'rebind' | 'reset' | 'resetAll'>;
	readonly pause: (milliseconds: number) => Promise<void>;
};
