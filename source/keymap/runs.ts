import type {Chosen} from '../client/actions/several.js';
import type {ClientEvent} from '../client/event.js';
import {killSubject, killWord} from '../client/select/kill.js';
import {nameOf} from '../client/select/names.js';
import {isStopping} from '../client/select/stops.js';
import type {State} from '../client/state/index.js';
import {badgeOf} from '../domain/badge.js';
import {hasEnded, type Session} from '../domain/session.js';
import {type ActContext, type Binding, type Context, needing, needingAll} from './binding.js';

/** What `Enter` does with a session: its window is gone to, and of what runs headless the log is shown. */
export const openSession = {
	label: ({run}: Session): string =>
		run?.isHeadless === true ? 'Show its log' : run?.window === undefined ? 'It has no window' : 'Jump to its window',
	run(session: Session, {send}: Context): void {
		if (session.run?.isHeadless === true) {
			send(...openLog(session));
		}
	},
	async act(session: Session, {actions}: ActContext): Promise<void> {
		if (session.run?.isHeadless !== true) {
			await actions.jumpToPane(session);
		}
	},
};

const openLog = ({id: sessionId, run}: Session): readonly ClientEvent[] =>
	run === undefined ? [] : [{event: 'log:opened', data: {sessionId, runId: run.id}}];

const whyNotDispatched = ({run}: Session): string | undefined =>
	run === undefined ? 'It was not started by a dispatch from here; that is done where it runs' : undefined;

const whyNoLog = (session: Session): string | undefined =>
	session.run?.isHeadless === true ? undefined : 'Only what runs headless has a log; jump to its window instead';

const whyNoTerminal = ({run}: Session): string | undefined => {
	if (run?.isHeadless === true) {
		return 'It runs headless, without a window; its log shows what it does';
	}

	return run?.window === undefined ? 'It has no window that can be seen from here' : undefined;
};

const whyNoResume = (session: Session): string | undefined =>
	whyNotDispatched(session) ??
	(hasEnded(session) ? undefined : `It has not ended (${badgeOf(session)}), so there is nothing to resume`);

const whyNoRestart = (session: Session, {tasks}: State): string | undefined =>
	whyNotDispatched(session) ?? (tasks.has(session.run?.taskId ?? '') ? undefined : 'Its task is not there any more');

const whyNoStop = (session: Session): string | undefined =>
	hasEnded(session) ? `It has ended already (${badgeOf(session)})` : undefined;

const whyNoPlan = (session: Session, state: State): string | undefined =>
	whyNoStop(session) ??
	whyNotDispatched(session) ??
	(isStopping(state, session.id) ? 'It stops in a moment already' : undefined);

/** `Stop it`, or `Stop 3`. */
const counted = (verb: string, rest = '') => ({
	label: (items: readonly unknown[]): string => `${verb} ${items.length === 1 ? 'it' : items.length}${rest}`,
});

const several = (sessions: readonly Session[], state: State): string => {
	const [first] = sessions;
	return sessions.length === 1 && first !== undefined ? nameOf(state.sessions, first.id) : `these ${sessions.length}`;
};

const openKill = ({items: sessions, left}: Chosen<Session>): ClientEvent => ({
	event: 'field:opened',
	data: {
		purpose: 'kill',
		label: `Type "${killWord(sessions)}" to stop ${sessions.length === 1 ? 'it' : 'them'} at once`,
		text: '',
		subject: killSubject(sessions, left),
	},
});

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
			needs: 'dispatch',
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
			needs: 'dispatch',
			changes: true,
			...onRuns({
				...counted('Stop', ' in 10 s'),
				whyNot: whyNoPlan,
				act: async (sessions, {actions}) => actions.planStop(sessions),
			}),
		},
		{
			id: `${prefix}.stop`,
			keys: ['X'],
			help: 'Stop its run at once, once its name is typed',
			needs: 'dispatch',
			changes: true,
			...onRuns({
				...counted('Stop', ' at once'),
				whyNot: session => whyNoStop(session) ?? whyNotDispatched(session),
				run: (chosen, {send}) => send(openKill(chosen)),
			}),
		},
	];
};
