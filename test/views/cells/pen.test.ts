import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type Pen, penAfter, spell, switchPen} from '../../../source/views/cells/pen.js';

const plain: Pen = new Map();

const spellings: ReadonlyArray<readonly [parameters: string, spelling: string]> = [
	['1', '1'],
	['01;31', '1;31'],
	['31;1', '1;31'],
	['1;2;22', ''],
	['1;2', '1;2'],
	['38;5;208;48;2;1;2;3', '48;2;1;2;3;38;5;208'],
	['38:2::1:2:3;4:3', '38:2::1:2:3;4:3'],
	['4;4:0', ''],
	['4;21', '21'],
	['7;27;97;39', ''],
	['5;6;25', ''],
	['53;9', '53;9'],
	['31;0;1', '1'],
	['31;;1', '1'],
	['58;5;1;4', '58;5;1;4'],
	['999', ''],
	['', ''],
];

for (const [parameters, spelling] of spellings) {
	test(`${JSON.stringify(parameters)} makes the style ${JSON.stringify(spelling)}`, () => {
		expect(spell(penAfter(plain, parameters))).toBe(spelling);
	});
}

const codes = [
	'1',
	'2',
	'22',
	'3',
	'4',
	'4:3',
	'7',
	'9',
	'31',
	'39',
	'94',
	'42',
	'49',
	'104',
	'38;5;9',
	'48;2;9;9;9',
	'53',
	'55',
	'0',
];
const pens = fc.array(fc.constantFrom(...codes), {maxLength: 6}).map(all => penAfter(plain, all.join(';')));

test('the sequence from one style to another makes that other one', () => {
	fc.assert(
		fc.property(pens, pens, (from, to) => {
			const parameters = switchPen(from, to).slice(2, -1);

			expect(spell(parameters === '' && switchPen(from, to) === '' ? from : penAfter(from, parameters))).toBe(
				spell(to),
			);
		}),
		{numRuns: 2000},
	);
});

test('what differs little is said in little', () => {
	const strong = penAfter(plain, '1;38;2;10;20;30');

	expect(switchPen(strong, penAfter(strong, '4'))).toBe('\u001B[4m');
	expect(switchPen(penAfter(strong, '4'), strong)).toBe('\u001B[24m');
	expect(switchPen(strong, plain)).toBe('\u001B[m');
	expect(switchPen(penAfter(plain, '1;2'), penAfter(plain, '1'))).toBe('\u001B[;1m');
	expect(switchPen(plain, plain)).toBe('');
});
