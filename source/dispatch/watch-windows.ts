import {MaestroError} from '../domain/errors.js';
import type {Sighting} from '../domain/presence.js';
import type {Session} from '../domain/session.js';
import type {Multiplexer, Window} from '../multiplexer/multiplexer.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Clock} from '../system/clock.js';
import type {Runs} from './runs.js';
import type {EndedHow, Seen} from './watch.js';

/** A client that has said nothing through its hooks for so long after its start has a question open, as a rule. */
const silenceMs = 20_000;

/** As long as a call of a multiplexer may take that a server began before it was killed. */
const lastAskedMs = 5000;

const usualSilence =
	'Its agent has not said through its hooks that it started: it may show a first question; jump to it';

type Options = {
	readonly multiplexers: Multiplexers;
	readonly runs: Pick<Runs, 'change'>;
	/** Keeps that a run has ended. */
	readonly end: (session: Session, how: EndedHow) => Promise<void>;
	readonly seen: Seen;
	/** What it may mean that the agent of a session says nothing, where more is known of it. */
	readonly silenceOf: (session: Session) => string | undefined;
	/** Its agent never says anything. */
	readonly isSilent: (session: Session) => boolean;
	/** What a session becomes when its program was seen to run, and nothing else of it. */
	readonly began: Seen;
	/** Says the same thing once, however often it is so. */
	readonly report: (text: string) => void;
	readonly clock: Clock;
};

/** What one multiplexer showed. */
type Sight = {
	readonly multiplexer: Multiplexer;
	readonly windows: readonly Window[];
};

/**
Compares the windows there are with the runs that should have one. A multiplexer that does not answer says nothing about them; one that
answers without a run's window says that it is gone, unless the window was opened in another server of it.
*/
export const createWindowWatch = ({
	multiplexers,
	runs,
	end,
	seen,
	silenceOf,
	isSilent,
	began,
	report,
	clock,
}: Options) => {
	const sightings = new Map<string, Sighting>();
	const since = clock();

	/** The multiplexers that these runs are in; one without a window yet may be in the one that new windows are opened in. */
	const involved = async (sessions: readonly Session[]): Promise<readonly Multiplexer[]> => {
		const known = sessions.flatMap(({run}) => {
			const multiplexer = run?.window === undefined ? undefined : multiplexers.at(run.window);
			return multiplexer === undefined ? [] : [multiplexer];
		});
		const isOneUnplaced = sessions.some(({run}) => run?.window === undefined);
		const chosen = isOneUnplaced ? await orNothing(async () => [await multiplexers.choose()]) : [];
		return [...new Set([...known, ...(chosen ?? [])])];
	};

	/** `undefined` for what a multiplexer refuses; the operator is told. */
	const orNothing = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			report(`The windows cannot be looked at: ${error.message}`);
			return undefined;
		}
	};

	const lookAt = async (multiplexer: Multiplexer): Promise<Sight | undefined> =>
		orNothing(async () => ({multiplexer, windows: await multiplexer.listWindows()}));

	/** The run began so long ago that something should have been heard of it. A session may have had others before. */
	const isLate = ({run, startedAt}: Session): boolean => clock() - (run?.startedAt ?? startedAt) > silenceMs;

	/** A server before us began it, and what it asked of the multiplexer would be done by now. */
	const isForsaken = ({run, startedAt}: Session): boolean =>
		(run?.startedAt ?? startedAt) < since && clock() - since > lastAskedMs;

	const settle = async (session: Session, sights: readonly Sight[], isAll: boolean): Promise<void> => {
		// By run: a session that is resumed finds the window of its former run, which says how that ended.
		const found = sights
			.flatMap(sight => sight.windows.map(window => ({sight, window})))
			.find(({window}) => window.meta?.runId === session.run?.id);
		if (found === undefined) {
			if (await isGone(session, sights, isAll)) {
				await end(session, {isLost: true, at: clock()});
			}

			return;
		}

		const {window, sight} = found;
		if (window.life.state === 'ended') {
			await end(session, {...window.life, at: clock()});
			return;
		}

		sightings.set(session.id, {source: 'window', at: clock()});
		if (session.run?.window === undefined) {
			await place(session, window, sight.multiplexer);
		}

		if (session.activity?.state === 'starting' && isSilent(session)) {
			await runs.change(session.id, began({at: clock(), detail: 'its program runs; this agent says nothing more'}));
			return;
		}

		if (session.activity?.state === 'starting' && isLate(session)) {
			await runs.change(session.id, seen({at: clock(), detail: silenceOf(session) ?? usualSilence}));
		}
	};

	const isGone = async (session: Session, sights: readonly Sight[], isAll: boolean): Promise<boolean> => {
		const place = session.run?.window;
		if (place === undefined) {
			// A dispatch that is under way has no window yet; one whose server died before it had one never will.
			return isAll && (isForsaken(session) || isLate(session));
		}

		const candidates = sights.filter(({multiplexer}) => multiplexer.name === place.multiplexer);
		const found = await Promise.all(candidates.map(async ({multiplexer}) => orNothing(multiplexer.find)));
		return found.some(found => found?.address === place.address);
	};

	const place = async ({id}: Session, window: Window, multiplexer: Multiplexer): Promise<void> => {
		const {address, session} = await multiplexer.find();
		const {id: windowId, paneId, key} = window;
		await runs.change(id, now =>
			now.run === undefined
				? now
				: {...now, run: {...now.run, window: {multiplexer: multiplexer.name, address, session, windowId, paneId, key}}},
		);
	};

	return {
		involved,
		/** Whether time alone makes something of a run: it has no window, or its agent has not said a word. */
		isPending: ({run, activity}: Session): boolean => run?.window === undefined || activity?.state === 'starting',
		sightingOf: (sessionId: string): Sighting | undefined => sightings.get(sessionId),
		async look(sessions: readonly Session[]): Promise<void> {
			const wanted = await involved(sessions);
			const sights = (await Promise.all(wanted.map(lookAt))).filter(sight => sight !== undefined);
			const isAll = sights.length > 0 && sights.length === wanted.length;
			for (const session of sessions) {
				await settle(session, sights, isAll);
			}

			for (const id of sightings.keys()) {
				if (!sessions.some(session => session.id === id)) {
					sightings.delete(id);
				}
			}
		},
	};
};
