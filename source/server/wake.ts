import type {Agent, Listener, Push, RunningClient} from '../agents/agent.js';
import {isGone, noted, type Session} from '../domain/session.js';
import type {Bells} from '../system/bells.js';
import type {Clock} from '../system/clock.js';
import {repeat} from '../system/repeat.js';
import {queue} from './delivery/shown.js';
import type {TakeFor} from './delivery/take.js';
import type {Inbox} from './inbox.js';
import type {ExecutePush, Pushed} from './push.js';
import type {Sessions} from './sessions.js';

export type Wake = {
	/** Something may wait for a session: brings it to its client, where that is idle and can be reached without its hooks. */
	wake: (sessionId: string) => void;
	/** A session was shown something: what comes next is brought at once. */
	rest: (sessionId: string) => void;
	/** Tries again what failed or had no effect, as far as its pause is over. */
	again: () => void;
	/** Resolves when nothing is under way. */
	settled: () => Promise<void>;
	/** Tries again, again and again, until the signal aborts; resolves when nothing is under way any more. */
	follow: (options: {readonly everyMs: number}) => Promise<void>;
};

type Options = {
	readonly inbox: Pick<Inbox, 'take' | 'release' | 'pendingCount'>;
	readonly takeFor: TakeFor;
	readonly sessions: Pick<Sessions, 'all' | 'find'>;
	readonly agentOf: (session: Session) => Agent;
	readonly push: ExecutePush;
	readonly listenerOf: (session: Session) => Promise<Listener | undefined>;
	/** For clients to which nothing can be pushed. It never rejects. */
	readonly nudge?: ((sessionId: string) => Promise<void>) | undefined;
	readonly report: (text: string, error: unknown) => void;
	readonly clock: Clock;
	readonly signal: AbortSignal;
};

/** What was tried since something began to wait; `isSilent` when the client had not been heard of at the last time. */
type Tries = {readonly count: number; readonly at: number; readonly until: number; readonly isSilent: boolean};

const longestPauseMs = 600_000;
/** A client takes what it has accepted within about ten seconds, or has something else to do first. */
const effectMs = 60_000;
const retryMs = 2000;
const unreachable: Pushed = {kind: 'refused', reason: 'its client cannot be reached any more'};

