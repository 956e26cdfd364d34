import {noted, roleOf, type Session} from '../../domain/session.js';
import {can, sayLack} from '../cannot.js';
import type {State} from '../state/index.js';

type Known = Pick<State, 'connection'>;

/** What a run was, to be given again. */
export type OrderAgain = Pick<NonNullable<Session['run']>, 'taskId' | 'mode' | 'permission' | 'words' | 'extras'> & {
	readonly agent: string | undefined;
};

/**
What starts a session's run again from the beginning. A server that has windows opened by others notes it in the session, whoever opened its
window; what was started by a person has none.
*/
export const orderAgain = (session: Session, state: Known): OrderAgain | undefined => {
	const {run, taskIds} = session;
	const taskId = run?.taskId ?? taskIds[0];
	if (can(state, 'orders')) {
		const role = roleOf(session) === 'orchestrator' ? 'coordinator' : 'worker';
		const mode = noted(session, 'teamMemberId') ?? role;
		return taskId === undefined || noted(session, 'mode') === undefined
			? undefined
			: {taskId, mode, agent: noted(session, 'agentTool')};
	}

	return run;
};

/** How a run can be stopped from here: by the server, by the window that this app has, or no more than said to be stopped. */
export const wayToStop = ({run}: Session, state: Known): 'server' | 'window' | 'word' | undefined => {
	if (run !== undefined && (state.connection.server === undefined || can(state, 'runs'))) {
		return 'server';
	}

	if (!can(state, 'orders')) {
		return undefined;
	}

	return run?.window === undefined ? 'word' : 'window';
};

/** Whether of none of them more can be changed than the word. */
export const areOutOfReach = (sessions: readonly Session[], state: Known): boolean =>
	sessions.every(session => wayToStop(session, state) === 'word');

/** Why a run cannot be stopped from here. */
export const whyNoWayToStop = (session: Session, state: Known): string | undefined => {
	const {server} = state.connection;
	if (wayToStop(session, state) !== undefined || server === undefined) {
		return undefined;
	}

	return session.run === undefined
		? 'It was not started by a dispatch from here; that is done where it runs'
		: sayLack('runs', server);
};

/** Which agent programs such a server brings back to where their conversations left off (contract §8). */
const resumable = 'claude-code';

/** Why a session cannot be gone on with where its conversation left off, whatever its state is. */
export const whyNotResumable = (session: Session, state: Known): string | undefined => {
	if (!can(state, 'orders')) {
		return session.run === undefined
			? 'It was not started by a dispatch from here; that is done where it runs'
			: undefined;
	}

	const agent = noted(session, 'agentTool');
	return agent === undefined || agent === resumable
		? undefined
		: `The Maestro desktop server resumes Claude Code alone, and this is ${agent}; dispatch its task again instead`;
};
