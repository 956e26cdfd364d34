import path from 'node:path';
import {expect, test} from 'vitest';
import {buildProgram} from '../helpers/child.js';

const mebibyte = 1024 * 1024;

test('what is set aside for new objects stays within what it is bound to, and would not by itself', async () => {
	const program = await buildProgram(path.join(import.meta.dirname, 'new-space-program.ts'));
	const largest = async (...words: readonly string[]): Promise<number> => {
		const child = program(...words);
		await child.says('largest');
		return Number(/\d+/.exec(child.lines.join())?.[0]);
	};

	expect(await largest()).toBeGreaterThan(24 * mebibyte);
	expect(await largest(String(16 * mebibyte))).toBeLessThanOrEqual(16 * mebibyte);
});
