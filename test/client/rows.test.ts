import fc from 'fast-check';
import {expect, test} from 'vitest';
import {rowAt, selectedIndex, selectedRow} from '../../source/client/select/rows.js';

const anyRows = fc
	.uniqueArray(fc.record({id: fc.integer({min: 0, max: 30}).map(String), isPassedOver: fc.boolean()}), {
		selector: ({id}) => id,
	})
	.map(rows => rows as ReadonlyArray<{readonly id: string; readonly isPassedOver: boolean}>);

const anyId = fc.option(fc.integer({min: 0, max: 30}).map(String), {nil: undefined});

test('the selected row is the one with its id, or the first that can be selected, whatever was asked before', () => {
	fc.assert(
		fc.property(anyRows, fc.array(anyId), (rows, ids) => {
			for (const id of ids) {
				const expected = rows.find(row => row.id === id && !row.isPassedOver) ?? rows.find(row => !row.isPassedOver);

				expect(selectedRow(rows, id)).toBe(expected);
				expect(selectedIndex(rows, id)).toBe(expected === undefined ? 0 : rows.indexOf(expected));
			}
		}),
	);
});

test('from any place the next row that can be selected is found, in both directions', () => {
	fc.assert(
		fc.property(anyRows, fc.nat(30), (rows, index) => {
			expect(rowAt(rows, index, 1)).toBe(rows.slice(index).find(row => !row.isPassedOver));
			expect(rowAt(rows, index, -1)).toBe(
				index < rows.length ? rows.slice(0, index + 1).findLast(row => !row.isPassedOver) : undefined,
			);
		}),
	);
});
