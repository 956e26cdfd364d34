import {type Activity, hasEnded, type NeedsInput, type Session, type SessionStatus} from '../domain/session.js';
import {signalName} from '../domain/signal.js';

/**
What a session becomes when somebody saw what its agent does. A needs-input that the agent reported itself lasts until its next
turn begins, or until it goes on with the answer of the operator, whatever dialogs come and go; one from a dialog until the agent was
seen doing anything else. A session that had ended and is seen doing something goes on.
*/
export const observed =
	(activity: Activity, {isNewTurn}: {readonly isNewTurn: boolean}) =>
	(session: Session): Session => {
		const isRevived = hasEnded(session) && activity.state !== 'ended';
		if (hasEnded(session) && !isRevived) {
			return session;
		}

		return {
			...session,
			activity,
			status: statusAfter(session.status, activity),
			completedAt: isRevived ? null : session.completedAt,
			needsInput: needsInputAfter(session, activity, isNewTurn),
			run: isRevived && session.run !== undefined ? {...session.run, ...notEnded} : session.run,
		};
	};

/** How a run ended says nothing any more of one that goes on. */
const notEnded = {endedAt: undefined, exitCode: undefined, signal: undefined, reason: undefined} as const;

const statusAfter = (status: SessionStatus, {state}: Activity): SessionStatus => {
	switch (state) {
		case 'starting':
			return 'spawning';
		case 'working':
		case 'needs-input':
			return 'working';
		case 'idle':
			return 'idle';
		// How it ended is for whoever sees the exit code to say.
		case 'ended':
		case 'lost':
			return status;
	}
};

const needsInputAfter = (
	{needsInput}: Session,
	{state, detail, at}: Activity,
	isNewTurn: boolean,
): NeedsInput | undefined => {
	if (
		needsInput?.active === true &&
		isReported(needsInput) &&
		!isNewTurn &&
		!(isAnswered(needsInput) && state === 'working')
	) {
		return needsInput;
	}

	if (state === 'needs-input') {
		const before = needsInput?.active === true ? needsInput : undefined;
		return {active: true, message: detail ?? before?.message, since: before?.since ?? at};
	}

	return needsInput?.active === true ? {active: false} : needsInput;
};

/** A needs-input that came with `maestro report blocked`, not from a dialog. */
export const reportedNeed = (message: string, since: number): NeedsInput & {readonly isReported: true} => ({
	active: true,
	message,
	since,
	isReported: true,
});

const isReported = (needsInput: NeedsInput): boolean => 'isReported' in needsInput && needsInput.isReported === true;

/**
What a session becomes when its agent was shown what the operator wrote: that answers the need that it has reported, which is over once
the agent goes on.
*/
export const answered = (session: Session): Session => {
	const {needsInput} = session;
	if (needsInput?.active !== true || !isReported(needsInput) || isAnswered(needsInput)) {
		return session;
	}

	const now: NeedsInput & {readonly isAnswered: true} = {...needsInput, isAnswered: true};
	return {...session, needsInput: now};
};

const isAnswered = (needsInput: NeedsInput): boolean => 'isAnswered' in needsInput && needsInput.isAnswered === true;

type How = {
	readonly exitCode?: number | undefined;
	readonly signal?: number | undefined;
	readonly isLost?: boolean;
	/** Who saw it; `window` unless given. */
	readonly source?: string;
	/** Milliseconds. */
	readonly at: number;
};

/**
What a session becomes when its run has ended. `exitCode` and `signal` are those somebody saw; without them the run is `lost`
where nothing of it could be found. One that somebody asked to end is `stopped`, however it did so.
*/
export const ended =
	(how: How) =>
	(session: Session): Session => {
		if (hasEnded(session)) {
			return session;
		}

		const {exitCode, signal, at, source = 'window'} = how;
		return {
			...session,
			status: statusAtEnd(how, session.run?.reason),
			completedAt: at,
			needsInput: session.needsInput?.active === true ? {active: false} : session.needsInput,
			activity: {state: how.isLost === true ? 'lost' : 'ended', source, at, detail: describe(how)},
			...(session.run === undefined ? {} : {run: {...session.run, endedAt: at, exitCode, signal}}),
		};
	};

const statusAtEnd = ({exitCode, signal}: How, reason: string | undefined): SessionStatus => {
	if (reason !== undefined || (exitCode === undefined && signal === undefined)) {
		return 'stopped';
	}

	return exitCode === 0 ? 'completed' : 'failed';
};

const describe = ({exitCode, signal, isLost, source = 'window'}: How): string => {
	if (isLost === true) {
		return `its ${source} is gone; nobody saw how it ended`;
	}

	if (signal !== undefined) {
		return `ended by ${signalName(signal)}`;
	}

	return exitCode === undefined ? 'ended; nobody saw how' : `exit code ${exitCode}`;
};
