import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, onTestFinished, test} from 'vitest';
import {findText} from '../../../source/server/logs/find-text.js';
import {type ByteFile, openBytes} from '../../../source/system/byte-file.js';
import {temporaryFolder} from '../../helpers/temporary.js';

/** A file in memory. */
const fileOf = (content: string | Buffer): ByteFile => {
	const bytes = Buffer.from(content);
	return {
		size: async () => bytes.length,
		read: async (from, length) => bytes.subarray(from, from + length),
		close: async () => {},
	};
};

const look = async (file: ByteFile, text: string, from: number, isBackwards = false, most = 32 * 1024 * 1024) =>
	findText(file, {text, from, isBackwards, most, signal: new AbortController().signal});

const found: ReadonlyArray<[title: string, content: string, text: string, at: number | undefined]> = [
	['a word', 'the door is open', 'door', 4],
	['nothing', 'the door is open', 'window', undefined],
	['lower case stands for upper case', 'The DOOR', 'door', 4],
	['upper case stands for itself', 'the door, the Door', 'Door', 14],
	['and for nothing else', 'the door', 'Door', undefined],
	['beyond English too', 'ÜBER ALLES', 'über', 0],
	['a letter whose upper case is longer', 'STRASSE', 'straße', 0],
	['no upper case is looked for where the text has some', 'STRASSE', 'Straße', undefined],
	['signs of patterns are signs', 'a.c (x|y)* [z] \\d$^', '(x|y)* [z] \\d$^', 4],
	['a point is no other letter', 'abc', 'a.c', undefined],
	['a line end', 'one\ntwo', 'e\nt', 2],
	['emoji', 'all 👍🏽 well', '👍🏽', 4],
	['no character is found within another one', 'é', '\u00c3', undefined],
	['what is no UTF-8 is passed over', Buffer.from([0xff, 0xfe, 0x61]).toString('latin1'), 'a', 4],
];

for (const [title, content, text, at] of found) {
	test(`found in a log: ${title}`, async () => {
		expect((await look(fileOf(content), text, 0)).at).toBe(at);
		expect((await look(fileOf(content), text, Buffer.byteLength(content), true)).at).toBe(at);
	});
}

test('forwards the first that begins there counts, backwards the last that has ended by there', async () => {
	const file = fileOf('aaa aaa');

	expect(await look(file, 'aa', 1)).toEqual({at: 1});
	expect(await look(file, 'aa', 2)).toEqual({at: 4});
	expect(await look(file, 'aa', 6)).toEqual({});
	expect(await look(file, 'aa', 7, true)).toEqual({at: 5});
	expect(await look(file, 'aa', 6, true)).toEqual({at: 4});
	expect(await look(file, 'aa', 5, true)).toEqual({at: 1});
	expect(await look(file, 'aa', 1, true)).toEqual({});
	expect(await look(file, 'aa', 1000, true)).toEqual({at: 5});
});

test('whichever way a log is walked through, in parts of whatever size, all are found', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.string({unit: fc.constantFrom('a', 'b', 'A', 'é', 'É', '\n'), maxLength: 60}),
			fc.string({unit: fc.constantFrom('a', 'b', 'A', 'é'), minLength: 1, maxLength: 3}),
			fc.integer({min: 12, max: 40}),
			async (content, text, most) => {
				const file = fileOf(content);
				const isExact = text !== text.toLowerCase();
				const bytes = Buffer.from(isExact ? content : content.toLowerCase());
				const all: number[] = [];
				for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) {
					all.push(at);
				}

				const walk = async (isBackwards: boolean): Promise<readonly number[]> => {
					const places: number[] = [];
					let from: number | undefined = isBackwards ? bytes.length : 0;
					while (from !== undefined) {
						const {at, goOnAt}: {at?: number; goOnAt?: number} = await look(file, text, from, isBackwards, most);
						if (at !== undefined) {
							places.push(at);
						}

						from = at === undefined ? goOnAt : isBackwards ? at + Buffer.byteLength(text) - 1 : at + 1;
					}

					return places;
				};

				expect(await walk(false)).toEqual(all);
				expect(await walk(true)).toEqual(all.toReversed());
			},
		),
		{numRuns: 300},
	);
});

test('a large file is looked at in parts, and the search goes on where it left off', async () => {
	const name = path.join(await temporaryFolder(), 'output');
	const megabyte = 1024 * 1024;
	const content = Buffer.alloc(9 * megabyte, 'x');
	// Over the edge between two parts.
	content.write('here', 8 * megabyte - 2);
	await writeFile(name, content);
	const file = await openBytes(name);
	onTestFinished(async () => file?.close());
	if (file === undefined) {
		throw new Error('It was just written');
	}

	expect(await look(file, 'here', 0, false, 4 * megabyte)).toEqual({goOnAt: 4 * megabyte});
	expect(await look(file, 'here', 4 * megabyte, false, 4 * megabyte)).toEqual({at: 8 * megabyte - 2});
	expect(await look(file, 'here', 9 * megabyte, true, megabyte)).toEqual({goOnAt: 8 * megabyte + 3});
	expect(await look(file, 'here', 8 * megabyte + 3, true, megabyte)).toEqual({at: 8 * megabyte - 2});
	expect(await look(file, 'nowhere', 0)).toEqual({});
});
