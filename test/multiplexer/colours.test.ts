import fc from 'fast-check';
import {expect, test} from 'vitest';
import {closeColours} from '../../source/multiplexer/colours.js';

const written = (rows: readonly string[]) =>
	rows.map(row => row.replaceAll('\u001B[', '<').replaceAll(/<([\d;:]*)m/g, '<$1>'));
const rowsOf = (...rows: readonly string[]) => rows.map(row => row.replaceAll(/<([\d;:]*)>/g, '\u001B[$1m'));

const tables: ReadonlyArray<[title: string, rows: readonly string[], closed: readonly string[]]> = [
	['rows without colours stay as they are', ['one', 'two'], ['one', 'two']],
	['a row that ends its colours stays as it is', ['<31>red<39> plain', 'two'], ['<31>red<39> plain', 'two']],
	[
		'a colour that runs on is ended and begun anew',
		['<31>red', 'red', '<39>plain'],
		['<31>red<0>', '<31>red<0>', '<31><39>plain'],
	],
	['so is one in the middle of a row', ['a <1;32>b', 'c<0>'], ['a <1;32>b<0>', '<1;32>c<0>']],
	['the last of two colours counts', ['<31>a<34>b', 'c'], ['<31>a<34>b<0>', '<34>c<0>']],
	['bright ones are colours as well', ['<31>a<94>b', 'c'], ['<31>a<94>b<0>', '<94>c<0>']],
	['foreground and background are two things', ['<31;42>a<39>b', 'c'], ['<31;42>a<39>b<0>', '<42>c<0>']],
	['of 256 colours', ['<38;5;196>a', 'b<39>'], ['<38;5;196>a<0>', '<38;5;196>b<39>']],
	['of all colours, behind something else', ['<1;48;2;1;22;0>a', 'b'], ['<1;48;2;1;22;0>a<0>', '<1;48;2;1;22;0>b<0>']],
	[
		'with colons',
		['<4:3;58:2::1:2:3>a', 'b<59>', 'c<24>'],
		['<4:3;58:2::1:2:3>a<0>', '<4:3;58:2::1:2:3>b<59><0>', '<4:3>c<24>'],
	],
	['bold and dim end together', ['<1>a<2>b<22>', 'c'], ['<1>a<2>b<22>', 'c']],
	['an underline ends with 4:0 too', ['<4>a<4:0>', 'b'], ['<4>a<4:0>', 'b']],
	['an empty reset ends all', ['<1;31>a<>', 'b'], ['<1;31>a<>', 'b']],
];

for (const [title, rows, closed] of tables) {
	test(title, () => {
		expect(written(closeColours(rowsOf(...rows)))).toEqual(closed);
	});
}

test('nothing but colours is left of what a terminal acts upon', () => {
	const rows = [
		'\u001B]8;;https://example.org\u001B\\link\u001B]8;;\u001B\\',
		'\u001B[2Ja\u000Eqqq\u000F\u0007\u009B1mb',
	];

	expect(closeColours(rows)).toEqual(['link', 'aqqqb']);
});

test('each row can be drawn alone: it begins with what was on, and leaves nothing on', () => {
	const code = fc.constantFrom(
		'0',
		'1',
		'3',
		'4',
		'7',
		'22',
		'24',
		'27',
		'31',
		'39',
		'42',
		'49',
		'91',
		'38;5;9',
		'48;2;1;2;3',
	);
	const row = fc
		.array(
			fc.oneof(
				fc.constant('x'),
				code.map(text => `\u001B[${text}m`),
			),
		)
		.map(parts => parts.join(''));
	fc.assert(
		fc.property(fc.array(row), rows => {
			const closed = closeColours(rows);

			// Row by row alone, and all as one: the same letters in the same colours.
			expect(closed.flatMap(alone => lettersOf([alone]))).toEqual(lettersOf(rows));
			expect(lettersOf(closed)).toEqual(lettersOf(rows));
		}),
	);
});

/** Each letter with what is on when it is drawn: a small terminal for the codes above. */
const lettersOf = (rows: readonly string[]): readonly string[] => {
	const on = new Map<string, string>();
	const letters: string[] = [];
	for (const [, codes, letter] of rows.join('').matchAll(/\u001B\[([\d;]*)m|(x)/g)) {
		if (letter !== undefined) {
			letters.push([...on].toSorted().join(' '));
			continue;
		}

		for (const [code = ''] of (codes ?? '').matchAll(/[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+/g)) {
			draw(on, code);
		}
	}

	return letters;
};

const draw = (on: Map<string, string>, code: string): void => {
	const ends: Readonly<Record<string, readonly string[]>> = {
		'22': ['1'],
		'24': ['4'],
		'27': ['7'],
		'39': ['fg'],
		'49': ['bg'],
	};
	if (code === '0') {
		on.clear();
	}

	for (const thing of ends[code] ?? []) {
		on.delete(thing);
	}

	if (code !== '0' && ends[code] === undefined) {
		on.set(/^(?:38|3\d|9\d)/.test(code) && code !== '3' ? 'fg' : /^4[28]/.test(code) ? 'bg' : code, code);
	}
};
