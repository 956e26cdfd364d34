import {styledCharsToString} from '@alcalzone/ansi-tokenize';
import fc from 'fast-check';
import {expect, test} from 'vitest';
// Ink keeps it to itself; what is put in its place has to be held against it.
import InkOutput from '../../../node_modules/ink/build/output.js';
import {createRowCache, type Parts} from '../../../source/views/cells/row-cache.js';

const characters = [
	'a',
	'b',
	' ',
	'é',
	'e\u0301',
	'\u0301',
	'日',
	'🚀',
	'👩‍🚀',
	'│',
	'\n',
	'\u001B[1m',
	'\u001B[22m',
	'\u001B[31m',
	'\u001B[0m',
	'\u001B[48;5;17m',
	'\u200B',
];
const text = fc.array(fc.constantFrom(...characters), {maxLength: 14}).map(parts => parts.join(''));
const place = fc.integer({min: -3, max: 12});
const transformers = [
	(line: string) => line,
	(line: string) => line.toUpperCase(),
	(line: string) => `\u001B[36m${line}\u001B[39m`,
	(line: string, index: number) => `${index}${line}`,
];
const bound = fc.option(place, {nil: undefined});

const operations = fc.array(
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc.record({
				kind: fc.constant('write' as const),
				x: place,
				y: place,
				text,
				transformers: fc.array(fc.constantFrom(...transformers), {maxLength: 2}),
			}),
		},
		fc.record({kind: fc.constant('clip' as const), clip: fc.record({x1: bound, x2: bound, y1: bound, y2: bound})}),
		fc.record({kind: fc.constant('unclip' as const)}),
	),
	{maxLength: 14},
);

const size = fc.record({width: fc.integer({min: 1, max: 14}), height: fc.integer({min: 0, max: 8})});

test('what is composed out of rows that are remembered is what Ink composes', () => {
	// The cast: what Ink keeps to itself is used.
	const createOutput = createRowCache({Original: InkOutput, styledCharsToString} as unknown as Parts);

	fc.assert(
		fc.property(size, operations, (of, all) => {
			const [ours, inks] = [createOutput(of), new InkOutput(of)];
			for (const output of [ours, inks]) {
				for (const operation of all) {
					switch (operation.kind) {
						case 'write': {
							output.write(operation.x, operation.y, operation.text, {transformers: [...operation.transformers]});
							break;
						}

						case 'clip': {
							output.clip(operation.clip);
							break;
						}

						case 'unclip': {
							output.unclip();
							break;
						}
					}
				}
			}

			expect(ours.get()).toEqual(inks.get());
		}),
		{numRuns: 1500},
	);
});
