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
	readonly pause: (milliseconds: number) => Promise<void>;
};
