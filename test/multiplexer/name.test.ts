import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {fitName} from '../../source/multiplexer/name.js';

const names: ReadonlyArray<[given: string, fitted: string]> = [
	['T-1-interactive', 'T-1-interactive'],
	['a b', 'a b'],
	['"q" \'s\'', '_q_ _s_'],
	['a.b:c', 'a.b_c'],
	['-lead', '-lead'],
	['semi;', 'semi_'],
	['x\\;', 'x_'],
	['#{version}', '_version_'],
	['#(touch pwned)', '_touch pwned_'],
	['##[x', '_x'],
	['%d %H', '_d _H'],
	['$HOME', '_HOME'],
	['`id`', '_id_'],
	['one\ttwo\nthree', 'one two three'],
	['\u001B[31mred\u001B[0m', 'red'],
	['', 'maestro'],
	['   ', 'maestro'],
	['é中😀', 'é中_'],
	['e\u0301', 'é'],
	['مرحبا', 'مرحبا'],
	['a\u200Bb\u202Ec', 'a_bc'],
	['x'.repeat(300), 'x'.repeat(40)],
	['中'.repeat(300), '中'.repeat(20)],
];

for (const [given, fitted] of names) {
	test(`${JSON.stringify(given.slice(0, 40))} becomes ${JSON.stringify(fitted)}`, () => {
		expect(fitName(given)).toBe(fitted);
	});
}

test('whatever the name, it has something to show, fits 40 columns and stays as it is when it is fitted again', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme', maxLength: 80}), name => {
			const fitted = fitName(name);

			expect(fitted).toMatch(/^[\p{L}\p{M}\p{N} _.,+-]+$/u);
			expect(stringWidth(fitted)).toBeGreaterThan(0);
			expect(stringWidth(fitted)).toBeLessThanOrEqual(40);
			expect(fitName(fitted)).toBe(fitted);
		}),
	);
});
