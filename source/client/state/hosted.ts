import type {Run} from '../../domain/run.js';
import {type Activity, hasEnded, type Session} from '../../domain/session.js';
import type {Sessions} from './sessions.js';

/**
Sessions of a server that knows nothing of windows, with the windows that they have on this machine: what their windows tell is seen, and
the rest is what the server says, and said to be so.
*/
export const withHosted = (sessions: Sessions, hosted: ReadonlyMap<string, Run>): Sessions => {
	let composed: Map<string, Session> | undefined;
	for (const [id, run] of hosted) {
		const session = sessions.get(id);
		const next = session && compose(session, run);
		if (next !== undefined && next !== session) {
			composed ??= new Map(sessions);
			composed.set(id, next);
		}
	}

	return composed ?? sessions;
};

/** The same session where nothing about it is different. */
export const compose = (session: Session, run: Run): Session => {
	const activity = activityOf(session, run);
	return session.run === run && isSame(session.activity, activity) ? session : {...session, run, activity};
};

/** Without what only its window told. */
export const withoutWindow = ({run: _run, activity: _activity, ...session}: Session): Session => session;

const activityOf = (session: Session, run: Run): Activity | undefined => {
	const {status, lastActivity, needsInput, startedAt} = session;
	if (run.endedAt !== undefined) {
		return {...endOf(run), source: 'window', at: run.endedAt};
	}

	// How it has ended the server says; that its window is still there contradicts nothing.
	if (hasEnded(session)) {
		return undefined;
	}

	if (status === 'spawning') {
		return {state: 'starting', source: 'window', at: Math.max(startedAt, run.startedAt)};
	}

	if (needsInput?.active === true) {
		return {state: 'needs-input', source: 'server', at: needsInput.since ?? lastActivity};
	}

	return {
		state: status === 'idle' ? 'idle' : 'working',
		source: 'server',
		at: lastActivity,
		detail: 'its window is open',
	};
};

const endOf = ({exitCode, signal}: Run): Pick<Activity, 'state' | 'detail'> => {
	if (exitCode === undefined && signal === undefined) {
		return {state: 'lost', detail: 'its window is gone'};
	}

	return {state: 'ended', detail: exitCode === undefined ? `ended by signal ${signal}` : `exit code ${exitCode}`};
};

const isSame = (a: Activity | undefined, b: Activity | undefined): boolean =>
	a?.state === b?.state && a?.source === b?.source && a?.at === b?.at && a?.detail === b?.detail;
