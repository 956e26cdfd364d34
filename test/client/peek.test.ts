import {expect, test} from 'vitest';
import {choicesOf} from '../../source/client/select/peek.js';

const offers: ReadonlyArray<[what: string, text: string, choices: readonly string[]]> = [
	['numbers with a full stop', 'Which?\n1. Red\n2. Blue', ['Red', 'Blue']],
	['numbers with a bracket, and words between', '(1) Red\n   as blood\n(2) Blue', ['Red', 'Blue']],
	['numbers behind a dash', '- 1) Red\n- 2) Blue\n- 3) None', ['Red', 'Blue', 'None']],
	['one number alone is no choice', '1. It is done', []],
	['numbers that do not begin with one', '2. Red\n3. Blue', []],
	['numbers that go on from somewhere else are left out', '1. Red\n2. Blue\n7. pages read', ['Red', 'Blue']],
	['a text without numbers', 'Ready for review', []],
	['a time of day', '1.30 to 2.30', []],
];

for (const [what, text, choices] of offers) {
	test(`choices of a message: ${what}`, () => {
		expect(choicesOf(text)).toEqual(choices);
	});
}
