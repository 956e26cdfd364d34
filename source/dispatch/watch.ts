import {MaestroError} from '../domain/errors.js';
import type {Sighting} from '../domain/presence.js';
import {hasEnded, type Session} from '../domain/session.js';
import type {Multiplexer} from '../multiplexer/multiplexer.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Clock} from '../system/clock.js';
import type {Paths} from '../system/paths.js';
import {repeat} from '../system/repeat.js';
import type {Headless} from './headless.js';
import type {Runs} from './runs.js';
import {createHeadlessWatch} from './watch-headless.js';
import {createWindowWatch} from './watch-windows.js';

export type EndedHow = {
	readonly exitCode?: number | undefined;
	readonly signal?: number | undefined;
	readonly isLost?: boolean;
	/** Who saw it; `window` unless given. */
	readonly source?: string;
	readonly at: number;
};

/** What happens around the moment in which the end of a run is kept: before anyone can know of it, and after. */
export type AtEnd = {
	readonly before: (session: Session, how: EndedHow) => Promise<void>;
	readonly after: (session: Session) => Promise<void>;
};

export type Seen = (what: {readonly at: number; readonly detail: string}) => (session: Session) => Session;

type Options = {
	readonly multiplexers: Multiplexers;
	readonly headless: Pick<Headless, 'look' | 'watch'>;
	readonly runs: Runs;
	/** What a session becomes when its run has ended. */
	readonly ended: (how: EndedHow) => (session: Session) => Session;
	/** What a session becomes when its window showed something. */
	readonly seen: Seen;
	readonly atEnd: AtEnd;
	/** What a session becomes when its process was seen to run, and nothing else of it. */
	readonly began: Seen;
	/** What it may mean that the agent of a session says nothing, where more is known of it. */
	readonly silenceOf?: (session: Session) => string | undefined;
	/** Its agent never says anything: that its program runs is all there is to know. */
	readonly isSilent?: (session: Session) => boolean;
	readonly report: (text: string) => void;
	readonly paths: Pick<Paths, 'runs'>;
	readonly clock: Clock;
};

export type Watch = {
	/**
	Compares the runs there are with those there should be. One look ends before the next begins. Refuses with `storage-failed` when what
	it saw could not all be kept.
	*/
	look: () => Promise<void>;
	/** The same; what cannot be kept is reported, and seen again with the next look. */
	tryLook: () => Promise<void>;
	/** The run of a session that is nowhere to be found, not even to be stopped: it is lost. */
	giveUp: (sessionId: string) => Promise<void>;
	/** When a session's window was last seen with its agent in it. */
	sightingOf: (sessionId: string) => Sighting | undefined;
	/**
	Looks whenever something may have changed, until the signal aborts. `everyMs` is how often a multiplexer is asked that does not tell by
	itself, and how often what only time makes true is looked for.
	*/
	follow: (options: {readonly everyMs: number; readonly signal: AbortSignal}) => Promise<void>;
};

/** All of them are looked at so often, whoever tells of changes: what was not told is seen by then. */
const roundMs = 10_000;

/**
Watches over the runs: those that have windows, and those that are headless.
*/
export const createWatch = (options: Options): Watch => {
	const {headless, runs, ended, atEnd, report, clock, silenceOf = () => undefined, isSilent = () => false} = options;
	let last: Promise<void> = Promise.resolve();
	/** What was wrong with the look before, and what is with this one. */
	let problems: ReadonlySet<string> = new Set();
	let found = new Set<string>();
	/** Why what was seen could not be kept, until it could. */
	let notKept: string | undefined;

	/** Says the same thing once, however often it is so. */
	const reportOnce = (text: string): void => {
		found.add(text);
		if (!problems.has(text)) {
			report(text);
		}
	};

	const end = async (session: Session, how: EndedHow): Promise<void> => {
		await atEnd.before(session, how);
		await atEnd.after(await runs.change(session.id, ended(how)));
	};

	const windows = createWindowWatch({...options, silenceOf, isSilent, end, report: reportOnce});
	const processes = createHeadlessWatch({...options, end});

	const live = () => runs.all().filter(session => session.run !== undefined && !hasEnded(session));
	const windowed = () => live().filter(({run}) => run?.isHeadless === false);
	const unwindowed = () => live().filter(({run}) => run?.isHeadless === true);

	/** Whether time alone makes something of it. */
	const isPending = (session: Session): boolean =>
		session.run?.isHeadless === true ? session.activity?.state === 'starting' : windows.isPending(session);

	const compare = async (): Promise<void> => {
		problems = found;
		found = new Set();
		await windows.look(windowed());
		await processes.look(unwindowed());
		notKept = undefined;
	};

	const look = async (): Promise<void> => {
		last = last.then(compare, compare);
		return last;
	};

	let isAsked = false;
	/** However many changes come while one look is under way, one more follows it. */
	const lookSoon = async (): Promise<void> => {
		if (isAsked) {
			return;
		}

		isAsked = true;
		await last.catch(() => {});
		isAsked = false;
		await tryLook();
	};

	const tryLook = async (): Promise<void> => {
		try {
			await look();
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			if (error.message !== notKept) {
				notKept = error.message;
				report(`What the runs show could not be kept: ${error.message}`);
			}
		}
	};

	return {
		look,
		tryLook,
		async giveUp(sessionId) {
			const session = runs.find(sessionId);
			if (session !== undefined) {
				await end(session, {isLost: true, at: clock()});
			}
		},
		sightingOf: windows.sightingOf,
		async follow({everyMs, signal}) {
			const {promise: failed, reject} = Promise.withResolvers<never>();
			const told = () => {
				lookSoon().catch(reject);
			};
			const watched = new Map<Multiplexer | string, AbortController>();
			const ends = new Set<Promise<void>>();

			const begin = (subject: Multiplexer | string, stopped: AbortController): void => {
				const until = AbortSignal.any([signal, stopped.signal]);
				if (typeof subject === 'string') {
					headless.watch(subject, told, until);
				} else {
					const ending = subject.watch(told, {everyMs, signal: until});
					ends.add(ending);
					ending.then(() => ends.delete(ending), reject);
				}
			};

			/** What is watched is what runs, and nothing else. */
			const reconcile = async (): Promise<void> => {
				const wanted = new Set([...(await windows.involved(windowed())), ...unwindowed().map(processes.folderOf)]);
				for (const [subject, stopped] of watched) {
					if (!wanted.has(subject)) {
						stopped.abort();
						watched.delete(subject);
					}
				}

				for (const subject of wanted) {
					if (!watched.has(subject)) {
						const stopped = new AbortController();
						watched.set(subject, stopped);
						begin(subject, stopped);
					}
				}
			};

			let lastRound = clock();
			const round = async (): Promise<void> => {
				const all = live();
				if (all.length === 0 && watched.size === 0) {
					return;
				}

				await reconcile();
				// A clock that was set back makes a round come early, never late.
				if (Math.abs(clock() - lastRound) > roundMs || all.some(isPending)) {
					lastRound = clock();
					await tryLook();
				}
			};

			await Promise.race([repeat({everyMs, signal}, round), failed]);
			await Promise.all(ends);
		},
	};
};
