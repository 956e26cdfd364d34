import {MaestroError} from '../domain/errors.js';

/** What a terminal is asked to tell us beside keys. */
export type TerminalModes = {
	/** Clicks and the wheel, as SGR sequences (1000 and 1006). */
	readonly mouse: boolean;
	/** When it is looked at, and when no longer (1004). */
	readonly focus: boolean;
};

/** What the screen can do with the terminal that it is drawn on. */
type Holder = {
	/** Gives the terminal away while `work` goes on, and draws everything again afterwards. */
	readonly suspend: (work: () => Promise<void>) => Promise<void>;
	readonly quit: () => void;
};

export type Terminal = Holder & {
	/** The screen that is on the terminal from now on; the answer lets go of it. */
	readonly holdBy: (holder: Holder) => () => void;
};

/**
The way from an action to the terminal, which only the screen has, and only while it is mounted.
*/
export const createTerminal = (): Terminal => {
	let holder: Holder | undefined;

	const held = (): Holder => {
		if (holder === undefined) {
			throw new MaestroError('internal', 'Expected a screen on the terminal, and there is none any more');
		}

		return holder;
	};

	return {
		suspend: async work => await held().suspend(work),
		quit: () => held().quit(),

		holdBy(next) {
			holder = next;
			return () => {
				holder = holder === next ? undefined : holder;
			};
		},
	};
};
