import fc from 'fast-check';

/** What reaches the app when somebody does not look where they type: a few keys that are struck fast, or what came in one piece. */
export type Mistake = {
	readonly how: 'one by one' | 'in one piece' | 'pasted' | 'pasted in pieces';
	/** One key, or what a terminal sends in one go. */
	readonly pieces: readonly string[];
};

export const textOf = ({pieces}: Mistake): string => pieces.join('');

const isPrintable = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);

const letters = fc.string({unit: 'grapheme', minLength: 1, maxLength: 1}).filter(isPrintable);
const ascii = fc.string({unit: 'grapheme-ascii', minLength: 1, maxLength: 1});
const anything = fc.string({unit: 'binary', minLength: 1, maxLength: 1}).filter(isPrintable);
/** Text, without anything that a terminal would take for a key. */
const printable = fc.oneof({weight: 3, arbitrary: ascii}, letters, anything);

/**
What a terminal says by itself and nobody does: modes, colours, what it is, its focus, a mouse that is moved or let go. That all is well is
not among them, as it is the receipt for what was drawn.
*/
const reports = [
	'\u001B[?2026;2$y',
	'\u001B[?62;22c',
	'\u001B[>1;10;0c',
	'\u001B[I',
	'\u001B[O',
	'\u001B[<0;3;4m',
	'\u001B[<35;20;7M',
	'\u001B[<2;5;5M',
	'\u001B]11;rgb:0000/0000/0000\u0007',
	'\u001B]11;rgb:ffff/ffff/ffff\u001B\\',
	'\u001BP>|XTerm(390)\u001B\\',
	'\u001B_Gi=31;OK\u001B\\',
] as const;

/** What is in the output of programs, and so in what is copied from it; the last ones are cut. */
const sequences = [
	'\u001B[31m',
	'\u001B[2J',
	'\u001B[?1049l',
	'\u001B[10;5H',
	'\u001B]0;title\u0007',
	'\u001B]52;c;c3RvbGVu\u0007',
	'\u001Bc',
	'\u001B(0',
	'\u001B[201~',
	'\u009B31m',
	'\u001B[',
	'\u001B[3',
	'\u001BO',
	'\u001B]0;ti',
] as const;

/** Keys that are no characters; where somebody is typing they are thrown away with the rest. */
const keys = [
	...['\r', '\n', '\t', '\u007F', '\u0008', '\u0004', '\u0005', '\u000C', '\u0015', '\u001A', '\u0001', '\u0010'],
	...[
		'\u001B[A',
		'\u001B[B',
		'\u001B[C',
		'\u001B[D',
		'\u001B[H',
		'\u001B[F',
		'\u001B[5~',
		'\u001B[6~',
		'\u001B[3~',
		'\u001B[Z',
	],
	...['\u001Bq', '\u001BX', '\u001B[15~', '\u001BOP', '\u001B[97;5u'],
] as const;

const clicks = ['\u001B[<0;3;4M', '\u001B[<0;30;24M', '\u001B[<64;3;4M', '\u001B[<65;3;4M'] as const;
const controls = [
	'\u0000',
	'\u0003',
	'\u0007',
	'\u0011',
	'\u0013',
	'\u001B',
	'\u001B\u001B',
	'\u0085',
	'\u009B',
] as const;

const runs = (all: readonly string[]): number => all.filter((each, index) => each !== all[index - 1]).length;

/** Four characters of which no two that follow each other are the same: one that is held down is no typing. */
const start = fc
	.array(printable, {minLength: 4, maxLength: 6})
	.filter(
		all => runs([...new Intl.Segmenter().segment(all.join(''))].map(({segment}) => segment)) >= 4 && runs(all) >= 4,
	);

const noise = fc.oneof(
	{weight: 6, arbitrary: printable},
	fc.constantFrom(...keys),
	fc.constantFrom(...sequences.filter(each => each.length > 3)),
	fc.constantFrom(...reports),
);

/** Once a paste has begun all is text, but what ends it. */
const pasted = fc.oneof(
	{weight: 6, arbitrary: printable},
	fc.constantFrom(...keys, ...sequences.filter(each => each !== '\u001B[201~'), ...reports, ...clicks, ...controls),
);

/** Of 4 to 200 pieces; those that come one by one are no more than a few, as each of them is waited for. */
export const anyMistake: fc.Arbitrary<Mistake> = fc.oneof(
	fc.record({
		how: fc.constant('one by one' as const),
		pieces: fc.tuple(start, fc.array(noise, {maxLength: 20})).map(([first, rest]) => [...first, ...rest]),
	}),
	{
		weight: 3,
		arbitrary: fc.record({
			how: fc.constant('in one piece' as const),
			pieces: fc
				.tuple(fc.array(fc.constantFrom(...reports), {maxLength: 2}), start, fc.array(noise, {maxLength: 190}))
				.map(parts => parts.flat()),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			how: fc.constantFrom('pasted' as const, 'pasted in pieces' as const),
			pieces: fc.array(pasted, {minLength: 4, maxLength: 200}),
		}),
	},
);

/** The same where it is text: nothing but characters, unless it is pasted. A blank that comes alone may be a key there. */
export const anyWriting: fc.Arbitrary<Mistake> = fc.oneof(
	fc.record({
		how: fc.constant('one by one' as const),
		pieces: fc.array(
			printable.filter(text => text !== ' '),
			{minLength: 4, maxLength: 20},
		),
	}),
	{
		weight: 3,
		arbitrary: fc.record({
			how: fc.constant('in one piece' as const),
			pieces: fc.array(printable, {minLength: 4, maxLength: 200}),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			how: fc.constantFrom('pasted' as const, 'pasted in pieces' as const),
			pieces: fc.array(pasted, {minLength: 4, maxLength: 200}),
		}),
	},
);
