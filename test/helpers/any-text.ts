import fc from 'fast-check';

/** What no field should be able to do anything with but be shown: each has made some terminal, or some program in one, go wrong. */
export const nasties = [
	'日本語',
	`e${'\u0301'.repeat(300)}`,
	'\u0301lone mark',
	'👩‍👩‍👧‍👦',
	'👍🏽',
	'🇩🇪🇫🇷🇩',
	'❤️',
	'1️⃣',
	'עברית 123',
	'العربية',
	'कि क्षि',
	'각',
	'a\tb',
	'two\nlines',
	'over\rwritten',
	'line\u2028separator\u2029',
	'\u001B[2J\u001B[H',
	'\u001B]0;stolen title\u0007',
	'\u001B]52;c;c3RvbGVu\u0007',
	'\u001B[?1049l',
	'\u001B[?2004l',
	'\u001B[?1000h',
	'\u001B[?7h',
	'\u001B[5;10r',
	'\u001Bc',
	'\u001B(0qqq',
	'\u001BPq#0\u001B\\',
	'\u009B31mred',
	'\u009D0;stolen title\u009C',
	'\u0007\u0008\u000E\u007F',
	'\u202Egnirts\u202C',
	'\u2066isolated',
	'z\u200Be\u200Cr\u200Do\u2060\uFEFF',
	'soft\u00ADhyphen',
	'\uD83D lone',
	'\uDC00',
	'\u0600\u06DD12',
	'\u3164\u115F\uFFA0',
	'x'.repeat(10_000),
	'日'.repeat(3000),
	'   ',
	'',
];

/** Texts as hostile as anybody can write them. */
export const anyText: fc.Arbitrary<string> = fc
	.array(
		fc.oneof(
			{weight: 4, arbitrary: fc.constantFrom(...nasties)},
			{weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 20})},
			{weight: 1, arbitrary: fc.string({unit: 'grapheme', maxLength: 20})},
		),
		{minLength: 1, maxLength: 4},
	)
	.map(parts => parts.join(''));
