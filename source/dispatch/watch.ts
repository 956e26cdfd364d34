import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../domain/errors.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Multiplexer, Window} from '../multiplexer/multiplexer.js';
import type {Clock} from '../system/clock.js';
import type {Runs} from './runs.js';

/** A client that has said nothing through its hooks for so long after its start has a question open, as a rule. */
const silenceMs = 20_000;

type Ended = {
	readonly exitCode?: number | undefined;
	readonly signal?: number | undefined;
	readonly isLost?: boolean;
	readonly at: number;
};

type Options = {
	readonly multiplexer: Multiplexer;
	readonly runs: Runs;
	/** What a session becomes when its run has ended. */
	readonly ended: (how: Ended) => (session: Session) => Session;
	/** What a session becomes when its window showed something. */
	readonly seen: (what: {readonly at: number; readonly detail: string}) => (session: Session) => Session;
	readonly report: (text: string) => void;
	readonly clock: Clock;
};

export type Watch = {
	/**
	Compares the windows there are with the sessions there should be. One look ends before the next begins. Refuses with
	`storage-failed` when what it saw could not all be kept.
	*/
	look: () => Promise<void>;
	/** The same; what cannot be kept is reported, and seen again with the next look. */
	tryLook: () => Promise<void>;
	/** The run of a session that is nowhere to be found, not even to be stopped: it is lost. */
	giveUp: (sessionId: string) => Promise<void>;
	/** Looks again and again until the signal aborts, as long as there is a run to look after. */
	follow: (options: {readonly everyMs: number; readonly signal: AbortSignal}) => Promise<void>;
};

/**
Watches over the runs that have windows. A multiplexer that does not answer says nothing about them; one that answers without a
run's window says that it is gone, unless the window was opened in another server of it.
*/
export const createWatch = ({multiplexer, runs, ended, seen, report, clock}: Options): Watch => {
	let last: Promise<void> = Promise.resolve();
	let lastProblem: string | undefined;

	const live = () =>
		runs.all().filter(session => session.run !== undefined && !session.run.isHeadless && !hasEnded(session));

	const giveUp = async (sessionId: string): Promise<void> => {
		await runs.change(sessionId, ended({isLost: true, at: clock()}));
	};

	const isGone = async ({run, startedAt}: Session): Promise<boolean> => {
		const place = run?.window;
		if (place === undefined) {
			// A dispatch that is under way has no window yet; one whose server died before it had one never will.
			return clock() - startedAt > silenceMs;
		}

		const {address} = await multiplexer.find();
		return place.multiplexer === multiplexer.name && place.address === address;
	};

	const settle = async (session: Session, window: Window | undefined): Promise<void> => {
		if (window === undefined) {
			if (await isGone(session)) {
				await giveUp(session.id);
			}

			return;
		}

		if (window.life.state === 'ended') {
			await runs.change(session.id, ended({...window.life, at: clock()}));
			return;
		}

		if (session.run?.window === undefined) {
			await adoptWindow(session, window);
		}

		if (session.activity?.state === 'starting' && clock() - session.startedAt > silenceMs) {
			const detail =
				'Its agent has not said through its hooks that it started: it may show a first question; jump to it';
			await runs.change(session.id, seen({at: clock(), detail}));
		}
	};

	const adoptWindow = async (session: Session, window: Window): Promise<void> => {
		const {address, session: multiplexerSession} = await multiplexer.find();
		const place = {
			multiplexer: multiplexer.name,
			address,
			session: multiplexerSession,
			windowId: window.id,
			paneId: window.paneId,
			key: window.key,
		};
		await runs.change(session.id, now => (now.run === undefined ? now : {...now, run: {...now.run, window: place}}));
	};

	/** Says the same thing once, however often it is so. */
	const reportOnce = (text: string): void => {
		if (text !== lastProblem) {
			lastProblem = text;
			report(text);
		}
	};

	const compare = async (): Promise<void> => {
		let windows: readonly Window[];
		try {
			windows = await multiplexer.listWindows();
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			reportOnce(`The windows cannot be looked at: ${error.message}`);
			return;
		}

		const bySession = new Map(windows.map(window => [window.meta?.sessionId, window]));
		for (const session of live()) {
			await settle(session, bySession.get(session.id));
		}

		lastProblem = undefined;
	};

	const look = async (): Promise<void> => {
		last = last.then(compare, compare);
		return last;
	};

	const tryLook = async (): Promise<void> => {
		try {
			await look();
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			reportOnce(`What the windows show could not be kept: ${error.message}`);
		}
	};

	return {
		look,
		tryLook,
		giveUp,
		async follow({everyMs, signal}) {
			while (!signal.aborted) {
				if (live().length > 0) {
					await tryLook();
				}

				await pause(everyMs, undefined, {signal}).catch(() => {});
			}
		},
	};
};
