import {MaestroError} from '../domain/errors.js';
import type {Sighting} from '../domain/presence.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Multiplexer, Window} from '../multiplexer/multiplexer.js';
import type {Clock} from '../system/clock.js';
import {repeat} from '../system/repeat.js';
import type {Runs} from './runs.js';

/** A client that has said nothing through its hooks for so long after its start has a question open, as a rule. */
const silenceMs = 20_000;

const usualSilence =
	'Its agent has not said through its hooks that it started: it may show a first question; jump to it';

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
	/** What it may mean that the agent of a session says nothing, where more is known of it. */
	readonly silenceOf?: (session: Session) => string | undefined;
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
	/** When a session's window was last seen with its agent in it. */
	sightingOf: (sessionId: string) => Sighting | undefined;
	/** Looks again and again until the signal aborts, as long as there is a run to look after. */
	follow: (options: {readonly everyMs: number; readonly signal: AbortSignal}) => Promise<void>;
};

/**
Watches over the runs that have windows. A multiplexer that does not answer says nothing about them; one that answers without a
run's window says that it is gone, unless the window was opened in another server of it.
*/
export const createWatch = ({
	multiplexer,
	runs,
	ended,
	seen,
	silenceOf = () => undefined,
	report,
	clock,
}: Options): Watch => {
	let last: Promise<void> = Promise.resolve();
	let lastProblem: string | undefined;
	const sightings = new Map<string, Sighting>();

	const live = () =>
		runs.all().filter(session => session.run !== undefined && !session.run.isHeadless && !hasEnded(session));

	const giveUp = async (sessionId: string): Promise<void> => {
		await runs.change(sessionId, ended({isLost: true, at: clock()}));
	};

	const isGone = async (session: Session): Promise<boolean> => {
		const place = session.run?.window;
		if (place === undefined) {
			// A dispatch that is under way has no window yet; one whose server died before it had one never will.
			return isSilent(session);
		}

		const {address} = await multiplexer.find();
		return place.multiplexer === multiplexer.name && place.address === address;
	};

	/** The run began so long ago that something should have been heard of it. A session may have had others before. */
	const isSilent = ({run, startedAt}: Session): boolean => clock() - (run?.startedAt ?? startedAt) > silenceMs;

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

		sightings.set(session.id, {source: 'window', at: clock()});

		if (session.run?.window === undefined) {
			await adoptWindow(session, window);
		}

		if (session.activity?.state === 'starting' && isSilent(session)) {
			const detail = silenceOf(session) ?? usualSilence;
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

		// By run: a session that is resumed finds the window of its former run, which says how that ended.
		const byRun = new Map(windows.map(window => [window.meta?.runId, window]));
		for (const session of live()) {
			await settle(session, byRun.get(session.run?.id));
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
		sightingOf: sessionId => sightings.get(sessionId),
		async follow({everyMs, signal}) {
			await repeat({everyMs, signal}, async () => {
				if (live().length > 0) {
					await tryLook();
				}
			});
		},
	};
};
