import {type Message, type MessageStatus, messageStatuses, type ShownStatus} from '../../domain/message.js';
import {inTurns} from '../in-turns.js';
import {routeOf} from './traffic.js';

type Spread = {readonly count: number; readonly medianMs?: number; readonly p95Ms?: number};

export type Stats = {
	readonly total: number;
	readonly byStatus: Readonly<Record<MessageStatus, number>>;
	/** By UTC day, oldest first. */
	readonly byDay: ReadonlyArray<{readonly day: string; readonly count: number}>;
	/** Delivered or read, of all whose fate is known; not there while none is. */
	readonly successRate?: number;
	readonly toDelivered: Spread;
	readonly toAnswer: Spread;
	/** The busiest first. */
	readonly routes: ReadonlyArray<{readonly from: string; readonly to: string; readonly count: number}>;
};

const mostRoutes = 10;
const dayMs = 24 * 3_600_000;

/**
How messages fared: how many, how fast, and between whom. A message whose answer has been deleted has none. Lets others have their turn
meanwhile.
*/
export const statsOf = async (
	messages: readonly Message[],
	firstReply: (id: string) => Message | undefined,
): Promise<Stats> => {
	const statuses = createCount<ShownStatus>();
	const days = createCount<number>();
	const routes = createCount<string>();
	const toDelivered: number[] = [];
	const toAnswer: number[] = [];
	await inTurns(messages, ({id, from, to, status, createdAt, deliveredAt}) => {
		statuses.add(status);
		days.add(Math.floor(createdAt / dayMs));
		routes.add(routeOf(from, to));
		addPassed(toDelivered, createdAt, deliveredAt);
		addPassed(toAnswer, createdAt, firstReply(id)?.createdAt);
	});
	const arrived = statuses.of('delivered') + statuses.of('read');
	const known = arrived + statuses.of('failed') + statuses.of('expired');

	return {
		total: messages.length,
		byStatus: Object.fromEntries(messageStatuses.map(status => [status, statuses.of(status)])) as Stats['byStatus'],
		byDay: days
			.all()
			.sort(([one], [other]) => one - other)
			.map(([day, count]) => ({day: new Date(day * dayMs).toISOString().slice(0, 10), count})),
		...(known === 0 ? {} : {successRate: arrived / known}),
		toDelivered: spreadOf(toDelivered),
		toAnswer: spreadOf(toAnswer),
		routes: routes
			.all()
			.sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
			.slice(0, mostRoutes)
			.map(([route, count]) => {
				const [from = '', to = ''] = route.split(' ');
				return {from, to, count};
			}),
	};
};

const createCount = <Name>() => {
	const counts = new Map<Name, number>();
	return {
		add: (name: Name) => counts.set(name, (counts.get(name) ?? 0) + 1),
		of: (name: Name): number => counts.get(name) ?? 0,
		all: (): Array<[Name, number]> => [...counts],
	};
};

/** A clock that was set back meanwhile makes no time negative. */
const addPassed = (times: number[], from: number, to: number | undefined): void => {
	if (to !== undefined) {
		times.push(Math.max(0, to - from));
	}
};

const spreadOf = (given: readonly number[]): Spread => {
	const times = Float64Array.from(given).sort();
	const at = (share: number) => times[Math.ceil(share * times.length) - 1];
	const [lower, upper, p95Ms] = [at(0.5), times[Math.floor(times.length / 2)], at(0.95)];
	return lower === undefined || upper === undefined || p95Ms === undefined
		? {count: 0}
		: {count: times.length, medianMs: (lower + upper) / 2, p95Ms};
};
