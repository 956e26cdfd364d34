import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import type {Hold} from '../../domain/hold.js';
import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {Journal} from '../stores/journal.js';
import type {Picture} from '../stores/picture.js';
import {untakenCount} from './box.js';
import {replayFold, type Upkeep} from './checkpoint.js';
import type {Fact} from './fact.js';
import type {Fold} from './fold.js';
import type {Change} from './place.js';

type Options = {
	readonly journal: Journal<Fact>;
	readonly publish: (event: MaestroEvent) => void;
	readonly raise: (receiver: string, pendingCount: number, isNew: boolean) => void;
	readonly picture: Pick<Picture, 'show' | 'forget' | 'check'> | undefined;
	readonly beginning: Parameters<typeof replayFold>[1];
};

/**
The messages as they are, and the one way in which that changes.
*/
export type Ledger = {
	readonly fold: Fold;
	readonly upkeep: Upkeep;
	readonly get: (id: string) => Message | undefined;
	/** The same, or refuses with `message-not-found`. */
	readonly found: (id: string) => Message;
	readonly pendingCount: (receiver: string) => number;
	/**
	Resolves once the fact is on disk, in memory, and told to everyone. Answers the messages that it changed. `applied` is called as
	soon as it is in memory.
	*/
	readonly record: (fact: Fact, applied?: () => void) => Promise<readonly Message[]>;
	/** Tells at the start what waits for whom. */
	readonly announce: () => void;
};

export const openLedger = async ({journal, publish, raise, picture, beginning}: Options): Promise<Ledger> => {
	const {fold, upkeep} = await replayFold(journal, beginning);
	const raised = new Map<string, number>();

	const get = (id: string): Message | undefined => fold.state.items.get(id)?.message;

	const pendingCount = (receiver: string): number => {
		const box = fold.state.boxes.get(receiver);
		return box === undefined ? 0 : untakenCount(box);
	};

	const raiseIfChanged = (receiver: string): void => {
		const count = pendingCount(receiver);
		const before = raised.get(receiver) ?? 0;
		if (count !== before) {
			raised.set(receiver, count);
			raise(receiver, count, count > before);
		}
	};

	const tell = (fact: Fact, changes: readonly Change[]): void => {
		for (const receiver of new Set(receiversOf(fact, changes))) {
			raiseIfChanged(receiver);
		}

		holdEvents(fact, fold.state.holds).forEach(publish);
		for (const {was, now} of changes) {
			eventsOf(was, now).forEach(publish);
			if (now !== undefined) {
				picture?.show(now);
			} else if (was !== undefined) {
				picture?.forget(was);
			}
		}
	};

	return {
		fold,
		upkeep,
		get,
		found(id) {
			const message = get(id);
			if (message === undefined) {
				throw new MaestroError('message-not-found', `There is no message ${id}: it may have been deleted`);
			}

			return message;
		},
		pendingCount,
		async record(fact, applied) {
			// The journal resolves in the order of its entries, and nothing may come between that and `apply`: a restart makes the
			// same state because it applies the same facts in the same order.
			const entry = await journal.append(fact);
			const changes = fold.apply(entry);
			applied?.();
			tell(fact, changes);
			return changes.flatMap(({now}) => now ?? []);
		},
		announce() {
			for (const receiver of fold.state.boxes.keys()) {
				raiseIfChanged(receiver);
			}

			picture?.check(async () => {
				await upkeep.complete();
				return Array.from(fold.state.items.values(), ({message}) => message);
			});
		},
	};
};

const receiversOf = (fact: Fact, changes: readonly Change[]): readonly string[] => [
	...('receiver' in fact ? [fact.receiver] : []),
	...changes.flatMap(({was, now}) => (now ?? was)?.to ?? []),
];

const holdEvents = (fact: Fact, holds: ReadonlyMap<string, Hold>): readonly MaestroEvent[] => {
	const hold = 'hold' in fact ? holds.get(fact.hold) : undefined;
	return hold === undefined ? [] : [{event: hold.decision === undefined ? 'hold:opened' : 'hold:decided', data: hold}];
};

const eventsOf = (was: Message | undefined, now: Message | undefined): readonly MaestroEvent[] => {
	if (now === undefined) {
		return was === undefined ? [] : [{event: 'message:deleted', data: {id: was.id, from: was.from, to: was.to}}];
	}

	if (was === undefined) {
		return [
			{event: 'message:created', data: now},
			// While it is held its receiver has not got it.
			...(now.hold === undefined ? ofSession('session:message_received', now.to, now) : []),
			...ofSession('session:message_sent', now.from, now),
		];
	}

	if (now.status === 'pending' && was.hold !== undefined && now.hold === undefined) {
		return [{event: 'message:freed', data: now}, ...ofSession('session:message_received', now.to, now)];
	}

	switch (now.status) {
		case 'delivered':
		case 'read':
		case 'expired':
		case 'failed': {
			return was.status === now.status ? [] : [{event: `message:${now.status}`, data: now}];
		}

		default: {
			return [];
		}
	}
};

const ofSession = (
	event: 'session:message_received' | 'session:message_sent',
	sessionId: string,
	{id: messageId}: Message,
): readonly MaestroEvent[] => (sessionId === operatorId ? [] : [{event, data: {sessionId, messageId}}]);
