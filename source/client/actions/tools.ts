import type {WindowPlace} from '../../domain/run.js';
import type {Attach, Multiplexer} from '../../multiplexer/multiplexer.js';
import type {Call} from '../../protocol/call.js';
import type {Store} from '../store.js';
import type {Terminal} from '../terminal.js';

/**
What actions are made of; each takes of it what it needs.
*/
export type Tools = {
	readonly store: Pick<Store, 'get' | 'send'>;
	readonly call: Call;
	readonly refreshServer: () => void;
	readonly multiplexerFor: (place: WindowPlace) => Multiplexer | undefined;
	readonly terminal: Pick<Terminal, 'suspend' | 'quit'>;
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
	/** Writes down at once what is being written, with the key that it is sent by. */
	readonly settleDrafts: () => Promise<void>;
	readonly pause: (milliseconds: number) => Promise<void>;
};
