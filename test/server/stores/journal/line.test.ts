import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type Line, readLine, readLines, writeLine} from '../../../../source/server/stores/journal/line.js';

const bytesOf = (text: string): Buffer => Buffer.from(text.trimEnd());

test('a line says what was written, whatever that is', () => {
	fc.assert(
		fc.property(fc.nat(), fc.nat(), fc.json(), (seq, at, json) => {
			const line = {seq, at, fact: JSON.parse(json)};
			const text = writeLine(line);
			expect(text.indexOf('\n')).toBe(text.length - 1);
			expect(readLine(bytesOf(text))).toMatchObject(line);
		}),
	);
});

test('a line in which any byte is another one is not believed', () => {
	const bytes = bytesOf(writeLine({seq: 12, at: 1_763_726_400_000, fact: {kind: 'read', id: 'ä'}}));

	for (let place = 0; place < bytes.length; place++) {
		for (const flip of [1, 4, 128, 255]) {
			const other = Buffer.from(bytes);
			other[place] = (bytes[place] ?? 0) ^ flip;
			expect(readLine(other), other.toString()).toBeUndefined();
		}
	}
});

test('what is shorter than a checksum is no line', () => {
	for (const text of ['', '{}', '"}', ',"crc":"00000000"}', '{"crc":"a3830348"}']) {
		expect(readLine(Buffer.from(text))).toBeUndefined();
	}
});

test('many lines are read at once as each is by itself, and what is no line is handed over', () => {
	const genuine = fc
		.tuple(fc.nat(), fc.json())
		.map(([seq, json]): readonly [string, Line] => [
			writeLine({seq, at: 1, fact: JSON.parse(json)}),
			{seq, at: 1, fact: JSON.parse(json)},
		]);
	const other = fc
		.oneof(
			fc.string({unit: 'binary', maxLength: 60}),
			genuine.map(([text]) => text.replace('"at":1', '"at":2')),
		)
		.map(text => [`${text.replaceAll('\n', '')}\n`, undefined] as const);

	fc.assert(
		fc.property(fc.array(fc.oneof(genuine, other)), rows => {
			const bad: string[] = [];

			const lines = readLines(Buffer.from(rows.map(([text]) => text).join('')), bytes => bad.push(`${bytes}\n`));

			expect(lines).toMatchObject(rows.flatMap(([, line]) => line ?? []));
			expect(bad).toEqual(rows.flatMap(([text, line]) => (line === undefined ? text : [])));
		}),
	);
});
