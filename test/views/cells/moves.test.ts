import fc from 'fast-check';
import {expect, test} from 'vitest';
import {move} from '../../../source/views/cells/moves.js';
import {createModel} from './model.js';

const size = {columns: 120, rows: 40};
const place = fc.record({column: fc.nat(size.columns - 1), row: fc.nat(size.rows - 1)});

test('a move ends where it was to end, whatever the shortest way is', async () => {
	const model = createModel(size);

	await fc.assert(
		fc.asyncProperty(place, place, fc.boolean(), async (from, to, isColumnKnown) => {
			await model.send(`\u001B[${from.row + 1};${from.column + 1}H`);
			await model.send(move(isColumnKnown ? from : {...from, column: -1}, to));

			const {cursorX, cursorY} = model.terminal.buffer.active;
			expect({column: cursorX, row: cursorY}).toEqual(to);
		}),
		{numRuns: 500},
	);
});

const ways: ReadonlyArray<readonly [from: readonly [number, number], to: readonly [number, number], sequence: string]> =
	[
		[[0, 0], [0, 0], ''],
		[[5, 3], [0, 4], '\u001BE'],
		[[5, 3], [0, 5], '\u001BE\u001BE'],
		[[5, 3], [0, 3], '\r'],
		[[5, 3], [4, 3], '\b'],
		[[5, 3], [6, 3], '\u001B[C'],
		[[5, 3], [5, 4], '\u001BD'],
		[[5, 3], [5, 2], '\u001BM'],
		[[5, 3], [5, 9], '\u001B[6B'],
		[[50, 30], [0, 0], '\u001B[H'],
		[[50, 30], [40, 30], '\u001B[41G'],
		[[-1, -1], [9, 0], '\u001B[;10H'],
		[[-1, -1], [0, 9], '\u001B[10H'],
		[[100, 3], [100, 30], '\u001B[27B'],
	];

for (const [[fromColumn, fromRow], [toColumn, toRow], sequence] of ways) {
	test(`from ${fromColumn}, ${fromRow} to ${toColumn}, ${toRow} it takes ${JSON.stringify(sequence)}`, () => {
		expect(move({column: fromColumn, row: fromRow}, {column: toColumn, row: toRow})).toHaveLength(sequence.length);
	});
}

test('no move has a line feed in it, of which a terminal’s driver makes two bytes', () => {
	fc.assert(
		fc.property(place, place, (from, to) => {
			expect(move(from, to)).not.toContain('\n');
		}),
	);
});
