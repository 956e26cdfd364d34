import type {ClientEvent} from '../client/event.js';
import {nameOf} from '../client/select/names.js';
import type {State} from '../client/state/index.js';
import {badgeOf} from '../domain/badge.js';
import {hasEnded, type Session} from '../domain/session.js';
import {type ActContext, type Binding, type Context, needing} from './binding.js';

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

/**
What can be done with a run, by the same keys wherever one is selected. `prefix` begins the ids of the bindings; `reason` is why there is
none.
*/
export const runKeys = (
	prefix: string,
	select: (state: State) => Session | undefined,
	reason: string,
): readonly Binding[] => {
	const onRun = needing(select, reason);

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
			...onRun({whyNot: whyNoResume, act: async (session, {actions}) => actions.resumeSession(session)}),
		},
		{
			id: `${prefix}.restart`,
			keys: ['U'],
			help: 'Start its run again from the beginning',
			needs: 'dispatch',
			...onRun({
				whyNot: whyNoRestart,
				confirm: (session, state) =>
					hasEnded(session)
						? undefined
						: `Stop ${nameOf(state.sessions, session.id)} and start it again? What it is doing is cut off`,
				async act(session, {actions}) {
					if (session.run !== undefined) {
						await actions.restartRun(session, session.run);
					}
				},
			}),
		},
		{
			id: `${prefix}.stop`,
			keys: ['X'],
			help: 'Stop its run',
			needs: 'dispatch',
			...onRun({
				whyNot: session => (hasEnded(session) ? `It has ended already (${badgeOf(session)})` : undefined),
				confirm: ({id}, state) => `Stop ${nameOf(state.sessions, id)}? What it is doing is cut off`,
				act: async (session, {actions}) => actions.stopRun(session),
			}),
		},
	];
};
