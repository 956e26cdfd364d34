import fc from 'fast-check';
import {expect, test} from 'vitest';
import {copy} from '../../source/client/actions/copy.js';
import {clipboardSequence, longestCopy} from '../../source/client/clipboard.js';
import {createStore} from '../../source/client/store.js';
import {toolsOf} from '../helpers/tools.js';

const textIn = (sequence: string): string =>
	Buffer.from(sequence.slice('\u001B]52;c;'.length, -1), 'base64').toString();

test('whatever is copied comes out as it went in, and nothing of it reaches the terminal as it is', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 200}), text => {
			const {sequence, isCut} = clipboardSequence(text.toWellFormed());

			expect(sequence).toMatch(/^\u001B\]52;c;[\w+/=]*\u0007$/);
			expect([isCut, textIn(sequence)]).toEqual([false, text.toWellFormed()]);
		}),
	);
});

test('more than a terminal takes is cut between two characters', () => {
	for (const character of ['a', 'é', '語', '👍']) {
		const {sequence, isCut} = clipboardSequence(character.repeat(longestCopy + 1));

		expect(isCut).toBe(true);
		expect(sequence.length).toBeLessThanOrEqual(74_994 + '\u001B]52;c;\u0007'.length);
		expect(textIn(sequence)).toMatch(new RegExp(`^(?:${character})+$`, 'u'));
	}

	expect(clipboardSequence('a'.repeat(longestCopy)).isCut).toBe(false);
});

test('what was copied is said, and that it may be refused on the way', async () => {
	const written: string[] = [];
	const store = createStore();
	const terminal = {...toolsOf().terminal, write: (sequence: string) => void written.push(sequence)};

	await copy(toolsOf({store, terminal}))('the id', 's-1');
	expect(written).toEqual([clipboardSequence('s-1').sequence]);
	expect(store.get().notice?.text).toBe('Copied the id, if the terminal lets programs do that');

	await copy(toolsOf({store, terminal, throughMultiplexer: sequence => `<${sequence}>`}))('the id', 's-1');
	const {sequence} = clipboardSequence('s-1');
	expect(written[1]).toBe(`${sequence}<${sequence}>`);
	expect(store.get().notice?.text).toContain('the multiplexer and the terminal');
});
