import {hasEnded, isDone, type Session} from './session.js';

export const badges = [
	'starting',
	'working',
	'idle',
	'needs-input',
	'ended',
	'failed',
	'stopped',
	'lost',
	'unknown',
] as const;
export type Badge = (typeof badges)[number];

/**
The one word that a session's row shows. The first row of this list that fits wins:
a terminal status (contract §10 lets it overrule needs-input), needs-input, what was last observed, the status.
*/
export const badgeOf = (session: Session): Badge => {
	if (hasEnded(session)) {
		return endedBadge(session);
	}

	if (session.needsInput?.active === true) {
		return 'needs-input';
	}

	if (session.activity !== undefined) {
		return session.activity.state === 'needs-input' ? 'idle' : session.activity.state;
	}

	switch (session.status) {
		case 'spawning': {
			return 'starting';
		}

		case 'working':
		case 'idle': {
			return session.status;
		}

		default: {
			return 'unknown';
		}
	}
};

/** Milliseconds from the order to the first sign of a window: more than it ever takes (contract §10). */
const opensWithinMs = 90_000;

/**
Whether a session was to be started so long ago that something should have been seen of it, and nothing was: whoever opens windows may not be
there. That it will not start nobody knows.
*/
export const isOverdue = ({status, activity, lastActivity}: Session, now: number): boolean =>
	status === 'spawning' && activity === undefined && now - lastActivity > opensWithinMs;

const endedBadge = ({status, activity}: Session): Badge => {
	if (activity?.state === 'lost') {
		return 'lost';
	}

	return status === 'completed' ? 'ended' : status === 'failed' ? 'failed' : 'stopped';
};

/**
Whether a person has to do something before the session can go on. Whoever said that they are done with it has nothing to do any more.
*/
export const needsPerson = (session: Session): boolean => badgeOf(session) === 'needs-input' && !isDone(session);
