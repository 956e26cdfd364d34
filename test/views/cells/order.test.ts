import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fit} from '../../../source/client/text.js';
import {openCells} from './open-cells.js';

const size = {columns: 40, rows: 3};
const knows = '\u001B[8;1$y';
const hasNot = '\u001B[8;0$y';

const open = async (frame: readonly string[], answer?: string) => {
	const cells = openCells(size);
	cells.ink.enter();
	cells.ink.write(frame);
	await cells.settle();
	const asked = cells.line.takeSent();
	if (answer !== undefined) {
		cells.screen.hear(answer);
		await cells.settle();
	}

	const lines = () =>
		Array.from({length: size.rows}, (_, y) => cells.model.terminal.buffer.active.getLine(y)?.translateToString(true));
	return {...cells, asked, answered: cells.line.takeSent(), lines};
};

const turned = (text: string): string => [...text].reverse().join('');

const rows: ReadonlyArray<readonly [title: string, text: string, seen: string]> = [
	['a word', 'a שלום b', `a ${turned('שלום')} b`],
	['words', 'שלום עולם', turned('שלום עולם')],
	['a number among words', 'שלום 12 עולם', `${turned('עולם')} 12 ${turned('שלום')}`],
	['a number behind words', 'שלום 12:30', `12:30 ${turned('שלום')}`],
	['a number before words', '12 שלום', `12 ${turned('שלום')}`],
	['a sign behind words', 'שלום!', `${turned('שלום')}!`],
	['brackets among words', 'שלום (אב) גד', `${turned('גד')} (${turned('אב')}) ${turned('שלום')}`],
	['an English word among others', 'שלום cat עולם', `${turned('שלום')} cat ${turned('עולם')}`],
	['wide characters among words', 'שלום 日本 עולם', `${turned('שלום')} 日本 ${turned('עולם')}`],
	['a number in the next field', 'שלום      10m', `${turned('שלום')}      10m`],
	['words in two fields', 'שלום      אב', `${turned('שלום')}      ${turned('אב')}`],
	['words in two fields with a line between', 'שלום│אב', `${turned('שלום')}│${turned('אב')}`],
	['words that were cut', 'שלום… אב', `${turned('שלום')}… ${turned('אב')}`],
	['words in fields that look different', 'שלום \u001B[2mאב\u001B[0m', `${turned('שלום')} ${turned('אב')}`],
	['marks on letters', 'שָׁל', `ל${'שָׁ'}`],
	['Arabic words', 'سلام دنيا', turned('سلام دنيا')],
	['no such word', 'cat (12) 日本', 'cat (12) 日本'],
];

for (const [title, text, seen] of rows) {
	test(`${title}: a terminal that leaves the order to us is sent what is seen`, async () => {
		const {lines} = await open(['אב', text], knows);

		expect(lines().slice(0, 2)).toEqual([turned('אב'), seen]);
	});
}

test('a row in the order in which it is seen keeps the columns of what is not turned, and the colours of what is', async () => {
	const {model, ink, settle} = await open(['  שלום עולם 12   │ דלת', '  12345678901234 │ 123'], knows);
	ink.write(['\u001B[31mא\u001B[32mב\u001B[0m cat']);
	await settle();

	const line = model.terminal.buffer.active.getLine(0);
	expect([0, 1].map(x => [line?.getCell(x)?.getChars(), line?.getCell(x)?.getFgColor()])).toEqual([
		['ב', 2],
		['א', 1],
	]);
	expect(line?.getCell(3)?.getChars()).toBe('c');
});

test('the terminal is asked only where there is something to order, and once', async () => {
	const plain = await open(['cat']);
	expect(plain.asked).not.toContain('$p\u001B[8');
	expect(plain.asked).not.toContain('\u001B[8$p');

	plain.ink.write(['שלום']);
	await plain.settle();
	plain.ink.write(['עולם']);
	await plain.settle();

	expect(plain.line.takeSent().split('\u001B[8$p')).toHaveLength(2);
});

test('a terminal that does not know of orders, or does not answer, gets the letters as they are read, and no mode', async () => {
	for (const answer of [hasNot, undefined]) {
		const {lines, answered, asked} = await open(['שלום 12'], answer);

		expect(lines()[0]).toBe('שלום 12');
		expect(asked + answered).not.toContain('\u001B[8l');
	}
});

test('the order is the terminal’s again while somebody else has it, and at the end', async () => {
	const {ink, screen, line, settle, answered} = await open(['שלום'], knows);
	expect(answered).toContain('\u001B[8l');

	ink.leave();
	await settle();
	expect(line.takeSent()).toContain('\u001B[8h');

	ink.enter();
	ink.write(['שלום']);
	await settle();
	expect(line.takeSent()).toContain('\u001B[8l');
	expect(screen.farewell()).toContain('\u001B[8h');
});

test('a terminal that puts nothing into order is not made to when we have gone', async () => {
	const {ink, screen, line, settle, answered, lines} = await open(['שלום'], '\u001B[8;2$y');
	expect(lines()[0]).toBe(turned('שלום'));

	ink.leave();
	await settle();

	expect(answered + line.takeSent() + screen.farewell()).not.toMatch(/\u001B\[8[hl]/);
});

test('what follows on words from right to left is sent with the column it belongs in', async () => {
	const {asked} = await open(['אב cat', 'cat אב']);

	expect(asked).toContain('אב\u001B[3G cat');

	const changed = await open(['אב x']);
	changed.ink.write(['אג y']);
	await changed.settle();
	expect(changed.line.takeSent()).toMatch(/ג\u001B\[(?:3G |4G)y$/);
});

test('whatever is written in a field stays within its columns', async () => {
	const {ink, settle, model} = await open(['שלום'], knows);
	const field = fc.string({
		unit: fc.constantFrom('א', 'ב', 'س', 'a', 'b', '1', '2', ' ', '.', '(', ')', '日'),
		maxLength: 5,
	});
	const sorted = (text: string) => [...text.replaceAll(/[()]/g, '|').replaceAll(' ', '')].sort().join('');

	await fc.assert(
		fc.asyncProperty(fc.array(field, {minLength: 3, maxLength: 3}), async fields => {
			ink.write([fields.map(text => fit(text, 11)).join('  ')]);
			await settle();

			const line = model.terminal.buffer.active.getLine(0);
			const shown = fields.map((_, index) => line?.translateToString(false, index * 13, index * 13 + 11) ?? '');
			expect(shown.map(sorted)).toEqual(fields.map(sorted));
		}),
		{numRuns: 200},
	);
});
