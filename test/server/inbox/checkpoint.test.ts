import fc from 'fast-check';
import {expect, test} from 'vitest';
import {heldBy, type Item, leftOf, type OpenTaking} from '../../../source/server/inbox/box.js';
import {restoreFold} from '../../../source/server/inbox/checkpoint-read.js';
import {describeState} from '../../../source/server/inbox/checkpoint-text.js';
import type {Accepted, Fact} from '../../../source/server/inbox/fact.js';
import {createFold} from '../../../source/server/inbox/fold.js';
import type {State} from '../../../source/server/inbox/state.js';
import type {Entry} from '../../../source/server/stores/journal.js';
import {longAgo} from '../../helpers/builders.js';

const people = ['a', 'b', 'operator'] as const;

/** Numbers that say what happens next: which of the things that can, to which of the messages that there are. */
type Step = {readonly kind: Fact['kind']; readonly which: number; readonly many: number};

const steps = fc.array(
	fc.record<Step>({
		kind: fc.constantFrom(
			...(['accepted', 'accepted', 'accepted', 'broadcast', 'taken', 'taken', 'delivered', 'released'] as const),
			...(['read', 'deleted', 'expired', 'failed', 'held', 'decided', 'refused'] as const),
		),
		which: fc.nat(30),
		many: fc.integer({min: 1, max: 3}),
	}),
	{maxLength: 60, size: 'max'},
);

/** The facts that an inbox could record, one after the other, if these are its steps. */
const factOf = ({kind, which, many}: Step, state: State, number: number): Fact | undefined => {
	const items = [...state.items.values()];
	const pick = <Value>(values: readonly Value[]): Value | undefined => values[which % Math.max(1, values.length)];
	const some = <Value>(values: readonly Value[]): readonly Value[] => values.slice(which % 5, (which % 5) + many);
	const waiting = items.filter(({message, taking}) => message.status === 'pending' && taking === undefined);
	const idsOf = (of: readonly Item[]) => of.map(({message}) => message.id);
	const takings = [...state.boxes.values()].flatMap(box => [...box.takings.values()]);
	const released = [...state.boxes.values()].flatMap(box => [...box.released.values()]);
	const from = people[which % 2] ?? 'a';
	const hold = [...state.holds.values()].findLast(({decision}) => decision === undefined)?.id;
	const message = (index: number): Accepted => ({
		id: `msg_${number}_${index}`,
		from,
		to: people[(which + index) % 3] ?? 'b',
		message: `${which}`.repeat(which),
		createdAt: longAgo,
		expiresAt: which % 3 === 0 ? longAgo + which : undefined,
		metadata: {
			priority: (['low', 'medium', 'high'] as const)[which % 3],
			replyTo: which % 2 === 0 ? pick(items)?.message.id : undefined,
		},
		hold: which % 4 === 0 ? hold : undefined,
	});
	const key = which % 2 === 0 ? `key ${which % 6}` : undefined;

	switch (kind) {
		case 'accepted': {
			return {kind, message: message(0), key};
		}

		case 'broadcast': {
			return {kind, id: `cast_${number}`, to: ['role:worker'], messages: [message(0), message(1), message(2)], key};
		}

		case 'taken': {
			const receiver = pick(waiting)?.message.to;
			const ids = idsOf(some(waiting.filter(({message}) => message.to === receiver)));
			return receiver === undefined || ids.length === 0
				? undefined
				: {kind, taking: `take_${number}`, receiver, via: 'hook', ids};
		}

		case 'delivered': {
			const taking = pick([...takings, ...released]);
			const ids = taking === undefined ? [] : idsOf([...heldBy(taking), ...leftOf(taking)]);
			return taking === undefined ? undefined : {kind, taking: taking.id, receiver: taking.receiver, via: 'hook', ids};
		}

		case 'released': {
			const taking = pick(takings);
			return taking && {kind, taking: taking.id, receiver: taking.receiver, reason: 'not shown'};
		}

		case 'read': {
			return {kind, id: pick(idsOf(items)) ?? 'msg_0_x', by: 'a'};
		}

		case 'deleted': {
			return {kind, ids: ['msg_0_x', ...some(idsOf(items))], by: 'a'};
		}

		case 'expired': {
			return {kind, ids: idsOf(some(waiting))};
		}

		case 'failed': {
			return {kind, ids: idsOf(some(items.filter(({message}) => message.status === 'pending'))), reason: 'it has gone'};
		}

		case 'held': {
			return {kind, hold: `hold_${number}`, between: ['a', 'b'], count: 20};
		}

		case 'decided': {
			const decided = pick([...state.holds.keys()]);
			return decided === undefined
				? undefined
				: {kind, hold: decided, decision: which % 2 === 0 ? 'allowed' : 'stopped', by: 'operator'};
		}

		case 'refused': {
			return {kind, code: 'not-allowed', from: 'a', to: 'b'};
		}
	}
};

