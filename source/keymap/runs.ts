import type {Chosen} from '../client/actions/several.js';
import {can} from '../client/cannot.js';
import type {ClientEvent} from '../client/event.js';
import {killSubject, killWord} from '../client/select/kill.js';
import {nameOf} from '../client/select/names.js';
import {areOutOfReach, orderAgain, whyNotResumable, whyNoWayToStop} from '../client/select/run-orders.js';
import {isStopping} from '../client/select/stops.js';
import type {State} from '../client/state/index.js';
import {badgeOf, isOverdue} from '../domain/badge.js';
import {hasEnded, type Session} from '../domain/session.js';
import {type ActContext, type Binding, type Context, needing, needingAll} from './binding.js';

/** What `Enter` does with a session: its window is gone to, of what runs headless the log is shown, and of what others have a window of what it said last. */
export const openSession = {
	label(session: Session, state: State): string {
		const {run} = session;
		if (run?.isHeadless === true) {
			return 'Show its log';
		}

		return run?.window !== undefined
			? 'Jump to its window'
			: isElsewhere(session, state)
				? 'Show what it said last'
				: 'It has no window';
	},
	run(session: Session, {state, send}: Context): void {
		if (session.run?.isHeadless === true) {
			send(...openLog(session));
		} else if (isElsewhere(session, state)) {
			send({event: 'peek:opened', data: {sessionId: session.id}});
		}
	},
	async act(session: Session, {state, actions}: ActContext): Promise<void> {
		if (session.run?.isHeadless !== true && !isElsewhere(session, state)) {
			await actions.jumpToPane(session);
		}
	},
};

/** Whether its window is not here, and its server tells what is said in it. */
const isElsewhere = ({run}: Session, state: State): boolean => run?.window === undefined && can(state, 'digests');

const openLog = ({id: sessionId, run}: Session): readonly ClientEvent[] =>
	run === undefined ? [] : [{event: 'log:opened', data: {sessionId, runId: run.id}}];

const whyNoLog = (session: Session): string | undefined =>
	session.run?.isHeadless === true ? undefined : 'Only what runs headless has a log; jump to its window instead';

const whyNoTerminal = ({run}: Session): string | undefined => {
	if (run?.isHeadless === true) {
		return 'It runs headless, without a window; its log shows what it does';
	}

	return run?.window === undefined ? 'It has no window that can be seen from here' : undefined;
};

const whyNoResume = (session: Session, state: State): string | undefined =>
	whyNotResumable(session, state) ??
	(hasEnded(session) || isOverdue(session, state.surroundings.now)
		? undefined
		: `It has not ended (${badgeOf(session)}), so there is nothing to resume`);

const whyNoRestart = (session: Session, state: State): string | undefined => {
	const order = orderAgain(session, state);
	if (order === undefined) {
		return 'It was not started by a dispatch from here; that is done where it runs';
	}

	return state.tasks.has(order.taskId) ? undefined : 'Its task is not there any more';
};

const whyNoStop = (session: Session, state: State): string | undefined =>
	hasEnded(session) ? `It has ended already (${badgeOf(session)})` : whyNoWayToStop(session, state);

const whyNoPlan = (session: Session, state: State): string | undefined =>
	whyNoStop(session, state) ?? (isStopping(state, session.id) ? 'It stops in a moment already' : undefined);

/** `Stop it`, or `Stop 3`. */
const counted = (verb: string, rest = '') => ({
	label: (items: readonly unknown[]): string => `${verb} ${items.length === 1 ? 'it' : items.length}${rest}`,
});

/** The same for what is stopped; of what runs elsewhere no more than the word can be changed. */
const stopping = (rest: string) => ({
	label(sessions: readonly Session[], state: State): string {
		const it = sessions.length === 1 ? 'it' : sessions.length;
		return areOutOfReach(sessions, state) ? `Mark ${it} as stopped${rest}` : `Stop ${it}${rest}`;
	},
});

const several = (sessions: readonly Session[], state: State): string => {
	const [first] = sessions;
	return sessions.length === 1 && first !== undefined ? nameOf(state.sessions, first.id) : `these ${sessions.length}`;
};

const openKill = ({items: sessions, left}: Chosen<Session>, state: State): ClientEvent => ({
	event: 'field:opened',
	data: {
		purpose: 'kill',
		label: `Type "${killWord(sessions)}" to ${killed(sessions, state)}`,
		text: '',
		subject: killSubject(sessions, left),
	},
});

const killed = (sessions: readonly Session[], state: State): string => {
	const it = sessions.length === 1 ? 'it' : 'them';
	return areOutOfReach(sessions, state) ? `mark ${it} as stopped, which ends no program` : `stop ${it} at once`;
};

type Of = {
	/** Begins the ids of the bindings. */
	readonly prefix: string;
	readonly select: (state: State) => Session | undefined;
	/** Those that are marked, or the selected one. */
	readonly chosen: (state: State) => readonly Session[];
	/** Why there is none. */
	readonly reason: string;
};

/**
What can be done with runs, by the same keys wherever they are selected or marked.
*/
export const runKeys = ({prefix, select, chosen, reason}: Of): readonly Binding[] => {
	const onRun = needing(select, reason);
	const onRuns = needingAll(chosen, reason);

	return [
		{
			id: `${prefix}.log`,
			keys: ['l'],
			help: 'Show the log of its run',
			needs: 'runs',
			...onRun({
				whyNot: whyNoLog,
				run: (session, {send}) => send(...openLog(session)),
			}),
		},
		{
			id: `${prefix}.terminal`,
			keys: ['O'],
			help: 'Open its window in a terminal of its own',
			...onRun({whyNot: whyNoTerminal, act: async (session, {actions}) => actions.openTerminal(session)}),
		},
		{
			id: `${prefix}.resume`,
			keys: ['u'],
			help: 'Resume it where its conversation left off',
			needs: 'dispatch',
			changes: true,
			...onRuns({
				...counted('Resume', ' where the conversation left off'),
				whyNot: whyNoResume,
				act: async (sessions, {actions}) => actions.resumeSession(sessions),
			}),
		},
		{
			id: `${prefix}.restart`,
			keys: ['U'],
			help: 'Start its run again from the beginning',
			needs: 'dispatch',
			changes: true,
			...onRuns({
				...counted('Start', ' again'),
				whyNot: whyNoRestart,
				confirm(sessions, state) {
					const live = sessions.filter(session => !hasEnded(session));
					return live.length === 0
						? undefined
						: `Stop ${several(live, state)} and start ${live.length === 1 ? 'it' : 'them'} again? What ${live.length === 1 ? 'it is' : 'they are'} doing is cut off`;
				},
				act: async (sessions, {actions}) => actions.restartRun(sessions),
			}),
		},
		{
			id: `${prefix}.stop-soon`,
			keys: ['x'],
			help: 'Stop its run in 10 seconds, unless that is taken back',
			needs: 'server',
			changes: true,
			...onRuns({
				...stopping(' in 10 s'),
				whyNot: whyNoPlan,
				act: async (sessions, {actions}) => actions.planStop(sessions),
			}),
		},
		{
			id: `${prefix}.stop`,
			keys: ['X'],
			help: 'Stop its run at once, once its name is typed',
			needs: 'server',
			changes: true,
			...onRuns({
				...stopping(' at once'),
				whyNot: whyNoStop,
				run: (chosen, {state, send}) => send(openKill(chosen, state)),
			}),
		},
	];
};
