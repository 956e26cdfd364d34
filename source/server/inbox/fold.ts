import type {Hold, HoldDecision} from '../../domain/hold.js';
import type {Entry} from '../stores/journal.js';
import {free, type Item, openTaking, releaseTaking} from './box.js';
import type {Accepted, Fact} from './fact.js';
import {delivered, expired, failed, freed, read, released} from './life.js';
import {accept, boxOf, type Change, change, discard, stoppedReason} from './place.js';
import {createState, type Key, keyOf, type State} from './state.js';
import {forgetPassed, forgetTraffic, notePassed, routeOf} from './traffic.js';

/**
All messages, as the facts so far make them. Nothing but `apply` changes it, and that looks at no clock and no disk: the same
facts make the same state. What is too old to mean anything is forgotten when somebody says so.
*/
export type Fold = {
	readonly state: State;
	readonly apply: (entry: Entry<Fact>) => readonly Change[];
	/** Lets go of keys from before a moment. */
	readonly forgetKeys: (before: number) => void;
	/** Lets go of what is too old to count for the rate, and for loops. */
	readonly forgetTraffic: (now: number, loopWindowMs: number) => void;
};

type Beginning = {
	/** What a former fold had made; nothing unless given. */
	readonly state?: State;
	/** What is older does not count any more for the rate, and for loops. */
	readonly trafficSince?: number | undefined;
};

export const createFold = ({state = createState(), trafficSince = 0}: Beginning = {}): Fold => {
	const {items, keys, holds, held, between, traffic} = state;

	const present = (ids: readonly string[]): readonly Item[] => ids.map(id => items.get(id)).filter(isThere);

	const waiting = (ids: readonly string[]): readonly Item[] =>
		present(ids).filter(({message}) => message.status === 'pending');

	const acceptEach = ({seq, at}: Entry<Fact>, messages: readonly Accepted[]): readonly Change[] =>
		messages.map(message => {
			if (at >= trafficSince) {
				notePassed(traffic, message, {at, seq});
			}

			return accept(state, seq, message);
		});

	const noteKey = (name: string, key: Key): void => {
		// A name that was forgotten and comes again is the newest; a map would leave it where it was.
		keys.delete(name);
		keys.set(name, key);
	};

	const openHold = (hold: Hold): void => {
		holds.set(hold.id, hold);
		between.set(routeOf(...hold.between), hold.id);
	};

	const forgetHold = (id: string): void => {
		const pair = routeOf(...(holds.get(id)?.between ?? ['', '']));
		holds.delete(id);
		if (between.get(pair) === id) {
			between.delete(pair);
		}
	};

	const decide = (hold: Hold, decision: HoldDecision, at: number): readonly Change[] => {
		holds.set(hold.id, {...hold, decision, decidedAt: at});
		forgetPassed(traffic, hold.between);
		const waits = [...(held.get(hold.id) ?? [])];
		held.delete(hold.id);
		return waits.map(item => {
			if (decision === 'stopped') {
				return change(state, item, failed(item.message, stoppedReason));
			}

			free(boxOf(state, item.message.to), item);
			return change(state, item, freed(item.message));
		});
	};

	const apply = (entry: Entry<Fact>): readonly Change[] => {
		const {at, fact} = entry;
		switch (fact.kind) {
			case 'accepted': {
				const {message, key} = fact;
				if (key !== undefined) {
					noteKey(keyOf(message.from, key), {id: message.id, at});
				}

				return acceptEach(entry, [message]);
			}

			case 'broadcast': {
				const {id, messages, to, key} = fact;
				const [first] = messages;
				if (key !== undefined && first !== undefined) {
					const broadcast = {to, ids: messages.map(message => message.id)};
					noteKey(keyOf(first.from, key), {id, at, broadcast});
				}

				return acceptEach(entry, messages);
			}

			case 'taken': {
				const {taking: id, receiver, via, ids} = fact;
				const taken = present(ids);
				// None of them is there when the record began anew after they had gone.
				if (taken.length > 0) {
					openTaking(boxOf(state, receiver), {id, receiver, via, takenAt: at, items: taken});
				}

				return [];
			}

			case 'released': {
				const box = boxOf(state, fact.receiver);
				const taking = box.takings.get(fact.taking);
				const items = taking === undefined ? [] : releaseTaking(box, taking);
				return items.map(item => change(state, item, released(item.message, fact.reason)));
			}

			case 'delivered': {
				const changes = waiting(fact.ids).map(item => change(state, item, delivered(item.message, at, fact.via)));
				boxOf(state, fact.receiver).takings.delete(fact.taking);
				return changes;
			}

			case 'read': {
				return present([fact.id]).map(item => change(state, item, read(item.message, at)));
			}

			case 'expired': {
				return waiting(fact.ids).map(item => change(state, item, expired(item.message)));
			}

			case 'deleted': {
				return present(fact.ids).map(item => discard(state, item));
			}

			case 'failed': {
				return waiting(fact.ids).map(item => change(state, item, failed(item.message, fact.reason)));
			}

			case 'held': {
				openHold({id: fact.hold, between: fact.between, count: fact.count, since: at});
				return [];
			}

			case 'decided': {
				const hold = holds.get(fact.hold);
				return hold === undefined ? [] : decide(hold, fact.decision, at);
			}

			case 'forgotten': {
				fact.holds.forEach(forgetHold);
				return [];
			}

			case 'refused': {
				return [];
			}
		}
	};

	return {
		state,
		apply,
		forgetKeys(before) {
			for (const [name, {at}] of keys) {
				if (at >= before) {
					break;
				}

				keys.delete(name);
			}
		},
		forgetTraffic: (now, loopWindowMs) => forgetTraffic(traffic, now, loopWindowMs),
	};
};

const isThere = (item: Item | undefined): item is Item => item !== undefined;
