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
	/** Stops the program as a job of the shell; resolves when somebody has brought it back, and everything is drawn again. */
	readonly stop: () => Promise<void>;
	/** Draws everything again, whatever something else wrote over it. */
	readonly redraw: () => void;
	/** Sends sequences that draw nothing (a bell, a notification, a title, a question): in order, and never within a frame. */
	readonly write: (sequence: string) => void;
	/** Off whenever the terminal is somebody else's. */
	readonly setModes: (modes: TerminalModes) => void;
	readonly quit: () => void;
};

export type Terminal = Holder & {
	/** The screen that is on the terminal from now on; the answer lets go of it. */
	readonly holdBy: (holder: Holder) => () => void;
};

/**
The way from an action to the terminal, which only the screen has, and only while it is mounted. Modes may be set before; what is
written while there is no screen has nobody to see it, and goes nowhere.
*/
export const createTerminal = (): Terminal => {
	let holder: Holder | undefined;
	let modes: TerminalModes = {mouse: false, focus: false};

	const held = (): Holder => {
		if (holder === undefined) {
			throw new MaestroError('internal', 'Expected a screen on the terminal, and there is none any more');
		}

		return holder;
	};

	return {
		suspend: async work => await held().suspend(work),
		stop: async () => await held().stop(),
		redraw: () => held().redraw(),
		quit: () => held().quit(),
		write: sequence => holder?.write(sequence),

		setModes(next) {
			modes = next;
			holder?.setModes(modes);
		},

		holdBy(next) {
			holder = next;
			holder.setModes(modes);
			return () => {
				holder = holder === next ? undefined : holder;
			};
		},
	};
};
