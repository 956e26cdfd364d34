import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readBlocks} from '../../source/system/lines.js';
import {temporaryFolder} from '../helpers/temporary.js';

test('a file is read line by line, however long the lines are and wherever a piece of it ends', async () => {
	const file = path.join(await temporaryFolder(), 'lines');
	const line = fc.string({maxLength: 40}).map(text => text.replaceAll('\n', ' '));

	await fc.assert(
		fc.asyncProperty(fc.array(line), line, fc.integer({min: 1, max: 64}), async (lines, rest, chunkSize) => {
			const whole = lines.map(text => `${text}\n`).join('');
			await writeFile(file, whole + rest);
			const seen: string[] = [];

			const end = await readBlocks(file, block => seen.push(...block.toString().slice(0, -1).split('\n')) > 0, {
				chunkSize,
			});

			expect(seen).toEqual(lines);
			expect(end).toEqual({rest: Buffer.from(rest), restStart: Buffer.byteLength(whole)});
		}),
	);
});

test('reading ends where nobody wants more', async () => {
	const file = path.join(await temporaryFolder(), 'lines');
	await writeFile(file, 'a\nb\nc\n');
	const seen: string[] = [];

	const end = await readBlocks(file, block => seen.push(block.toString()) < 2, {chunkSize: 2});

	expect(seen).toEqual(['a\n', 'b\n']);
	expect(end.restStart).toBe(4);
});

test('reading begins where it is told to', async () => {
	const file = path.join(await temporaryFolder(), 'lines');
	await writeFile(file, 'a\nb\nc\nd');
	const seen: string[] = [];

	const end = await readBlocks(file, block => seen.push(block.toString()) > 0, {from: 4});

	expect(seen).toEqual(['c\n']);
	expect(end).toEqual({rest: Buffer.from('d'), restStart: 6});
});
