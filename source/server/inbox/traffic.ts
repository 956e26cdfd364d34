import {operatorId} from '../../domain/session.js';

/** A message that went from one session to another: when, in milliseconds, and its place in the record. */
export type Passed = {readonly at: number; readonly seq: number};

/**
Who wrote to whom not long ago, whatever became of it. The rate and the loops are told from it.
*/
export type Traffic = {
	/** When a session sent, once for each receiver. */
	readonly sent: Map<string, number[]>;
	/** What went from one session to another, by `routeOf`. */
	readonly passed: Map<string, Passed[]>;
	/** The place in the record of the operator's last message to a session. */
	readonly visited: Map<string, number>;
};

/** A session may send in a minute so many messages. */
export const rateWindowMs = 60_000;

/** No setting of the rate or the loops counts further. */
const mostCounted = 10_000;

export const createTraffic = (): Traffic => ({sent: new Map(), passed: new Map(), visited: new Map()});

/** One direction between two. Ids hold no space. */
export const routeOf = (from: string, to: string): string => `${from} ${to}`;

/** Two sessions, whoever of them writes. */
export const pairOf = (one: string, other: string): readonly [string, string] =>
	one < other ? [one, other] : [other, one];

export const notePassed = (
	{sent, passed, visited}: Traffic,
	{from, to}: {readonly from: string; readonly to: string},
	{at, seq}: Passed,
): void => {
	if (from === operatorId) {
		visited.set(to, seq);
		return;
	}

	push(sent, from, at);
	if (to !== operatorId && to !== from) {
		push(passed, routeOf(from, to), {at, seq});
	}
};

/** The two begin anew. */
export const forgetPassed = ({passed}: Traffic, [one, other]: readonly [string, string]): void => {
	passed.delete(routeOf(one, other));
	passed.delete(routeOf(other, one));
};

/** Lets go of what is too old to count; what a clock that was set back has left in the future as well. */
export const forgetTraffic = ({sent, passed}: Traffic, now: number, loopWindowMs: number): void => {
	keepRecent(sent, at => isWithin(at, now, rateWindowMs));
	keepRecent(passed, ({at}) => isWithin(at, now, loopWindowMs));
};

/** A clock that was set back a long way must not count what was long ago; one that was set back a little may count a little longer. */
export const isWithin = (at: number, now: number, windowMs: number): boolean => Math.abs(now - at) < windowMs;

const push = <Value>(lists: Map<string, Value[]>, name: string, value: Value): void => {
	const list = lists.get(name) ?? [];
	list.push(value);
	// A year's record may be read at once: what nobody will count is let go now and then, and not each time.
	lists.set(name, list.length > 2 * mostCounted ? list.slice(-mostCounted) : list);
};

const keepRecent = <Value>(lists: Map<string, Value[]>, isRecent: (value: Value) => boolean): void => {
	for (const [name, list] of lists) {
		const recent = list.filter(isRecent);
		if (recent.length === 0) {
			lists.delete(name);
		} else if (recent.length < list.length) {
			lists.set(name, recent);
		}
	}
};