/**
Wakes idle clients that no doorbell wakes (agent-contract §1). One push at a time for a session; one that failed, or that had no effect,
is followed by another after a pause, which grows with each: a client whose hooks bring nothing would be woken for nothing.
*/
export const createWake = (options: Options): Wake => {
	const {inbox, takeFor, sessions, agentOf, push, listenerOf, nudge, report, clock, signal} = options;
	const tries = new Map<string, Tries>();
	const underWay = new Map<string, Promise<void>>();

	const note = (sessionId: string, firstPauseMs: number): void => {
		const session = sessions.find(sessionId);
		const isSilent = session !== undefined && isUnheard(session);
		// One that is only starting will be there in a while, and soon.
		const count = isSilent ? 1 : (tries.get(sessionId)?.count ?? 0) + 1;
		const at = clock();
		const until = at + Math.min(longestPauseMs, firstPauseMs * 2 ** (count - 1));
		tries.set(sessionId, {count, at, until, isSilent});
	};

	const isPaused = (session: Session): boolean => {
		const last = tries.get(session.id);
		if (last === undefined || last.at < (session.run?.startedAt ?? 0)) {
			return false;
		}

		// By now it has been heard of: what was tried while it started says nothing any more.
		if (last.isSilent && !isUnheard(session)) {
			return false;
		}

		// A clock that was set back a long way must not hold messages until it has caught up.
		return clock() >= last.at && clock() < last.until;
	};

	const fail = async (sessionId: string, taking: string | undefined, reason: string): Promise<void> => {
		note(sessionId, retryMs);
		// What is not taken yet is taken for this, so that the messages say why they still wait.
		const id = taking ?? (await inbox.take(sessionId, {via: queue}))?.id;
		if (id !== undefined) {
			await inbox.release(id, reason);
		}
	};

	const pushNotice = async (sessionId: string, agent: Agent, notice: Push): Promise<void> => {
		const pushed = await push(agent, notice);
		if (pushed.kind === 'refused') {
			await fail(sessionId, undefined, pushed.reason);
		} else {
			note(sessionId, effectMs);
		}
	};

	const pushMessages = async (sessionId: string, agent: Agent, client: RunningClient): Promise<void> => {
		const took = await takeFor(sessionId, {via: queue});
		if (took === undefined) {
			return;
		}

		const {taking, text} = took;
		const built = agent.push?.(client, text);
		const pushed = built === undefined ? unreachable : await push(agent, built);
		if (pushed.kind === 'refused') {
			await fail(sessionId, taking.id, pushed.reason);
		} else {
			// The client may have it: until its lease ends nobody else gets it, and it is shown when a hook proves it.
			note(sessionId, effectMs);
		}
	};

	const reach = async (session: Session, agent: Agent): Promise<void> => {
		const client = {...clientOf(session), listener: await listenerOf(session)};
		const first = agent.push?.(client, agent.notice?.text ?? '');
		// Without that much there is no way to it, and nothing is taken for it.
		if (first === undefined) {
			return;
		}

		await (agent.notice === undefined ? pushMessages(session.id, agent, client) : pushNotice(session.id, agent, first));
	};

	const tryReach = async (session: Session, agent: Agent): Promise<void> => {
		try {
			await reach(session, agent);
		} catch (error) {
			note(session.id, retryMs);
			report(`${session.id} could not be woken`, error);
		} finally {
			underWay.delete(session.id);
		}
	};

	const pushTo = (session: Session): void => {
		const agent = agentOf(session);
		if (agent.push !== undefined && !underWay.has(session.id) && !isPaused(session)) {
			underWay.set(session.id, tryReach(session, agent));
		}
	};

	const mayReach = (session: Session): boolean =>
		!signal.aborted && isReachable(session, agentOf(session)) && inbox.pendingCount(session.id) > 0;

	const again = (): void => sessions.all().filter(mayReach).forEach(pushTo);

	const settled = async (): Promise<void> => {
		await Promise.all(underWay.values());
	};

	return {
		again,
		settled,
		wake(sessionId) {
			const session = sessions.find(sessionId);
			if (session === undefined || !mayReach(session)) {
				return;
			}

			if (agentOf(session).push === undefined) {
				void nudge?.(sessionId);
			} else {
				pushTo(session);
			}
		},
		rest(sessionId) {
			tries.delete(sessionId);
		},
		async follow({everyMs}) {
			await repeat({everyMs, signal}, again);
			await settled();
		},
	};
};

/**
Doorbells that also wake those clients that watch none.
*/
export const withWake = (bells: Bells, wake: (sessionId: string) => void): Bells => ({
	...bells,
	async ring(sessionId) {
		await bells.ring(sessionId);
		wake(sessionId);
	},
});

/**
At its prompt; or resumed and not heard of since, as those clients whose queue takes a notice run no hook before a prompt: what was put
there they find when they are there. A push types nothing, so a first question that may be open is not answered by it.
*/
const isReachable = (session: Session, {notice}: Agent): boolean =>
	!isGone(session) && (session.activity?.state === 'idle' || (notice !== undefined && isUnheard(session)));

/** Started, and its hooks have not been heard since. */
const isUnheard = ({activity}: Session): boolean =>
	activity?.state === 'starting' || (activity?.state === 'needs-input' && activity.source === 'window');

const clientOf = (session: Session): Pick<RunningClient, 'conversation' | 'home' | 'version'> => ({
	conversation: noted(session, 'conversation'),
	home: noted(session, 'clientHome'),
	version: noted(session, 'agentVersion'),
});
