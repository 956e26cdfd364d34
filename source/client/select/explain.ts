import {badgeOf, isOverdue} from '../../domain/badge.js';
import {hasEnded, isDone, type Session} from '../../domain/session.js';
import {signalName} from '../../domain/signal.js';
import {ageOf, momentOf} from '../age.js';
import {lineToDraw} from '../text.js';

/**
Why the badge of a session is what it is: what was seen, by whom and when, and what contradicts it.
*/
export const explainBadge = (session: Session, now: number): string => {
	const {needsInput, activity, status} = session;
	const badge = badgeOf(session);
	return [
		badge,
		...reasons(session, now),
		...contradictions(badge, {needsInput, activity, status}),
		...(isDone(session) ? [`you are done with it since ${when(session.humanCompletedAt ?? 0, now)}`] : []),
	]
		.map(lineToDraw)
		.join('; ');
};

const reasons = (session: Session, now: number): readonly string[] => {
	const {status, needsInput, activity, completedAt, run, lastActivity} = session;
	if (hasEnded(session)) {
		const how =
			run?.exitCode === undefined
				? run?.signal === undefined
					? ''
					: `, ${signalName(run.signal)}`
				: `, exit code ${run.exitCode}`;
		const why = run?.reason === undefined ? '' : `, ${run.reason}`;
		return [`the server says ${status}${how}${why}${completedAt === null ? '' : ` since ${when(completedAt, now)}`}`];
	}

	if (needsInput?.active === true) {
		const since = needsInput.since === undefined ? '' : ` since ${when(needsInput.since, now)}`;
		return [`it asked for a person${since}${needsInput.message === undefined ? '' : `: ${needsInput.message}`}`];
	}

	if (activity !== undefined) {
		return [
			`seen by ${activity.source} at ${when(activity.at, now)}${activity.detail === undefined ? '' : `: ${activity.detail}`}`,
		];
	}

	return [
		`nobody has seen what it does; the server says ${status}, last at ${when(lastActivity, now)}`,
		...(isOverdue(session, now)
			? [
					'its window should have opened long ago: whoever opens windows may not have been there; resumed it gets one, and it can be deleted',
				]
			: []),
	];
};

const when = (at: number, now: number): string => {
	const age = ageOf(at, now);
	return `${momentOf(at, now)} (${age === 'now' ? age : `${age} ago`})`;
};

const contradictions = (
	badge: string,
	{needsInput, activity, status}: Pick<Session, 'needsInput' | 'activity' | 'status'>,
): readonly string[] => {
	const says = activity === undefined ? undefined : `${activity.source} saw ${activity.state}`;
	const ended = status === 'completed' || status === 'failed' || status === 'stopped';
	if (ended) {
		const isAlive = activity !== undefined && activity.state !== 'ended' && activity.state !== 'lost';
		return isAlive ? [`but ${says}`] : [];
	}

	if (needsInput?.active === true) {
		const isLater = activity !== undefined && activity.state !== 'needs-input' && activity.at > (needsInput.since ?? 0);
		return isLater ? [`but later ${says}`] : [];
	}

	return activity !== undefined && status !== badge && (status === 'idle' || status === 'working')
		? [`the server says ${status}`]
		: [];
};
