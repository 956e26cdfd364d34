import {expect, test} from 'vitest';
import {ago, table} from '../../source/cli/table.js';

test('columns are as wide as what is widest in them, and nothing hangs over', () => {
	expect(
		table(
			['ID', 'TITLE', 'AGE'],
			[
				['T-1', 'Mend', '5s'],
				['T-100', 'Mend the door', ''],
			],
		),
	).toBe(['ID     TITLE          AGE', 'T-1    Mend           5s', 'T-100  Mend the door'].join('\n'));
});

test('wide characters and emoji take the cells that they take', () => {
	const lines = table(
		['NAME', 'X'],
		[
			['日本', 'x'],
			['👩‍👩‍👧', 'x'],
			['abcd', 'x'],
		],
	).split('\n');

	expect(lines).toEqual(['NAME  X', '日本  x', '👩‍👩‍👧    x', 'abcd  x']);
});

test('what is too long is cut, between whole characters', () => {
	const [, cut, wide] = table(['T'], [['abcdefghij'], ['日本語日本語']], 6).split('\n');

	expect(cut).toBe('abcde…');
	expect(wide).toBe('日本…');
});

test('a cell is one line without terminal sequences', () => {
	expect(table(['T'], [['a\nb\u001B[31mc\u0007']])).toBe('T\na bc');
});

test('no rows are a header', () => {
	expect(table(['A', 'B'], [])).toBe('A  B');
});

const ages: ReadonlyArray<[milliseconds: number, text: string]> = [
	[-5000, '0s'],
	[0, '0s'],
	[59_000, '59s'],
	[60_000, '1m'],
	[3_599_000, '59m'],
	[3_600_000, '1h'],
	[86_399_000, '23h'],
	[86_400_000, '1d'],
	[864_000_000, '10d'],
];

for (const [milliseconds, text] of ages) {
	test(`${milliseconds} ms ago is ${text} ago`, () => {
		expect(ago(1_000_000_000, 1_000_000_000 + milliseconds)).toBe(text);
	});
}
