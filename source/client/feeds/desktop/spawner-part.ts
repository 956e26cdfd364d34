import {MaestroError} from '../../../domain/errors.js';
import type {SpawnerRole} from '../../state/spawner.js';
import type {Bell} from './bell.js';
import type {WindowHost} from './window-host.js';

export type SpawnerTiming = {
	/** How often an app that stands by tries whether it is its turn. */
	readonly standbyMs: number;
	/** How often it is looked who else watches the server: before that is known, and while it is. */
	readonly countMs: number;
	readonly recountMs: number;
};

type Options = {
	readonly host: Pick<WindowHost, 'takePart' | 'isTrusted'>;
	/** Whether this app may open windows at all. */
	readonly mayAct: () => boolean;
	/** What the operator said, for as long as the app runs. */
	readonly answer: () => boolean | undefined;
	/** They said so of a server that may be somebody else's. */
	readonly mayBeStrange: () => boolean;
	/** How many programs watch the server that are none of ours; `away` while it cannot be asked, `unknown` where it does not say. */
	readonly countOthers: () => Promise<number | 'away' | 'unknown'>;
	readonly set: (role: Omit<SpawnerRole, 'url'>) => void;
	readonly bell: Bell;
	readonly timing: SpawnerTiming;
	readonly signal: AbortSignal;
};

/** Others that are seen so often, one look after the other, are there: one that goes at that moment is not, and an app of ours says so soon. */
const surely = 3;
/** The same where looks are far apart. */
const again = 2;

/**
Plays the part of who opens the windows of a server, until the signal aborts: one app of a machine has it, and another one only when that lets go or
ends. Where a program that is none of ours watches the server, the operator is asked first.
*/
export const playPart = async (options: Options): Promise<void> => {
	const {host, mayAct, answer, mayBeStrange, countOthers, set, bell, timing, signal} = options;

	const mayHold = (): boolean => mayAct() && answer() !== false && !signal.aborted;

	/** Resolves when this app is not to have the part any more. */
	const hold = async (): Promise<void> => {
		let seen = 0;
		let isHost = false;
		while (mayHold()) {
			const count = await countOthers();
			if (count === 'away') {
				// Nor can it be known then whose it is.
				await bell.wait(timing.recountMs, signal);
				continue;
			}

			const others = count === 'unknown' ? undefined : count;
			const isNew = !isHost;
			seen = count === 0 ? 0 : seen + 1;
			const isStrange = !mayBeStrange() && !(await host.isTrusted());
			isHost = !isStrange && (isHost || answer() === true || count === 0);
			if (isHost ? isNew || count === 0 || seen >= again : isStrange || seen >= surely) {
				set(isHost ? {role: 'host', others} : {role: 'asking', others, isStrange});
			}

			await bell.wait(isHost ? timing.recountMs : timing.countMs, signal);
		}
	};

	const turn = async (): Promise<void> => {
		const part = await host.takePart();
		if ('holder' in part) {
			set({role: 'standby', holder: part.holder});
			await bell.wait(timing.standbyMs, signal);
			return;
		}

		try {
			await hold();
		} finally {
			part.release();
		}
	};

	while (!signal.aborted) {
		if (!mayAct()) {
			set({role: 'observing'});
			await bell.wait(undefined, signal);
		} else if (answer() === false) {
			set({role: 'none'});
			await bell.wait(undefined, signal);
		} else {
			await turn().catch(async (error: unknown) => {
				if (!(error instanceof MaestroError)) {
					throw error;
				}

				set({role: 'none', problem: error.message});
				await bell.wait(timing.recountMs, signal);
			});
		}
	}
};
