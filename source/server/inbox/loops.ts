import {MaestroError} from '../../domain/errors.js';
import {type Hold, isOpen} from '../../domain/hold.js';
import {createId} from '../../domain/id.js';
import {operatorId} from '../../domain/session.js';
import type {Settings} from '../settings.js';
import type {Counts} from './counts.js';
import type {Accepted, Fact} from './fact.js';
import type {State} from './state.js';
import {isWithin, pairOf, routeOf} from './traffic.js';

export type Held = Extract<Fact, {readonly kind: 'held'}>;

type Options = {
	readonly state: State;
	/** How many messages are on their way to the disk, by their route. */
	readonly going: Counts;
	/** Holds that are on their way to the disk, by their two. */
	readonly opening: ReadonlyMap<string, string>;
	readonly random: () => number;
	readonly loop: Settings['messages']['loop'];
};

/**
Finds two sessions that write to each other so often, without a person, that the operator has to be asked.
*/
export const createLoops = ({state: {holds, between, traffic}, going, opening, random, loop}: Options) => {
	/** How many messages went this way since a person last had a say; not counted further than is asked. */
	const passedAlone = (from: string, to: string, now: number, most = Number.POSITIVE_INFINITY): number => {
		const since = Math.max(traffic.visited.get(from) ?? -1, traffic.visited.get(to) ?? -1);
		let count = going.get(routeOf(from, to));
		const passed = traffic.passed.get(routeOf(from, to)) ?? [];
		for (let index = passed.length - 1; index >= 0 && count < most; index--) {
			const {at, seq} = passed[index] ?? never;
			if (seq <= since) {
				break;
			}

			count += Number(isWithin(at, now, loop.minutes * 60_000));
		}

		return count;
	};

	const latestBetween = (one: string, other: string): Hold | undefined =>
		holds.get(between.get(routeOf(...pairOf(one, other))) ?? '');

	const isStopped = (from: string, to: string): boolean => latestBetween(from, to)?.decision === 'stopped';

	/**
	The hold that keeps a message, and the fact that begins it where there was none; `undefined` for one that may go. Refuses with
	`exchange-stopped`.
	*/
	const holdFor = (
		{from, to}: Accepted,
		now: number,
	): {readonly id: string; readonly begins?: Held | undefined} | undefined => {
		if (from === operatorId || to === operatorId || from === to) {
			return undefined;
		}

		if (isStopped(from, to)) {
			throw new MaestroError(
				'exchange-stopped',
				`The operator stopped the exchange between ${from} and ${to}: do something else, or ask the operator to allow it`,
			);
		}

		const latest = latestBetween(from, to);
		if (latest !== undefined && isOpen(latest)) {
			return {id: latest.id};
		}

		const pair = pairOf(from, to);
		const soon = opening.get(routeOf(...pair));
		if (soon !== undefined) {
			return {id: soon};
		}

		const back = passedAlone(to, from, now, loop.messages);
		if (back === 0 || passedAlone(from, to, now, loop.messages) + back < loop.messages) {
			return undefined;
		}

		const id = createId('hold', now, random);
		const count = passedAlone(from, to, now) + passedAlone(to, from, now) + 1;
		return {id, begins: {kind: 'held', hold: id, between: pair, count}};
	};

	return {isStopped, holdFor};
};

/** Nothing is before it. */
const never = {at: 0, seq: -1};
