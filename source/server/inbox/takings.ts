import {MaestroError} from '../../domain/errors.js';
import {createId} from '../../domain/id.js';
import type {Message} from '../../domain/message.js';
import type {Clock} from '../../system/clock.js';
import type {createLanes} from '../lanes.js';
import {type Box, heldBy, type Item, leftOf, type OpenTaking, untaken} from './box.js';
import type {Ledger} from './ledger.js';

/**
Messages that were handed to one reader, who has until the lease ends to say that they were shown. Most urgent first.
*/
export type Taking = {
	readonly id: string;
	readonly receiver: string;
	readonly via: string;
	/** Milliseconds. */
	readonly takenAt: number;
	readonly messages: readonly Message[];
};

export type TakingHow = {
	/** Who takes, as evidence: `hook PostToolBatch`, `inbox`. */
	readonly via: string;
	/** 100 unless given. */
	readonly limit?: number | undefined;
	/** Whether that many still fit into one answer; the most urgent one is taken even if it does not. */
	readonly fits?: ((messages: readonly Message[]) => boolean) | undefined;
};

type Options = {
	readonly ledger: Ledger;
	readonly inLane: ReturnType<typeof createLanes>;
	readonly clock: Clock;
	readonly random: () => number;
	readonly leaseMs: number;
};

/**
Hands messages out and gets them confirmed or back. Everything about one receiver happens in its lane, one after the other, so
that each decision rests on what is on disk.
*/
export const createTakings = ({ledger, inLane, clock, random, leaseMs}: Options) => {
	const {fold, record} = ledger;

	const opened = (): readonly OpenTaking[] =>
		[...fold.state.boxes.values()].flatMap(({takings}) => [...takings.values()]);

	const giveBack = async ({id, receiver}: OpenTaking, reason: string): Promise<void> =>
		inLane(receiver, async () => {
			if (fold.state.boxes.get(receiver)?.takings.has(id) === true) {
				await record({kind: 'released', taking: id, receiver, reason});
			}
		});

	const giveAllBack = async (takings: readonly OpenTaking[], reason: string): Promise<void> => {
		await Promise.all(takings.map(async taking => giveBack(taking, reason)));
	};

	const takingsOf = (receiver: string): readonly OpenTaking[] => [
		...(fold.state.boxes.get(receiver)?.takings.values() ?? []),
	];

	return {
		take: async (receiver: string, how: TakingHow): Promise<Taking | undefined> =>
			inLane(receiver, async () => {
				const now = clock();
				const box = fold.state.boxes.get(receiver);
				const chosen = box === undefined ? [] : choose(box, now, how);
				if (chosen.length === 0) {
					return undefined;
				}

				const id = createId('take', now, random);
				await record({kind: 'taken', taking: id, receiver, via: how.via, ids: chosen.map(message => message.id)});
				return {id, receiver, via: how.via, takenAt: now, messages: chosen};
			}),

		confirm: async (id: string, receiver: string, via?: string): Promise<readonly Message[]> =>
			inLane(receiver, async () => {
				const box = fold.state.boxes.get(receiver);
				const open = box?.takings.get(id);
				const taking = open ?? box?.released.get(id);
				if (taking === undefined) {
					return [];
				}

				const ids = (open === undefined ? leftOf(taking) : heldBy(open)).map(({message}) => message.id);
				return ids.length === 0 ? [] : record({kind: 'delivered', taking: id, receiver, via: via ?? taking.via, ids});
			}),

		release: async (id: string, reason: string): Promise<void> =>
			giveAllBack(
				opened().filter(taking => taking.id === id),
				reason,
			),

		releaseAll: async (receiver: string, reason: string): Promise<void> => giveAllBack(takingsOf(receiver), reason),

		takings: (receiver: string): readonly Taking[] => takingsOf(receiver).map(taking => show(taking, heldBy(taking))),

		released: (receiver: string): readonly Taking[] =>
			[...(fold.state.boxes.get(receiver)?.released.values() ?? [])]
				.map(taking => show(taking, leftOf(taking)))
				.filter(({messages}) => messages.length > 0),

		/** Releases takings whose lease has ended. */
		releaseStale: async (now: number): Promise<void> => {
			// A clock that was set back a long way must not hold messages until it has caught up.
			const stale = opened().filter(({takenAt}) => Math.abs(now - takenAt) >= leaseMs);
			await giveAllBack(stale, 'it was not confirmed in time');
		},

		/** Releases what was taken when the last run ended. */
		releaseFormer: async (): Promise<void> => {
			try {
				await giveAllBack(opened(), 'the server ended before it was confirmed');
			} catch (error) {
				// On a full disk the server starts all the same: their leases end, and then this is tried again.
				if (!(error instanceof MaestroError)) {
					throw error;
				}
			}
		},
	};
};

const mostTaken = 100;

const choose = (box: Box, now: number, {limit = mostTaken, fits}: TakingHow): readonly Message[] => {
	const chosen: Message[] = [];
	for (const message of untaken(box)) {
		if (chosen.length >= limit) {
			break;
		}

		if (message.expiresAt !== undefined && message.expiresAt <= now) {
			continue;
		}

		if (chosen.length > 0 && fits?.([...chosen, message]) === false) {
			break;
		}

		chosen.push(message);
	}

	return chosen;
};

const show = ({id, receiver, via, takenAt}: OpenTaking, items: readonly Item[]): Taking => ({
	id,
	receiver,
	via,
	takenAt,
	messages: items.map(({message}) => message),
});
