import {type Badge, badgeOf} from '../../domain/badge.js';
import {hasEnded, type Session} from '../../domain/session.js';
import {signalName} from '../../domain/signal.js';
import {durationOf} from '../age.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';

/** How a run ended, as far as somebody saw it: its exit code, or the signal by name without its `SIG`. */
export const outcomeOf = ({run}: Session): string => {
	if (run?.signal !== undefined) {
		return signalName(run.signal).replace(/^SIG/, '');
	}

	return run?.exitCode === undefined ? '' : String(run.exitCode);
};

/** How long a run took, or takes; nothing where nobody knows. */
export const runDuration = (session: Session, now: number): string => {
	const {run, completedAt, activity} = session;
	if (run === undefined || activity?.state === 'lost') {
		return '';
	}

	const isOver = hasEnded(session);
	const end = isOver ? (run.endedAt ?? completedAt) : now;
	return end === null ? '' : durationOf(Math.max(0, end - run.startedAt), {isOver});
};

/** What matters most to a person first. */
export const byWorst: readonly Badge[] = [
	'needs-input',
	'failed',
	'lost',
	'unknown',
	'working',
	'starting',
	'idle',
	'stopped',
	'ended',
];

/** The worst first. */
export const sortBadges = (badges: readonly Badge[]): readonly Badge[] =>
	badges.toSorted((a, b) => byWorst.indexOf(a) - byWorst.indexOf(b));

/** Those that live first, and of both the newest. */
const byUse = (a: Session, b: Session): number =>
	Number(hasEnded(a)) - Number(hasEnded(b)) || b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1);

export const sessionsByTask = derive([(state: State) => state.sessions], sessions => {
	const byTask = new Map<string, Session[]>();
	for (const session of sessions.values()) {
		const {taskIds, run} = session;
		for (const taskId of new Set([...taskIds, ...(run === undefined ? [] : [run.taskId])])) {
			const others = byTask.get(taskId);
			if (others === undefined) {
				byTask.set(taskId, [session]);
			} else {
				others.push(session);
			}
		}
	}

	for (const all of byTask.values()) {
		all.sort(byUse);
	}

	return byTask;
});

/** All that were ever at work on a task: those that live first, and of both the newest. */
export const everySessionOfTask = (state: State, taskId: string): readonly Session[] =>
	sessionsByTask(state).get(taskId) ?? none;

const none: readonly Session[] = [];

/** The sessions of each task that live, or were the last in their mode. */
export const runsByTask = derive(
	[sessionsByTask],
	(byTask): ReadonlyMap<string, readonly Session[]> =>
		new Map([...byTask].map(([taskId, sessions]) => [taskId, latestOf(sessions)])),
);

const latestOf = (sessions: readonly Session[]): readonly Session[] => {
	const modes = new Set<string | undefined>();
	return sessions.filter(session => {
		const isKnown = modes.has(session.run?.mode);
		modes.add(session.run?.mode);
		return !hasEnded(session) || !isKnown;
	});
};

/** The sessions of a task that live, or were the last in their mode: those that live first, and of both the newest. */
export const runsOfTask = (state: State, taskId: string): readonly Session[] => runsByTask(state).get(taskId) ?? [];

/** The sessions that are at work on a task, the newest first. */
export const sessionsOfTask = (state: State, taskId: string): readonly Session[] =>
	runsOfTask(state, taskId).filter(session => !hasEnded(session));

/** The badges of a task: those of the sessions that live, and those of its last runs that went wrong; the worst first. */
export const badgesOf = (sessions: readonly Session[]): readonly Badge[] =>
	sortBadges(
		sessions.flatMap(session => {
			const badge = badgeOf(session);
			return !hasEnded(session) || badge === 'failed' || badge === 'lost' ? [badge] : [];
		}),
	);
