import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {cleanText} from '../../source/domain/text.js';
import type {Multiplexer, PasteOptions, Window} from '../../source/multiplexer/multiplexer.js';
import {eventually} from '../helpers/eventually.js';
import type {SetUp} from './multiplexer-windows.js';

// Asks for marks around what is pasted, and keeps what came, as it came.
const reader = `
const fs = require('node:fs');
process.stdin.setRawMode(true);
process.stdin.on('data', bytes => fs.appendFileSync(process.argv[1], JSON.stringify(bytes.toString('latin1')) + '\\n'));
process.stdout.write('\\u001B[?2004hready');
`;

const begin = '\u001B[200~';
const end = '\u001B[201~';
const always = () => true;
const known: PasteOptions = {enter: true, mayEnter: always, takesLines: true};

const hostile: ReadonlyArray<[what: string, text: string]> = [
	['several lines', 'one\ntwo\r\n\r\nthree\rfour'],
	['the end of a paste in it', `one${end}\rrm -rf ~\r${begin}two`],
	['the end of a paste in 8 bits', 'one\u009B201~\rtwo'],
	['the end of a paste that its cleaning would make', 'one\u001B\u001B[0m[201~two\u001B[2\u001B[0m01~'],
	['control characters', 'one\u0003\u0000\u0007\u007F\u0008two\u0085three'],
	['tabs and spaces', '\tone \t two  '],
	['line ends behind it', 'one\n\r\n\n'],
	['what means something to a shell', '$(id) `id` "q" \'s\' \\ \\; ;; & | > $HOME !x'],
	['what means something to a multiplexer', '#{pane_id} #(id) %1 @2 =x ;'],
	['an option', '--help'],
	['the name of a key', 'Enter'],
	['letters of any kind', 'é中😀 مرحبا 👨‍👩‍👧 a\uD800b'],
];

const asSent = (text: string): string => Buffer.from(cleanText(text).replace(/\n+$/, '')).toString('latin1');

/**
What everybody may rely on who pastes by a `Multiplexer`.
*/
export const multiplexerPasteContract = (name: string, setUp: SetUp) => {
	const openReader = async () => {
		const world = await setUp();
		const file = path.join(world.directory, 'read');
		const {window} = await world.open('key_00001', {command: [process.execPath, '-e', reader, '--', file]});
		if (world.isPretended !== true) {
			await eventually(async () => expect(await shown(world.multiplexer, window)).toBe('ready'));
		}

		/** What the program read, each time that it read something. */
		const chunks = async (): Promise<readonly string[]> =>
			(await readFile(file, 'utf8').catch(() => ''))
				.split('\n')
				.filter(Boolean)
				.map(line => JSON.parse(line));
		return {...world, window, chunks};
	};

	test(`${name}: whatever a text is, it comes as one paste, clean, and Enter by itself behind it`, async context => {
		const {multiplexer, window, chunks, isPretended, isSlow = false} = await openReader();
		context.skip(isPretended === true);
		let expected = '';

		for (const [what, text] of isSlow ? hostile.slice(0, 5) : hostile) {
			expect(await multiplexer.pasteText(window, text, {...known, enter: false}), what).toBe('pasted');

			expected += `${begin}${asSent(text)}${end}`;
			await eventually(async () => expect((await chunks()).join(''), what).toBe(expected));
		}

		expect(await multiplexer.pasteText(window, 'last\none', known)).toBe('entered');
		expected += `${begin}last\none${end}`;
		await eventually(async () => expect((await chunks()).join('')).toBe(`${expected}\r`));
		expect((await chunks()).at(-1)).toBe('\r');
	});

	test(`${name}: a text of 100,000 bytes comes whole`, async context => {
		const {multiplexer, window, chunks, isPretended} = await openReader();
		context.skip(isPretended === true);
		const text = Array.from({length: 2000}, (_, line) => `${line} `.padEnd(49, 'x')).join('\n');

		expect(await multiplexer.pasteText(window, text, {...known, enter: false})).toBe('pasted');

		await eventually(async () => expect((await chunks()).join('') === `${begin}${text}${end}`).toBe(true));
	});

	test(`${name}: where no Enter is wanted, or what the window shows is not as wanted, none is pressed`, async context => {
		const {multiplexer, window, chunks, isPretended} = await openReader();
		context.skip(isPretended === true);

		expect(await multiplexer.pasteText(window, 'one', {...known, enter: false})).toBe('pasted');
		expect(await multiplexer.pasteText(window, 'two', {...known, mayEnter: () => false})).toBe('pasted');
		expect(await multiplexer.pasteText(window, 'three', {...known, takesLines: false})).toBe('entered');

		const pasted = ['one', 'two', 'three'].map(text => `${begin}${text}${end}`).join('');
		await eventually(async () => expect((await chunks()).join('')).toBe(`${pasted}\r`));
	});

	test(`${name}: Enter is pressed behind what the window shows once the text is there`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001', {command: ['cat']});
		const seen: string[] = [];

		await multiplexer.pasteText(window, 'hello', {
			...known,
			// Of what `cat` asks for nothing is known; it is one line.
			takesLines: false,
			mayEnter(screen) {
				seen.push(screen);
				return false;
			},
		});

		expect(seen).toEqual(['hello']);
		expect(await shown(multiplexer, window)).toBe('hello');
	});

	test(`${name}: what may not be one text for its program is refused, and nothing is written`, async () => {
		const {open, multiplexer} = await setUp();
		const {window} = await open('key_00001', {command: ['cat']});
		const paste = async (text: string, takesLines: boolean) =>
			multiplexer.pasteText(window, text, {...known, takesLines});

		for (const text of ['', '\n', '\r\n\r', '\u001B[A', '\u0003']) {
			await expect(paste(text, true), JSON.stringify(text)).rejects.toMatchObject({code: 'malformed'});
		}

		for (const text of ['a\nb', 'a\rb', 'a\tb']) {
			await expect(paste(text, false), JSON.stringify(text)).rejects.toMatchObject({code: 'malformed'});
		}

		const long = 'é'.repeat(Math.ceil(multiplexer.supports.pasteBytes / 2));
		await expect(paste(`${long}x`, true)).rejects.toMatchObject({code: 'too-large'});
		expect(await shown(multiplexer, window)).toBe('');
	});

	test(`${name}: nothing is pasted for a program that has ended`, async () => {
		const {program, open, multiplexer, find} = await setUp();
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});
		await told.exit(0);
		await eventually(async () => expect((await find('key_00001')).life.state).toBe('ended'));

		expect(await multiplexer.pasteText(window, 'hello', known)).toBe('nothing');
		expect(await find('key_00001')).toMatchObject({life: {state: 'ended', exitCode: 0}});
	});

	test(`${name}: what is pasted is not entered for a program that has ended meanwhile`, async context => {
		const {open, program, multiplexer, find} = await setUp();
		context.skip(multiplexer.supports.typing !== 'guarded');
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});
		const end = async () => {
			await told.exit(0);
			await eventually(async () => expect((await find('key_00001')).life.state).toBe('ended'));
			return true;
		};

		expect(await multiplexer.pasteText(window, 'hello', {...known, takesLines: false, mayEnter: end})).toBe('pasted');
	});
};

const shown = async (multiplexer: Multiplexer, window: Window) =>
	multiplexer.capture(window, {lines: 10, colours: false});