/** All that can be asked of a state. */
const dump = (state: State) => {
	const idsOf = (items: Iterable<Item>) => Array.from(items, ({message}) => message.id);
	const takingOf = (items: typeof heldBy) => (taking: OpenTaking) => ({...taking, items: idsOf(items(taking))});
	return {
		items: [...state.items.values()].map(({message, taking, formerTaking, isGone}) => ({
			message,
			taking,
			isGone,
			formerTaking: message.status === 'pending' ? formerTaking : undefined,
			replies: idsOf(state.replies.of(message.id)),
		})),
		boxes: [...state.boxes.values()].map(box => ({
			id: box.id,
			received: idsOf(box.received.newestFirst()),
			sent: idsOf(box.sent.newestFirst()),
			pending: Object.entries(box.pending).map(([name, items]) => [name, ...items.keys()]),
			counts: [box.takenCount, box.heldCount],
			takings: [...box.takings.values()].map(takingOf(heldBy)),
			released: [...box.released.values()].map(takingOf(leftOf)),
		})),
		mortal: idsOf(state.mortal),
		keys: [...state.keys],
		holds: [...state.holds],
		held: [...state.held].filter(([, items]) => items.size > 0).map(([id, items]) => [id, ...idsOf(items)]),
		between: [...state.between],
		traffic: state.traffic,
	};
};

const textOf = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
	const all = [];
	for await (const piece of pieces) {
		all.push(piece);
	}

	return Buffer.concat(all);
};

test('a checkpoint and the facts after it make what all facts make, wherever it was made and whenever it is read', async () => {
	const reached = new Set<string>();
	await fc.assert(
		fc.asyncProperty(steps, fc.nat(60), fc.nat(60), async (all, cut, completion) => {
			const fold = createFold();
			let text: AsyncIterable<Uint8Array> | undefined;
			const after: Array<Entry<Fact>> = [];
			for (const [index, step] of all.entries()) {
				if (index === Math.min(cut, all.length - 1)) {
					text = describeState(fold.state);
				}

				const fact = factOf(step, fold.state, index);
				if (fact !== undefined) {
					const entry = {seq: index + 1, at: longAgo + index, fact};
					fold.apply(entry);
					after.push(...(text === undefined ? [] : [entry]));
				}
			}

			// It speaks of the moment when it was asked for, not of this one.
			const {fold: restored, settled} = restoreFold(await textOf(text ?? describeState(fold.state)));
			for (const [index, entry] of after.entries()) {
				if (index === completion) {
					settled.complete();
				}

				settled.replay(entry);
			}

			expect(dump(restored.state)).toEqual(dump(fold.state));
			for (const {message} of fold.state.items.values()) {
				reached.add(message.status);
			}
		}),
		{numRuns: 1000},
	);

	// The runs have reached every state there is, or they show nothing.
	expect([...reached].toSorted()).toEqual(['delivered', 'expired', 'failed', 'pending', 'read']);
});

/** A fold of so many messages of `a` to `b`, all but each tenth of which were delivered. */
const foldOf = (count: number) => {
	const fold = createFold();
	const message = 'x'.repeat(5000);
	for (let number = 1; number <= count; number++) {
		const id = `msg_${number}_a`;
		const accepted = {id, from: 'a', to: 'b', message, createdAt: longAgo};
		fold.apply({seq: 2 * number, at: longAgo, fact: {kind: 'accepted', message: accepted}});
		if (number % 10 !== 0) {
			fold.apply({seq: 2 * number + 1, at: longAgo, fact: {kind: 'read', id, by: 'b'}});
		}
	}

	return fold;
};

test('what waits is known at once, and of the rest comes a little at a time', async () => {
	const fold = foldOf(100);

	const {fold: restored, settled} = restoreFold(await textOf(describeState(fold.state)));

	expect(restored.state.items.size()).toBe(10);
	expect(restored.state.boxes.get('b')?.pending.medium.size).toBe(10);
	const sizes = [];
	while (settled.takeSome()) {
		sizes.push(restored.state.items.size());
	}

	expect(sizes.length).toBeGreaterThan(3);
	expect(sizes[0]).toBeLessThan(40);
	expect([...restored.state.items.values()]).toEqual([...fold.state.items.values()]);
});

test('what the record says of messages that are not in yet waits for them', async () => {
	const fold = foldOf(100);
	const {fold: restored, settled} = restoreFold(await textOf(describeState(fold.state)));
	const facts: readonly Fact[] = [
		{kind: 'read', id: 'msg_99_a', by: 'b'},
		{kind: 'deleted', ids: ['msg_98_a', 'msg_10_a'], by: 'a'},
	];

	for (const [index, fact] of facts.entries()) {
		const entry = {seq: 1000 + index, at: longAgo + 5, fact};
		fold.apply(entry);
		settled.replay(entry);
	}

	expect(restored.state.items.size()).toBe(9);
	expect([...restored.state.items.values()]).toEqual([...fold.state.items.values()]);
});

test('whoever looks for a message that is not in yet finds it', async () => {
	const text = await textOf(describeState(foldOf(100).state));
	const restore = () => restoreFold(text).fold.state;

	expect(restore().items.get('msg_99_a')?.message.status).toBe('read');
	expect([...restore().items.values()]).toHaveLength(100);
	expect([...(restore().boxes.get('a')?.sent.newestFirst() ?? [])]).toHaveLength(100);
	expect([...(restore().boxes.get('b')?.received.newestFirst() ?? [])]).toHaveLength(100);
});

test('a checkpoint of another version is refused', async () => {
	const text = await textOf(describeState(foldOf(1).state));

	expect(() => restoreFold(Buffer.from(text.toString().replace('"version":1', '"version":2')))).toThrow(/version 2/);
});
