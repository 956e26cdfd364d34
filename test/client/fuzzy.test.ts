import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fuzzyScore} from '../../source/client/fuzzy.js';

const anyText = fc.string({unit: fc.constantFrom(...'abcde -_/é'), maxLength: 80});

const score = (typed: string, text: string): number => fuzzyScore(typed, text) ?? Number.NEGATIVE_INFINITY;

/** What was typed, what fits it better, and what fits it less. */
const preferences: ReadonlyArray<[typed: string, better: string, less: string]> = [
	['inb', 'inbox', 'open the inbox'],
	['inb', 'open the inbox', 'complain back'],
	['inb', 'open the inbox', 'reinbox'],
	['wt', 'work tree', 'a white mat'],
	['t-1', 't-1 mend the door', 't-12 mend the door'],
	['door', 'mend the door', 'mend the indoor plant'],
	['hosts', 'hosts', 'hosts and more'],
	['mend door', 'mend the door', 'meander indoors'],
];

for (const [typed, better, less] of preferences) {
	test(`"${typed}" means "${better}" before "${less}"`, () => {
		expect(score(typed, better)).toBeGreaterThan(score(typed, less));
	});
}

test('a text is found by some of its letters in their order, and by nothing else', () => {
	fc.assert(
		fc.property(anyText, fc.infiniteStream(fc.boolean()), (text, picks) => {
			const letters = [...text].filter(letter => letter !== ' ' && picks.next().value === true).join('');
			expect(fuzzyScore(letters, text)).toBeDefined();
		}),
	);
	fc.assert(
		fc.property(anyText, text => {
			expect(fuzzyScore(`${text.replaceAll(' ', '')}x`, text)).toBeUndefined();
		}),
	);
});

test('nothing typed finds everything alike', () => {
	fc.assert(fc.property(anyText, text => fuzzyScore('', text) === 0));
});

test('all of several words have to be there, in any order', () => {
	expect(fuzzyScore('door mend', 'mend the door')).toBe(fuzzyScore('mend door', 'mend the door'));
	expect(fuzzyScore('mend window', 'mend the door')).toBeUndefined();
});

test('the same is answered the same again', () => {
	fc.assert(
		fc.property(anyText, anyText, (typed, text) => {
			expect(fuzzyScore(typed, text)).toBe(fuzzyScore(typed, text));
		}),
	);
});

test('however long a text is, its letters are looked at a bounded number of times', () => {
	fc.assert(
		fc.property(fc.constantFrom('a', 'ab', 'aaab'), fc.integer({min: 1, max: 40}), (unit, times) => {
			let looks = 0;
			const text = unit.repeat(50_000);
			const counted = {
				length: text.length,
				charCodeAt(index: number) {
					looks += 1;
					return text.charCodeAt(index);
				},
			};

			fuzzyScore(`${unit.repeat(times)}z`, counted);
			fuzzyScore(unit.repeat(times), counted);

			expect(looks).toBeLessThan(256 * 40 * 4 * 4);
		}),
	);
});
