import fc from 'fast-check';
import {expect, test} from 'vitest';
import {nearTo} from '../../source/domain/near.js';

const names = ['interactive', 'code-review', 'documentation', 'none'];

const written: ReadonlyArray<[name: string, meant: readonly string[]]> = [
	['code-reveiw', ['code-review']],
	['review', ['code-review']],
	['Interactive', ['interactive']],
	['non', ['none']],
	['xyz', []],
	['', []],
];

for (const [name, meant] of written) {
	test(`who writes ${JSON.stringify(name)} means ${meant.join(', ') || 'nothing that there is'}`, () => {
		expect(nearTo(name, names)).toEqual(meant);
	});
}

test('a name is nearest to itself', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^[a-z-]{1,20}$/), fc.array(fc.stringMatching(/^[a-z-]{1,20}$/)), (name, others) => {
			expect(nearTo(name, [...others, name])[0]).toBe(name);
		}),
	);
});
