import fc from 'fast-check';
import {expect, test} from 'vitest';
import {completionOf} from '../../source/client/completing.js';
import {typed} from '../../source/client/editing.js';

const known = {
	status: () => ['working', 'waiting', 'idle'],
	project: () => ['My App', 'Shop', 'Shopping'],
	priority: () => ['low', 'high'],
	empty: () => [],
};

/** A line, what Tab makes of it, and how its last word can go on. */
const lines: ReadonlyArray<[line: string, after: string, choices: readonly string[]]> = [
	['sta', 'status:', ['status:']],
	['STA', 'status:', ['status:']],
	['p', 'pr', ['project:', 'priority:']],
	['!sta', '!status:', ['status:']],
	['status:w', 'status:w', ['working', 'waiting']],
	['status:wo', 'status:working ', ['working']],
	['!status:i', '!status:idle ', ['idle']],
	['project:m', 'project:"My App" ', ['My App']],
	['project:"my a', 'project:"My App" ', ['My App']],
	['project:s', 'project:Shop', ['Shop', 'Shopping']],
	['door project:shopp', 'door project:Shopping ', ['Shopping']],
	['nothing', 'nothing', []],
	['nothing:x', 'nothing:x', []],
	['empty:', 'empty:', []],
	['', '', ['status:', 'project:', 'priority:', 'empty:']],
	['constructor:', 'constructor:', []],
];

for (const [line, after, choices] of lines) {
	test(`Tab makes "${after}" of "${line}"`, () => {
		const completion = completionOf(typed(line), known);

		expect(completion.line).toEqual(typed(after));
		expect(completion.choices).toEqual(choices);
	});
}

test('what stands behind the cursor stays there', () => {
	expect(completionOf({text: 'status:wo door', cursor: 9}, known).line).toEqual({
		text: 'status:working door',
		cursor: 14,
	});
});

test('whatever is written, completing fails never and takes nothing away', () => {
	fc.assert(
		fc.property(fc.string({unit: fc.constantFrom(...'status:pro"! wid')}), fc.nat(20), (text, at) => {
			const before = {text, cursor: Math.min(at, text.length)};
			const {line} = completionOf(before, known);

			expect(line.text.endsWith(text.slice(before.cursor))).toBe(true);
			expect(line.cursor).toBeGreaterThanOrEqual(before.cursor);
			expect(line.cursor).toBeLessThanOrEqual(line.text.length);
		}),
	);
});
