import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createInputSplitter} from '../../../source/views/input/split-input.js';

const reports = [
	'\u001B[<0;12;7M',
	'\u001B[<0;12;7m',
	'\u001B[<65;200;50M',
	'\u001B[I',
	'\u001B[O',
	'\u001B[0n',
	'\u001B]11;rgb:1e1e/1e1e/2e2e\u001B\\',
	'\u001B]11;rgb:ffff/ffff/ffff\u0007',
	'\u001B]4;1;rgb:cdcd/0000/0000\u001B\\',
	'\u001B[?62;1;6;22c',
	'\u001B[>41;366;0c',
	'\u001B[?2026;2$y',
	'\u001B[8;1$y',
	'\u001B[8;0$y',
	'\u001BP1$r0 q\u001B\\',
	'\u001BP>|tmux 3.4\u001B\\',
	'\u001BP!|00000000\u001B\\',
	'\u001B_Gi=31;OK\u001B\\',
];

const keys = [
	'a',
	'q',
	'日',
	'👩‍👩‍👧',
	' ',
	'\r',
	'\t',
	'\u0003',
	'\u007F',
	'[',
	']',
	'<0;1;1M',
	'\u001B[A',
	'\u001B[1;5C',
	'\u001B[3~',
	'\u001B[8~',
	'\u001B[8;2~',
	'\u001B[27u',
	'\u001B[[A',
	'\u001BOP',
	'\u001Bx',
	'\u001B[Z',
	'\u001B[200~pasted \u001B[<0;1;1M \u001B]11;? text\u001B[201~',
	'\u001B[200~\u001B[201~',
];

type Part = {readonly text: string; readonly isReport: boolean};

const part = fc.oneof(
	fc.constantFrom(...reports).map((text): Part => ({text, isReport: true})),
	fc.constantFrom(...keys).map((text): Part => ({text, isReport: false})),
);

const split = (chunks: readonly string[]) => {
	const splitter = createInputSplitter();
	const parted = chunks.map(chunk => splitter.push(chunk));
	return {
		keys: parted.map(each => each.keys).join(''),
		reports: parted.flatMap(each => each.reports),
		held: splitter.held(),
	};
};

const textOf = (parts: readonly Part[], wanted: boolean): readonly string[] =>
	parts.filter(({isReport}) => isReport === wanted).map(({text}) => text);

test('keys come through as they were and reports are taken out, wherever the line cuts them', () => {
	fc.assert(
		fc.property(
			fc.array(part, {maxLength: 12}),
			fc.array(fc.nat({max: 8}), {minLength: 1, maxLength: 80}),
			(parts, cuts) => {
				const whole = parts.map(({text}) => text).join('');
				const chunks: string[] = [];
				let at = 0;
				for (let turn = 0; at < whole.length; turn += 1) {
					const length = (cuts[turn % cuts.length] ?? 0) + 1;
					chunks.push(whole.slice(at, at + length));
					at += length;
				}

				expect(split(chunks)).toEqual({
					keys: textOf(parts, false).join(''),
					reports: textOf(parts, true),
					held: 'nothing',
				});
			},
		),
		{numRuns: 2000},
	);
});

test('what holds no report comes through byte for byte, whatever it is', () => {
	const letters = fc.string({
		unit: fc.constantFrom('a', '[', '1', ';', '~', 'A', '\u001Bb', '\u001BOA', '\u001B[B', '日'),
		maxLength: 30,
	});
	fc.assert(
		fc.property(letters, fc.nat({max: 30}), (text, cut) => {
			const splitter = createInputSplitter();
			const parted = [text.slice(0, cut), text.slice(cut)].map(chunk => splitter.push(chunk));
			expect(parted.map(each => each.keys).join('') + splitter.release()).toBe(text);
		}),
	);
});

test('an escape by itself is held back, and let go as it was', () => {
	const splitter = createInputSplitter();

	expect(splitter.push('\u001B')).toEqual({keys: '', reports: []});
	expect(splitter.held()).toBe('undecided');
	expect(splitter.release()).toBe('\u001B');
	expect(splitter.held()).toBe('released');
	expect(splitter.push('j')).toEqual({keys: 'j', reports: []});
});

for (const report of reports) {
	test(`no part of ${JSON.stringify(report)} is taken for typing, when its rest comes late`, () => {
		for (let cut = 1; cut < report.length; cut += 1) {
			const splitter = createInputSplitter();
			const before = splitter.push(report.slice(0, cut));
			const released = splitter.release();
			const after = splitter.push(`${report.slice(cut)}j`);

			expect(before.keys).toBe('');
			expect(released === '' || /^\u001B(?:[[\]P_]|\[[08])?$/.test(released)).toBe(true);
			expect(after.keys).toBe('j');
		}
	});
}

test('a report that never ends holds no keys for ever, and takes no control key with it', () => {
	const splitter = createInputSplitter();
	splitter.push('\u001B]11;rgb:1e');

	expect(splitter.held()).toBe('report');
	expect(splitter.push('\u0003').keys).toBe('\u0003');
	expect(splitter.push('\u001B]11;rgb:1e').keys).toBe('');
	expect(splitter.push('\u001B[A').keys).toBe('\u001B[A');
	splitter.push('\u001B]11;rgb:1e');
	expect(splitter.release()).toBe('');
	splitter.forget();

	expect(splitter.push('j').keys).toBe('j');
});

test('a report that comes letter by letter with time between is an escape at most', () => {
	for (const report of reports) {
		const splitter = createInputSplitter();
		const keys = [...report].map((letter, index) => {
			const {keys: now} = splitter.push(letter);
			return now + (index === 0 ? splitter.release() : '');
		});

		expect(keys.join('')).toBe('\u001B');
	}
});

test('what is typed after an escape is typed, whatever it could have been the rest of', () => {
	const splitter = createInputSplitter();
	splitter.push('\u001B');
	splitter.release();

	expect(splitter.push(']').keys).toBe('');
	expect(splitter.held()).toBe('late');
	expect(splitter.release()).toBe(']');
	splitter.forget();

	expect(splitter.push('1').keys).toBe('1');
	expect(splitter.held()).toBe('nothing');
});
