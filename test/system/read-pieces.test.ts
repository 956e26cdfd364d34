import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readPieces} from '../../source/system/files.js';
import {temporaryFolder} from '../helpers/temporary.js';

test('a large file comes in pieces, one after the other, each with what is left after it', async () => {
	const file = path.join(await temporaryFolder(), 'large');

	await fc.assert(
		fc.asyncProperty(fc.uint8Array({maxLength: 40}), fc.integer({min: 1, max: 50}), async (bytes, pieceSize) => {
			await writeFile(file, bytes);
			const pieces: Buffer[] = [];
			const left: number[] = [];

			const whole = await readPieces(
				file,
				(piece, bytesLeft) => {
					pieces.push(Buffer.from(piece));
					left.push(bytesLeft);
				},
				pieceSize,
			);

			expect(whole).toEqual(Buffer.from(bytes));
			expect(Buffer.concat(pieces)).toEqual(Buffer.from(bytes));
			expect(left.at(-1)).toBe(0);
		}),
	);
});

test('where there is no file there are no pieces', async () => {
	expect(await readPieces(path.join(await temporaryFolder(), 'missing'), () => {})).toBeUndefined();
});
