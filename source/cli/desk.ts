import type {OpenedTerminal, TerminalChoice} from '../dispatch/open-terminal.js';
import type {Attach} from '../multiplexer/multiplexer.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Paths} from '../system/paths.js';
import {runAtTerminal} from '../system/spawn.js';
import {createMultiplexers} from './drivers.js';
import {createOpenTerminal} from './open-terminal.js';

/**
The ways in which a window is brought before the person who asks.
*/
export type Desk = {
	readonly multiplexerAt: Multiplexers['at'];
	/** Runs a program at this terminal until it ends; `undefined` where there is none. */
	readonly takeOver: ((attach: Attach) => Promise<{readonly exitCode: number}>) | undefined;
	/** Opens a terminal of its own: the one that is named, else the one that was set, else one that is there. */
	readonly openTerminal: (attach: Attach, title: string, name?: TerminalChoice | undefined) => Promise<OpenedTerminal>;
};

type Options = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	/** As Node calls it. */
	readonly platform: string;
	/** Keys are read from a terminal, and what is printed goes to it. */
	readonly hasTerminal: boolean;
};

export const createDesk = ({environment, paths, platform, hasTerminal}: Options): Desk => ({
	multiplexerAt: createMultiplexers({session: environment.MAESTRO_MULTIPLEXER_SESSION ?? 'maestro', environment}).at,
	takeOver: hasTerminal
		? async ({command, without}) =>
				runAtTerminal(command, {...environment, ...Object.fromEntries(without.map(name => [name, undefined]))})
		: undefined,
	openTerminal: createOpenTerminal({environment, paths, platform}),
});
