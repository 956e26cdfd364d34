import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fillIn, namesIn} from '../../source/domain/template.js';

const rows: ReadonlyArray<[title: string, text: string, filled: string]> = [
	['a name is filled in', 'Do {task.id} now', 'Do T-1 now'],
	['what is not known stays', 'Do {task} now', 'Do {task} now'],
	['an empty value is filled in', '<{words}>', '<>'],
	['doubled braces are the braces themselves', 'Write {{task.id}}', 'Write {task.id}'],
	// biome-ignore lint/suspicious/noTemplateCurlyInString: that is what a shell's variable looks like
	['variables of a shell stay', 'echo ${task.id}', 'echo ${task.id}'],
	['other braces stay', '{"a": 1} {} { task.id }', '{"a": 1} {} { task.id }'],
	['what every object has is not known', '{constructor} {toString}', '{constructor} {toString}'],
];

for (const [title, text, filled] of rows) {
	test(title, () => {
		expect(fillIn(text, {'task.id': 'T-1', words: ''})).toBe(filled);
	});
}

test('the names that a text asks for are those that are filled in', () => {
	// biome-ignore lint/suspicious/noTemplateCurlyInString: that is what a shell's variable looks like
	expect(namesIn('{a} {{b}} ${c} {d.e} {a}')).toEqual(['a', 'd.e', 'a']);
});

test('what a value holds is never filled in', () => {
	const value = fc
		.array(fc.constantFrom('{a}', '{{a}}', '{b}', '$', '$&', '$1', '{', '}', 'x'))
		.map(parts => parts.join(''));
	fc.assert(
		fc.property(value, value, (a, b) => {
			expect(fillIn('1{a}2{b}3', {a, b})).toBe(`1${a}2${b}3`);
		}),
	);
});
