import type {Agent, Nudge} from '../agents/agent.js';
import type {WindowPlace} from '../domain/run.js';
import {type Activity, isGone, type Session} from '../domain/session.js';
import type {WindowReference} from '../multiplexer/multiplexer.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import type {Clock} from '../system/clock.js';

/** What is typed. The messages themselves come by the hook that runs for it. */
export const nudgeLine = 'maestro: you have a message';

/** An older observation may be of a client that has lost its hooks since. */
const oldestIdleMs = 8 * 3_600_000;

/** Between two nudges of a session. */
const betweenMs = 10_000;

/** Between the two looks at a window: somebody who types, and a client that begins to work, is seen by then. */
const lookAgainMs = 500;

/** From when an agent is idle to the second look: one that has just started goes on with its first prompt. */
const settledMs = 2000;

/** More than a window shows at once. */
const shownLines = 200;

type Options = {
	/** Whether the operator has switched it on. */
	readonly isOn: boolean;
	readonly findSession: (id: string) => Session | undefined;
	readonly agentOf: (session: Session) => Pick<Agent, 'nudge'>;
	/** How many messages wait for a session and could be delivered now. */
	readonly waitingFor: (sessionId: string) => number;
	readonly multiplexers: Pick<Multiplexers, 'at'>;
	readonly pause: (milliseconds: number) => Promise<unknown>;
	readonly clock: Clock;
	readonly report: (text: string, error?: unknown) => void;
};

type Ready = {
	readonly way: Nudge;
	readonly place: WindowPlace;
	readonly activity: Activity;
};

/**
Wakes an agent that waits at its prompt, and that nothing better wakes, by a line typed there; only while its hooks say that it is idle
and its window surely shows an empty prompt, both looked at twice. One line for what waits: there is no other before a hook of the
agent has run. Whatever speaks against it, nothing is typed, and what waits comes with the next prompt. It never rejects.
*/
export const createNudge = (options: Options): ((sessionId: string) => Promise<void>) => {
	const {isOn, findSession, agentOf, waitingFor, multiplexers, pause, clock, report} = options;
	const typedAt = new Map<string, number>();
	const underWay = new Set<string>();

	const readinessOf = (sessionId: string): Ready | undefined => {
		const session = findSession(sessionId);
		if (session === undefined || isGone(session) || waitingFor(sessionId) === 0) {
			return undefined;
		}

		const {activity, run} = session;
		const way = agentOf(session).nudge;
		const place = run?.window;
		if (way === undefined || place === undefined || activity?.state !== 'idle') {
			return undefined;
		}

		return clock() - activity.at > oldestIdleMs ? undefined : {way, place, activity};
	};

	/** A hook that has run since, even to say the same, has changed something. */
	const isStill = (sessionId: string, {activity, place}: Ready): boolean => {
		const now = readinessOf(sessionId);
		return now?.activity.at === activity.at && now.place.paneId === place.paneId;
	};

	const isAnswered = (sessionId: string, {activity}: Ready): boolean => {
		const typed = typedAt.get(sessionId);
		return typed === undefined || (activity.at > typed && clock() - typed >= betweenMs);
	};

	const showsEmptyPrompt = async ({way, place}: Ready): Promise<boolean> => {
		const screen = await multiplexers.at(place)?.capture(referenceTo(place), {lines: shownLines, colours: false});
		return screen !== undefined && way.isEmptyPrompt(screen);
	};

	const attempt = async (sessionId: string): Promise<void> => {
		const ready = readinessOf(sessionId);
		if (ready === undefined || !isAnswered(sessionId, ready) || !(await showsEmptyPrompt(ready))) {
			return;
		}

		await pause(Math.max(lookAgainMs, ready.activity.at + settledMs - clock()));
		if (!isStill(sessionId, ready) || !(await showsEmptyPrompt(ready)) || !isStill(sessionId, ready)) {
			return;
		}

		typedAt.set(sessionId, clock());
		const isEntered = await multiplexers.at(ready.place)?.typeLine(referenceTo(ready.place), nudgeLine, {
			mayEnter: screen => isStill(sessionId, ready) && ready.way.holds(screen, nudgeLine),
		});
		report(
			`"${nudgeLine}" was typed to ${sessionId}${isEntered === true ? '' : ', and not entered: its window had changed'}`,
		);
	};

	return async sessionId => {
		if (!isOn || underWay.has(sessionId)) {
			return;
		}

		underWay.add(sessionId);
		try {
			await attempt(sessionId);
		} catch (error) {
			report(`${sessionId} could not be nudged; what waits for it comes with its next prompt`, error);
		} finally {
			underWay.delete(sessionId);
		}
	};
};

const referenceTo = ({windowId, paneId, key}: WindowPlace): WindowReference => ({id: windowId, paneId, key});
