import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Journal} from '../stores/journal.js';
import {restoreFold} from './checkpoint-read.js';
import {describeState} from './checkpoint-text.js';
import type {Fact} from './fact.js';
import {createFold, type Fold} from './fold.js';

/**
What keeps a start short and the disk from filling up. Nothing of it changes what the messages are. What the disk does not take is
reported by the journal, and tried again later.
*/
export type Upkeep = {
	/** Brings in what the checkpoint left for later, bit by bit. */
	readonly complete: () => Promise<void>;
	/** Makes a checkpoint when enough is new: a quarter of what there is, or less when the one before is old. */
	readonly keep: (now: number) => Promise<void>;
	/** Makes a checkpoint for the next start, when that would take longer without one. */
	readonly keepLast: (now: number) => Promise<void>;
	/** Takes away the days of the record that ended before a moment, the oldest first, as far as nothing in them is needed any more. */
	readonly prune: (now: number, before: number) => Promise<void>;
};

const keepEveryMs = 600_000;
const retryEveryMs = 60_000;

type Options = {
	/** Who wrote to whom before that does not count any more. */
	readonly trafficSince?: number;
	/** How many facts are worth a checkpoint: 1000 unless given, as fewer are read in no time. */
	readonly leastNews?: number | undefined;
};

/**
The fold of a record: what its checkpoint says, and the facts after that.
*/
export const replayFold = async (
	journal: Journal<Fact>,
	{trafficSince, leastNews = 1000}: Options = {},
): Promise<{readonly fold: Fold; readonly upkeep: Upkeep}> => {
	let fold = createFold({trafficSince});
	let settled = {takeSome: () => false, replay: (entry: Parameters<Fold['apply']>[0]): unknown => fold.apply(entry)};
	/** How many facts came after the checkpoint. */
	let news = 0;
	await journal.replay(
		entry => {
			news++;
			settled.replay(entry);
		},
		text => {
			({fold, settled} = restoreFold(text, trafficSince));
		},
	);

	let keptAt = Number.NEGATIVE_INFINITY;
	let failedAt = Number.NEGATIVE_INFINITY;
	let keeping: Promise<void> | undefined;

	const complete = async (): Promise<void> => {
		while (settled.takeSome()) {
			await nextTurn();
		}
	};

	const write = async (now: number): Promise<void> => {
		await complete();
		let described = 0;
		const isKept = await journal.checkpoint(() => {
			described = news;
			return describeState(fold.state);
		});
		if (isKept) {
			keptAt = now;
			news -= described;
		} else {
			failedAt = now;
		}
	};

	/** One at a time; whoever asks meanwhile waits for the one that is being written. */
	const writeOnce = async (now: number): Promise<void> => {
		keeping ??= write(now).finally(() => {
			keeping = undefined;
		});
		return keeping;
	};

	return {
		fold: {
			...fold,
			apply(entry) {
				news++;
				return fold.apply(entry);
			},
		},
		upkeep: {
			complete,
			async keep(now) {
				const isMuch = news >= fold.state.items.size() / 4;
				// A clock that was set back a long way must not put it off.
				const isLongAgo = Math.abs(now - keptAt) >= keepEveryMs;
				if (news >= leastNews && (isMuch || isLongAgo) && Math.abs(now - failedAt) >= retryEveryMs) {
					await writeOnce(now);
				}
			},
			async keepLast(now) {
				await keeping;
				if (news >= leastNews) {
					await writeOnce(now);
				}
			},
			async prune(now, before) {
				await complete();
				const [oldest] = fold.state.items.values();
				const [key] = fold.state.keys.values();
				const needed = [...fold.state.holds.values()].map(({since}) => since);
				const day = dayOf(Math.min(before, key?.at ?? before, ...needed));
				const seq = oldest?.message.order ?? Number.POSITIVE_INFINITY;
				if (!journal.hasBefore(seq, day)) {
					return;
				}

				if (news > 0) {
					await keeping;
					await writeOnce(now);
				}

				await journal.removeBefore(seq, day);
			},
		},
	};
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
