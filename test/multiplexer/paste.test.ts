import fc from 'fast-check';
import {expect, test} from 'vitest';
import {toPaste} from '../../source/multiplexer/paste.js';

const wide = {pasteBytes: 1_000_000};
const anyPart = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.constantFrom(
		'\u001B[200~',
		'\u001B[201~',
		'\u001B',
		'\u009B',
		'[201~',
		'201~',
		'\r',
		'\n',
		'\t',
		'\u0003',
		'\u001B[',
		'x',
	),
);
const anyText = fc.array(anyPart).map(parts => `x${parts.join('')}x`);

test('nothing in what is pasted ends the paste, or is a key', () => {
	fc.assert(
		fc.property(anyText, text => {
			const pasted = toPaste(text, {takesLines: true}, wide);

			expect(pasted).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
			expect(pasted).not.toMatch(/^$|\n$/);
			expect(pasted.isWellFormed()).toBe(true);
		}),
	);
});

test('what is pasted is pasted as it is when it is pasted again', () => {
	fc.assert(
		fc.property(anyText, text => {
			const pasted = toPaste(text, {takesLines: true}, wide);

			expect(toPaste(pasted, {takesLines: true}, wide)).toBe(pasted);
		}),
	);
});

test('letters, signs, spaces and lines stay as they were', () => {
	const plain = fc.string({unit: fc.constantFrom('a', 'é', '中', '😀', ' ', '\t', '\n', '$', '"', '\\', ';', '#')});
	fc.assert(
		fc.property(plain, text => {
			expect(toPaste(`${text}.`, {takesLines: true}, wide)).toBe(`${text}.`);
		}),
	);
});

test('a text is as large as the bytes that it has', () => {
	expect(toPaste('éé', {takesLines: true}, {pasteBytes: 4})).toBe('éé');
	expect(() => toPaste('ééx', {takesLines: true}, {pasteBytes: 4})).toThrow(
		expect.objectContaining({code: 'too-large', message: expect.stringMatching(/at most 4 bytes.*got 5/)}),
	);
});
