import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	cutTo,
	endOfPiece,
	firstLine,
	isWhole,
	joined,
	lineAt,
	lineEnd,
	longestLine,
	type Piece,
} from '../../source/client/log-bytes.js';

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

const startsOf = (piece: Piece, from: number | undefined): readonly number[] => {
	const starts: number[] = [];
	for (let at = from; at !== undefined && at < endOfPiece(piece); at = lineEnd(piece, at)) {
		starts.push(at);
	}

	return starts;
};

/** A text with lines of all kinds in it, some of them longer than a line can be. */
const anyLog = fc
	.array(
		fc.oneof(
			{weight: 6, arbitrary: fc.string({unit: 'grapheme', maxLength: 40})},
			{weight: 1, arbitrary: fc.integer({min: 0, max: 3 * longestLine}).map(length => 'x'.repeat(length))},
		),
		{maxLength: 12},
	)
	.map(lines => bytesOf(lines.join('\n')));

test('the lines of parts, put together in any order, are those of the whole', () => {
	fc.assert(
		fc.property(anyLog, fc.array(fc.nat(), {maxLength: 6}), fc.nat(), (bytes, places, first) => {
			const cuts = [0, ...places.map(place => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
			const parts = cuts.slice(0, -1).map((from, index) => ({from, bytes: bytes.subarray(from, cuts[index + 1])}));
			const middle = first % parts.length;
			// As they are read: one, then those behind it, then those before it.
			const order = [...parts.slice(middle), ...parts.slice(0, middle).reverse()];
			const whole = order.reduce<Piece | undefined>((piece, part) => joined(piece, part), undefined);

			expect(whole?.from).toBe(0);
			expect(Buffer.compare(whole?.bytes ?? Buffer.alloc(0), bytes)).toBe(0);
		}),
		{numRuns: 100},
	);
});

test('where a line begins does not depend on the part that was read', () => {
	fc.assert(
		fc.property(anyLog, fc.nat(), fc.nat(), (bytes, a, b) => {
			const whole = {from: 0, bytes};
			const [from = 0, to = 0] = [a % (bytes.length + 1), b % (bytes.length + 1)].toSorted((one, two) => one - two);
			const part = cutTo(whole, from, to);
			const all = startsOf(whole, 0);
			const first = firstLine(part);

			const within = all.filter(start => first !== undefined && start >= first && start < to);
			expect(startsOf(part, first)).toEqual(within);
			for (const at of [from, to - 1, Math.floor((from + to) / 2)].filter(place => place >= from && place < to)) {
				const start = lineAt(part, at);
				expect(start === undefined || start === all.findLast(one => one <= at)).toBe(true);
			}
		}),
		{numRuns: 200},
	);
});

test('with so much before it that a line can have, it is known where it begins', () => {
	fc.assert(
		fc.property(anyLog, fc.nat(), (bytes, place) => {
			const at = place % (bytes.length + 1);
			const part = cutTo({from: 0, bytes}, at - 2 * longestLine, bytes.length);

			expect(lineAt(part, at)).toBeDefined();
		}),
		{numRuns: 100},
	);
});

test('no line is longer than two bounds, and one that fits is whole', () => {
	const short = `${'a'.repeat(longestLine - 1)}\n`;
	const piece = {from: 0, bytes: bytesOf(`${'b'.repeat(1000)}\n${short}${'c'.repeat(5 * longestLine)}\n`)};
	const starts = startsOf(piece, 0);
	const ends = [...starts.slice(1), endOfPiece(piece)];

	expect(Math.max(...starts.map((start, index) => (ends[index] ?? 0) - start))).toBeLessThanOrEqual(2 * longestLine);
	expect([starts[1], starts[2]]).toEqual([1001, 1001 + longestLine]);
	expect(isWhole(piece, 1001, 1001 + longestLine)).toBe(true);
	expect(isWhole(piece, starts[3] ?? 0, starts[4] ?? 0)).toBe(false);
});
