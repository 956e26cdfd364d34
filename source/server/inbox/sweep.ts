import type {Message} from '../../domain/message.js';
import type {createLanes} from '../lanes.js';
import type {Item} from './box.js';
import type {Ledger} from './ledger.js';

type Options = {
	readonly ledger: Ledger;
	readonly inLane: ReturnType<typeof createLanes>;
};

/** An idempotency key holds for a day. */
const keysLastMs = 24 * 3_600_000;

/**
What time does to messages: some expire, and some are removed.
*/
export const createSweep = ({ledger, inLane}: Options) => {
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

	return {
		expire: async (now: number): Promise<void> => {
			fold.forgetKeys(now - keysLastMs);
			const isOver = ({message, taking}: Item) =>
				message.status === 'pending' &&
				taking === undefined &&
				message.expiresAt !== undefined &&
				message.expiresAt <= now;
			await eachReceiver(fold.mortal, isOver, async ids => record({kind: 'expired', ids}));
		},

		sweep: async (isOld: (message: Message) => boolean): Promise<void> => {
			const isDone = ({message}: Item) => message.status !== 'pending' && isOld(message);
			await eachReceiver(fold.items.values(), isDone, async ids => record({kind: 'deleted', ids, by: 'retention'}));
		},
	};
};
