import {operatorId} from '../../domain/session.js';
import type {Settings} from '../settings.js';
import {createCounts} from './counts.js';
import type {Accepted} from './fact.js';
import {createLoops, type Held} from './loops.js';
import {createRate} from './rate.js';
import type {State} from './state.js';
import {routeOf} from './traffic.js';

type Options = {
	readonly state: State;
	readonly random: () => number;
	readonly limits: Pick<Settings['messages'], 'perMinute' | 'loop'>;
};

/**
How often a session may write, and how long two may write to each other alone. Room is taken before anything is written, and what is
on its way counts, so that nothing that is sent at the same time slips through.
*/
export const createLimits = ({state, random, limits: {perMinute, loop}}: Options) => {
	/** How many messages are on their way to the disk, by their sender, and by the route of each. */
	const going = createCounts();
	/** Holds that are on their way to the disk, by their two. */
	const opening = new Map<string, string>();

	const checkRate = createRate({traffic: state.traffic, going, perMinute});
	const {isStopped, holdFor} = createLoops({state, going, opening, random, loop});

	/** Counts what is on its way, until the answer is called. */
	const reserve = (messages: readonly Accepted[], begun: readonly Held[]): (() => void) => {
		const names = messages.flatMap(({from, to}) => [from, routeOf(from, to)]);
		const pairs = begun.map(({between, hold}) => [routeOf(...between), hold] as const);
		names.forEach(going.add);
		for (const [pair, hold] of pairs) {
			opening.set(pair, hold);
		}

		let isOver = false;
		return () => {
			if (isOver) {
				return;
			}

			isOver = true;
			names.forEach(going.take);
			for (const [pair] of pairs) {
				opening.delete(pair);
			}
		};
	};

	return {
		/** Whether the operator has stopped what two write to each other. */
		isStopped,

		/**
		Lets messages of one sender go on to the disk, all or none, each with the hold that keeps it; `begun` are the holds that begin
		with them. `write` calls `kept` once they are in the traffic. Refuses with `too-many-messages`, `exchange-stopped`.
		*/
		pass: async <Result>(
			messages: readonly Accepted[],
			now: number,
			write: (messages: readonly Accepted[], begun: readonly Held[], kept: () => void) => Promise<Result>,
		): Promise<Result> => {
			const found = messages.map(message => holdFor(message, now));
			checkRate(messages[0]?.from ?? operatorId, messages.length, now);
			const begun = found.flatMap(hold => hold?.begins ?? []);
			const release = reserve(messages, begun);
			try {
				const held = messages.map((message, index) => ({...message, hold: found[index]?.id}));
				return await write(held, begun, release);
			} finally {
				release();
			}
		},
	};
};

export type MessageLimits = ReturnType<typeof createLimits>;
