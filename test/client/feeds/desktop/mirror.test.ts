import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createMirror} from '../../../../source/client/feeds/desktop/mirror.js';
import {extent} from '../../../helpers/extent.js';

type Thing = {readonly id: string; readonly at: number; readonly text: string};

const thing = (given: Partial<Thing> = {}): Thing => ({id: 'a', at: 1, text: 'first', ...given});

const start = () => createMirror<Thing>(({at}) => at);

test('what is told of is created, updated and deleted once', () => {
	const mirror = start();

	expect(mirror.tell(thing(), 1)).toEqual({became: 'created', item: thing()});
	expect(mirror.tell(thing(), 2)).toBeUndefined();
	expect(mirror.tell(thing({at: 2, text: 'second'}), 3)).toMatchObject({became: 'updated'});
	expect(mirror.tellGone('a', 4)).toEqual({became: 'deleted', id: 'a'});
	expect(mirror.tellGone('a', 5)).toBeUndefined();
	expect(mirror.items()).toEqual([]);
});

test('what says the same keeps the object that was there', () => {
	const mirror = start();
	mirror.tell(thing(), 1);
	const before = mirror.get('a');

	mirror.answerAll([{...thing()}], 2);

	expect(mirror.get('a')).toBe(before);
});

test('an answer to an older question undoes nothing', () => {
	const mirror = start();
	mirror.answerAll([thing(), thing({id: 'b'})], 1);
	mirror.tell(thing({text: 'told'}), 3);
	mirror.tellGone('b', 3);
	mirror.tell(thing({id: 'c'}), 3);

	expect(mirror.answerAll([thing(), thing({id: 'b'})], 2)).toEqual([]);
	expect(mirror.items()).toEqual([thing({text: 'told'}), thing({id: 'c'})]);
});

test('an answer that says itself that it is newer counts, whenever it was asked for', () => {
	const mirror = start();
	mirror.tell(thing(), 3);

	mirror.answer('a', thing({at: 2, text: 'second'}), 2);

	expect(mirror.get('a')?.text).toBe('second');
});

test('a list of some things takes none of the others away', () => {
	const mirror = start();
	mirror.answerAll([thing(), thing({id: 'b', text: 'other'})], 1);

	const changes = mirror.answerAll([], 2, ({text}) => text === 'first');

	expect(changes).toEqual([{became: 'deleted', id: 'a'}]);
});

/** Things on a server, answers on their way, and what was told: in any order. */
const step = fc.oneof(
	fc.record({do: fc.constant('change' as const), id: fc.constantFrom('a', 'b', 'c')}),
	fc.record({do: fc.constant('remove' as const), id: fc.constantFrom('a', 'b', 'c')}),
	fc.record({do: fc.constant('tell' as const), id: fc.constantFrom('a', 'b', 'c')}),
	fc.record({do: fc.constant('tell old' as const), id: fc.constantFrom('a', 'b', 'c')}),
	fc.record({do: fc.constant('ask' as const), id: fc.constantFrom('a', 'b', 'c', 'all')}),
	fc.record({do: fc.constant('answer' as const), number: fc.nat({max: 5})}),
);

test('whatever is told and answered in which order, after a last look it is as the server is, and the events say the same', () => {
	fc.assert(
		fc.property(fc.array(step, {maxLength: 60}), fc.boolean(), (steps, isClockSetBack) => {
			const mirror = start();
			const server = new Map<string, Thing>();
			const old: Thing[] = [];
			const shown = new Map<string, Thing>();
			const answers: Array<() => void> = [];
			let moment = 0;

			const show = (changes: ReturnType<typeof mirror.answerAll>): void => {
				for (const change of changes) {
					if (change.became === 'deleted') {
						expect(shown.delete(change.id)).toBe(true);
					} else {
						expect(shown.has(change.item.id)).toBe(change.became === 'updated');
						shown.set(change.item.id, change.item);
					}
				}
			};

			const one = (change: ReturnType<typeof mirror.tell>) => show(change === undefined ? [] : [change]);

			const ask = (id: string): void => {
				moment += 1;
				const askedAt = moment;
				const all = [...server.values()];
				const item = server.get(id);
				answers.push(() =>
					id === 'all' ? show(mirror.answerAll(all, askedAt)) : one(mirror.answer(id, item, askedAt)),
				);
			};

			const take = (number: number): void => answers.splice(number % Math.max(1, answers.length), 1)[0]?.();

			for (const one_ of steps) {
				moment += 1;
				switch (one_.do) {
					case 'change': {
						old.push(...(server.has(one_.id) ? [server.get(one_.id) as Thing] : []));
						server.set(one_.id, {id: one_.id, at: isClockSetBack ? 1000 - moment : moment, text: `${moment}`});
						break;
					}

					case 'remove': {
						server.delete(one_.id);
						break;
					}

					case 'tell': {
						const item = server.get(one_.id);
						one(item === undefined ? mirror.tellGone(one_.id, moment) : mirror.tell(item, moment));
						break;
					}

					case 'tell old': {
						const item = old.find(({id}) => id === one_.id);
						one(item && mirror.tell(item, moment));
						break;
					}

					case 'ask': {
						ask(one_.id);
						break;
					}

					case 'answer': {
						take(one_.number);
					}
				}
			}

			ask('all');
			answers.reverse();
			take(0);
			// What is still on its way comes last, and changes nothing.
			if (!isClockSetBack) {
				while (answers.length > 0) {
					take(0);
				}
			}

			const byId = (a: Thing, b: Thing) => (a.id < b.id ? -1 : 1);
			expect([...mirror.items()].sort(byId)).toEqual([...server.values()].sort(byId));
			expect([...shown.values()].sort(byId)).toEqual([...server.values()].sort(byId));
		}),
		{numRuns: extent(1000, 50_000)},
	);
});
