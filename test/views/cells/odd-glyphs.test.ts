import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {painted} from './frames.js';
import {openCells} from './open-cells.js';

const size = {columns: 40, rows: 4};
const odd = ['👩‍🚀', '👨‍👩‍👧‍👦', '🇩🇪', '1️⃣', '❤️', '👍🏽', '🏳️‍🌈', 'क्षि', '\uE0B0', '\u{1FAE9}', '☁️', 'நி'];

/** A row of known letters with odd glyphs between, and the column that each letter has to stand in. */
const rows = fc
	.array(fc.tuple(fc.constantFrom(...odd, ...'abcdefgh'), fc.stringMatching(/^[a-z]{1,4}$/)), {maxLength: 5})
	.map(parts => {
		const letters = new Map<number, string>();
		let column = 0;
		let text = '';
		for (const [glyph, word] of parts) {
			column += stringWidth(glyph);
			for (const letter of word) {
				letters.set(column, letter);
				column += 1;
			}

			text += glyph + word;
		}

		return {text, letters};
	});

for (const [title, version] of [
	['each character of a joined emoji for itself', undefined],
	['emoji narrow, as they were in 2010', '6'],
] as const) {
	test(`what stands beside an odd glyph stands in its column in a terminal that finds ${title}`, async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(rows, {minLength: 1, maxLength: size.rows}), {minLength: 1, maxLength: 5}),
				async frames => {
					const {model, ink, settle} = openCells(size);
					model.terminal.unicode.activeVersion = version ?? model.terminal.unicode.activeVersion;
					ink.enter();
					for (const frame of frames) {
						ink.write(frame.map(({text}) => text));
						await settle();
					}

					const last = frames.at(-1) ?? [];
					for (const [y, {letters}] of last.entries()) {
						for (const [column, letter] of letters) {
							expect(model.terminal.buffer.active.getLine(y)?.getCell(column)?.getChars()).toBe(letter);
						}
					}
				},
			),
			{numRuns: 100},
		);
	});
}

test('a line that is longer than the terminal is wide is cut, and does not push the others away', async () => {
	const {model, ink, settle} = openCells(size);
	ink.enter();

	ink.write(['x'.repeat(100), `${'y'.repeat(39)}日本`, 'z']);
	await settle();

	expect(model.cells()).toEqual(await painted(['x'.repeat(40), 'y'.repeat(39), 'z'], size));
});

test('what draws nothing is not drawn, and reaches no terminal', async () => {
	const {model, ink, line, settle} = openCells(size);
	ink.enter();
	await settle();
	line.takeSent();

	ink.write([
		'a\u0000b\tc\u009Bd\u007F',
		'\u001B]8;;https://example.org\u0007link\u001B]8;;\u0007 \u001B(Bplain \u001Bc',
	]);
	await settle();

	expect(model.cells()).toEqual(await painted(['abcd', 'link plain'], size));
	expect(line.takeSent()).not.toMatch(/[\u0000\u0007\t\u009B\u007F]|\u001B[\]c(]/);
});

test('the terminal shows the last frame also after more characters and colours than are ever kept', async () => {
	const {model, ink, settle} = openCells(size);
	ink.enter();
	let frame: readonly string[] = [];
	for (let number = 0; number < 60; number += 1) {
		frame = Array.from({length: size.rows}, (_, y) =>
			Array.from({length: 20}, (_, x) => {
				const index = (number * size.rows + y) * 20 + x;
				return `\u001B[38;2;${index % 256};${index >> 8};7m${String.fromCodePoint(0x4e00 + index)}`;
			})
				.join('')
				.concat('\u001B[0m'),
		);
		ink.write(frame);
		await settle();
	}

	expect(model.cells()).toEqual(await painted(frame, size));
});
