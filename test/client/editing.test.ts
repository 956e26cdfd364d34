import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type Edit, edit, nothingTyped, type Typed} from '../../source/client/editing.js';

const after = (text: string, cursor: number, ...edits: readonly Edit[]): Typed => edits.reduce(edit, {text, cursor});
const kinds = ['left', 'right', 'up', 'down', 'home', 'end', 'backspace', 'delete', 'clear'] as const;

const rows: ReadonlyArray<[title: string, from: Typed, by: Edit, to: Typed]> = [
	['inserts where the cursor is', {text: 'ad', cursor: 1}, {kind: 'insert', text: 'bc'}, {text: 'abcd', cursor: 3}],
	[
		'deletes an emoji of several characters whole',
		{text: 'a👩‍👩‍👧', cursor: 9},
		{kind: 'backspace'},
		{text: 'a', cursor: 1},
	],
	['deletes what is under the cursor', {text: 'abc', cursor: 1}, {kind: 'delete'}, {text: 'ac', cursor: 1}],
	['joins lines over a newline', {text: 'a\nb', cursor: 2}, {kind: 'backspace'}, {text: 'ab', cursor: 1}],
	['goes to the start of its line', {text: 'ab\ncd', cursor: 5}, {kind: 'home'}, {text: 'ab\ncd', cursor: 3}],
	['goes to the end of its line', {text: 'ab\ncd', cursor: 0}, {kind: 'end'}, {text: 'ab\ncd', cursor: 2}],
	['goes up in its column', {text: 'abc\nde', cursor: 5}, {kind: 'up'}, {text: 'abc\nde', cursor: 1}],
	['goes down as far as the line is', {text: 'abc\nd', cursor: 3}, {kind: 'down'}, {text: 'abc\nd', cursor: 5}],
	['deletes to the start of its line', {text: 'ab\ncde', cursor: 5}, {kind: 'clear'}, {text: 'ab\ne', cursor: 3}],
];

for (const [title, from, by, to] of rows) {
	test(`a text field ${title}`, () => {
		expect(edit(from, by)).toEqual(to);
	});
}

test('whatever is typed, the cursor stays in the text and between characters', () => {
	const edits = fc.array(
		fc.oneof(
			fc.record({kind: fc.constant('insert' as const), text: fc.string({unit: 'grapheme', maxLength: 4})}),
			fc.constant<Edit>({kind: 'insert', text: '\n'}),
			fc.constantFrom(...kinds).map(kind => ({kind})),
		),
		{maxLength: 40},
	);
	fc.assert(
		fc.property(edits, all => {
			let typed = nothingTyped;
			for (const by of all) {
				typed = edit(typed, by);
				expect(typed.cursor).toBeGreaterThanOrEqual(0);
				expect(typed.cursor).toBeLessThanOrEqual(typed.text.length);
				expect(typed.text.isWellFormed()).toBe(true);
			}
		}),
	);
});

test('moving never changes the text, and an edit that does nothing answers the same object', () => {
	const start = {text: 'a', cursor: 0};

	expect(edit(start, {kind: 'left'})).toBe(start);
	expect(edit(start, {kind: 'backspace'})).toBe(start);
	expect(edit(start, {kind: 'insert', text: ''})).toBe(start);
	expect(after('a\nb', 0, {kind: 'down'}, {kind: 'right'}, {kind: 'up'}).text).toBe('a\nb');
});
