import {type Hold, isOpen} from '../../domain/hold.js';
import type {Message} from '../../domain/message.js';
import type {createLanes} from '../lanes.js';
import type {Item} from './box.js';
import type {Ledger} from './ledger.js';

type Options = {
	readonly ledger: Ledger;
	readonly inLane: ReturnType<typeof createLanes>;
	/** How far back messages count as an exchange. */
	readonly loopWindowMs: number;
	/** Whether there is such a session still. */
	readonly isKnown: (id: string) => boolean;
};

/** An idempotency key holds for a day. */
const keysLastMs = 24 * 3_600_000;

/**
What time does to messages: some expire, and some are removed.
*/
export const createSweep = ({ledger, inLane, loopWindowMs, isKnown}: Options) => {
	const {fold, record} = ledger;

	/** One fact for each receiver, of those that still fit when its turn comes. */
	const eachReceiver = async (
		items: Iterable<Item>,
		fits: (item: Item) => boolean,
		note: (ids: readonly string[]) => Promise<unknown>,
	): Promise<void> => {
		const byReceiver = Map.groupBy([...items].filter(fits), ({message}) => message.to);
		await Promise.all(
			[...byReceiver].map(async ([receiver, mine]) =>
				inLane(receiver, async () => {
					const ids = mine.filter(item => !item.isGone && fits(item)).map(({message}) => message.id);
					if (ids.length > 0) {
						await note(ids);
					}
				}),
			),
		);
	};

	/** What the operator has stopped stays so while there are two who could write to each other. */
	const isStopped = ({decision, between}: Hold): boolean => decision === 'stopped' && between.every(isKnown);

	const forget = (now: number): void => {
		fold.forgetKeys(now - keysLastMs);
		fold.forgetTraffic(now, loopWindowMs);
	};

	return {
		/** Lets go of what is too old to count for a key, the rate or a loop. */
		forget,

		expire: async (now: number): Promise<void> => {
			forget(now);
			const isOver = ({message, taking}: Item) =>
				message.status === 'pending' &&
				taking === undefined &&
				message.expiresAt !== undefined &&
				message.expiresAt <= now;
			await eachReceiver(fold.state.mortal, isOver, async ids => record({kind: 'expired', ids}));
		},

		/** In the lane of one receiver: nothing that waits for it is on its way to anyone. */
		fail: async (receiver: string, reason: string): Promise<void> =>
			inLane(receiver, async () => {
				const waiting = Object.values(fold.state.boxes.get(receiver)?.pending ?? {});
				const ids = waiting.flatMap(items => [...items.keys()]);
				if (ids.length > 0) {
					await record({kind: 'failed', ids, reason});
				}
			}),

		sweep: async (isOld: (message: Message) => boolean, isOldHold: (hold: Hold) => boolean): Promise<void> => {
			const isDone = ({message}: Item) => message.status !== 'pending' && isOld(message);
			await eachReceiver(fold.state.items.values(), isDone, async ids =>
				record({kind: 'deleted', ids, by: 'retention'}),
			);
			const holds = [...fold.state.holds.values()].filter(hold => !isOpen(hold) && !isStopped(hold) && isOldHold(hold));
			if (holds.length > 0) {
				await record({kind: 'forgotten', holds: holds.map(({id}) => id)});
			}
		},
	};
};
