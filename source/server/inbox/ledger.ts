import type {MaestroEvent} from '../../domain/event.js';
import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {Journal} from '../stores/journal.js';
import type {Picture} from '../stores/picture.js';
import {untakenCount} from './box.js';
import type {Fact} from './fact.js';
import {type Change, createFold, type Fold} from './fold.js';

type Options = {
	readonly journal: Journal<Fact>;
	readonly publish: (event: MaestroEvent) => void;
	readonly raise: (receiver: string, pendingCount: number, isNew: boolean) => void;
	readonly picture: Pick<Picture, 'show' | 'forget' | 'check'> | undefined;
};

/**
The messages as they are, and the one way in which that changes.
*/
export type Ledger = {
	readonly fold: Fold;
	readonly get: (id: string) => Message | undefined;
	readonly pendingCount: (receiver: string) => number;
	/** Resolves once the fact is on disk, in memory, and told to everyone. Answers the messages that it changed. */
	readonly record: (fact: Fact) => Promise<readonly Message[]>;
	/** Tells at the start what waits for whom. */
	readonly announce: () => void;
};

export const openLedger = async ({journal, publish, raise, picture}: Options): Promise<Ledger> => {
	const fold = createFold();
	const raised = new Map<string, number>();
	await journal.replay(fold.apply);

	const pendingCount = (receiver: string): number => {
		const box = fold.boxes.get(receiver);
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
		get: id => fold.items.get(id)?.message,
		pendingCount,
		async record(fact) {
			// The journal resolves in the order of its entries, and nothing may come between that and `apply`: a restart makes the
			// same state because it applies the same facts in the same order.
			const entry = await journal.append(fact);
			const changes = fold.apply(entry);
			tell(fact, changes);
			return changes.flatMap(({now}) => now ?? []);
		},
		announce() {
			for (const receiver of fold.boxes.keys()) {
				raiseIfChanged(receiver);
			}

			picture?.check([...fold.items.values()].map(({message}) => message));
		},
	};
};

const receiversOf = (fact: Fact, changes: readonly Change[]): readonly string[] => [
	...('receiver' in fact ? [fact.receiver] : []),
	...changes.flatMap(({was, now}) => (now ?? was)?.to ?? []),
];

const eventsOf = (was: Message | undefined, now: Message | undefined): readonly MaestroEvent[] => {
	if (now === undefined) {
		return was === undefined ? [] : [{event: 'message:deleted', data: {id: was.id}}];
	}

	if (was === undefined) {
		const isSession = (id: string) => id !== operatorId;
		return [
			{event: 'message:created', data: now},
			...[now.to]
				.filter(isSession)
				.map(sessionId => ({event: 'session:message_received', data: {sessionId, messageId: now.id}}) as const),
			...[now.from]
				.filter(isSession)
				.map(sessionId => ({event: 'session:message_sent', data: {sessionId, messageId: now.id}}) as const),
		];
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
