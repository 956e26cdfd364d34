import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createPieces} from '../../../../source/client/feeds/desktop/pieces.js';

type Part = ReadonlyArray<{readonly item: unknown}>;

/** Reads lists, and counts what it has read. */
const open = () => {
	let count = 0;
	const read = createPieces<Part>({
		read(list) {
			if (!Array.isArray(list)) {
				return undefined;
			}

			count += list.length;
			return list.map(item => ({item}));
		},
		join: parts => parts.flat(),
	});
	return {read, count: () => count};
};

const things = ['{"id":"a","text":"one"}', '{"id":"b","text":"two"}', '{"id":"c","parts":[{"of":"}]"}]}'] as const;
const [a, b, c] = things;
const listOf = (...items: readonly string[]) => `[${items.join(',')}]`;

test('what stands as it stood before is the very same, wherever it stands, and is not read again', () => {
	const {read, count} = open();
	read(listOf(a, b));
	const before = read(listOf(a, b, c));
	const soFar = count();

	const now = read(listOf(c, '{"id":"new"}', a, '{"id":"b","text":"other"}'));

	expect(now?.map(({item}) => item)).toEqual([JSON.parse(c), {id: 'new'}, JSON.parse(a), {id: 'b', text: 'other'}]);
	expect([now?.[0], now?.[2]].map(part => before?.includes(part ?? {item: ''}))).toEqual([true, true]);
	expect(count() - soFar).toBe(2);
});

test('of two that begin the same each is what it is', () => {
	const {read} = open();
	const [one, other] = ['{"id":"a","text":"1"}', '{"id":"a","text":"2"}'];

	for (const text of [listOf(one, other), listOf(other, one), listOf(one, other), listOf(one, one), listOf(other)]) {
		expect(read(text)?.map(({item}) => item)).toEqual(JSON.parse(text));
	}
});

test('what is no list, or none that is whole, is refused each time, and is not taken for what was there before', () => {
	const {read} = open();
	read(listOf(a));
	read(listOf(a, b));

	const broken = [
		'',
		'{}',
		'null',
		'[',
		listOf(a, b).slice(0, -1),
		`[${a}${b}]`,
		`${listOf(a)},`,
		`[${a},]`,
		'[{"id":}]',
	];

	for (const text of broken) {
		expect(read(text), text).toBeUndefined();
		expect(read(listOf(a, b))?.map(({item}) => item)).toEqual([JSON.parse(a), JSON.parse(b)]);
	}
});

const item = fc.dictionary(
	fc.constantFrom('id', 'text', 'more', 'a"b', '\\'),
	fc.oneof(fc.constantFrom('x', '"', '\\', '\\"', '}', ']', '{', ',', 'é', '🔧'), fc.jsonValue({maxDepth: 2})),
	{noNullPrototype: true},
);
const lists = fc.array(fc.array(fc.oneof({weight: 9, arbitrary: item}, {weight: 1, arbitrary: fc.jsonValue()})), {
	minLength: 3,
	maxLength: 6,
});

test('whatever the lists are, one after the other, they are read as they are', () => {
	fc.assert(
		fc.property(lists, fc.boolean(), (all, isSpaced) => {
			const {read} = open();
			for (const list of all) {
				const text = JSON.stringify(list, undefined, isSpaced ? 1 : undefined);
				expect(read(text)?.map(one => one.item)).toEqual(JSON.parse(text));
			}
		}),
	);
});
