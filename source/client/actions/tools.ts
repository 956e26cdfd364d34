import type {WindowPlace} from '../../domain/run.js';
import type {Multiplexer} from '../../multiplexer/multiplexer.js';
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
	/** Fresh each time; made of letters, digits, `_` and `-`. */
	readonly createKey: () => string;
	/**
	Writes a file whole or not at all, and answers where it is. Refuses as `already-there` where there is one, unless it is to be replaced.
	*/
	readonly saveFile: (name: string, text: string, how: {readonly replaces: boolean}) => Promise<string>;
	/** Writes down at once what is being written, with the key that it is sent by. */
	readonly settleDrafts: () => Promise<void>;
	readonly pause: (milliseconds: number) => Promise<void>;
};
