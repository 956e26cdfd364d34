import type {Log} from '../state/log.js';

const units = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000} as const;

export type LogTarget = {readonly at: number} | {readonly problem: string};

const whatIsMeant = 'Write a time as in 14:05, how long before now as in -10m, or how far as in 50%';

/** The byte that somebody means who writes `14:05`, `-10m` or `50%`: the first that was printed then. */
export const targetOf = (text: string, log: Log, now: number): LogTarget => {
	const written = text.trim();
	const [, share] = /^(\d{1,3})\s*%$/.exec(written) ?? [];
	if (share !== undefined) {
		return Number(share) > 100
			? {problem: 'There is nothing behind 100 %'}
			: {at: Math.floor((log.size * Number(share)) / 100)};
	}

	const time = timeMeant(written, log, now);
	return time === undefined ? {problem: whatIsMeant} : printedFrom(time, log);
};

const timeMeant = (written: string, log: Log, now: number): number | undefined => {
	const {startedAt = 0, endedAt, marks = []} = log.facts ?? {};
	const [, count, unit] = /^-\s*(\d{1,6})\s*([smhd])$/.exec(written) ?? [];
	if (count !== undefined) {
		// The minute that the screen knows of may be older than what was printed last.
		const end = endedAt ?? Math.max(now, marks.at(-1)?.[0] ?? 0);
		return end - Number(count) * units[unit as keyof typeof units];
	}

	const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(written) ?? [];
	if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
		return undefined;
	}

	// The first time that the clock showed it while the run went on, or the one before.
	const day = new Date(startedAt);
	const at = (days: number): number =>
		new Date(
			...([day.getFullYear(), day.getMonth(), day.getDate() + days] as const),
			...([Number(hours), Number(minutes), Number(seconds)] as const),
		).getTime();
	const last = endedAt ?? now;
	return at(0) < startedAt && at(1) <= last ? at(1) : at(0);
};

/** Marks say how much there was at a time: what comes behind the last one before was printed since. */
const printedFrom = (time: number, {facts}: Log): LogTarget => {
	const marks = facts?.marks ?? [];
	return marks.length === 0
		? {problem: 'No times of it are known; a share as in 50% works'}
		: {at: marks.findLast(([at]) => at < time)?.[1] ?? 0};
};
