import {mkdir, readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {extent} from '../helpers/extent.js';
import type {SetUp} from './multiplexer-windows.js';

// What a program in a window got, told by itself.
const teller = `
const fs = require('node:fs');
const file = process.argv[1];
fs.writeFileSync(file + '.new', JSON.stringify({args: process.argv.slice(2), environment: process.env}));
fs.renameSync(file + '.new', file);
setInterval(() => {}, 1e6);
`;

const hostileArguments = [
	...['a b', '$HOME', '`id`', '$(id)', '#{version}', '#(id)', '', ';', 'x;', 'x\\;', '-n', '--', '~', '*'],
	...['two\nlines', 'tab\t', 'é中😀', '"q"', "'s'", '{', '}', '%1', '\\', '\\\\', '!x', '\u001B[31m', ';;', 'a;b'],
	...['new-window', '-t', '=maestro:', '-e', 'A=B', 'A=B', '\r', '\u009B1m', '%d %H', '##[x', '###', ';'],
];

const hostileVariables = {
	MAESTRO_SESSION_ID: 'sess_1_a',
	EMPTY: '',
	SEMICOLON: 'x;',
	ALONE: ';',
	ASSIGNMENT: 'A=B=C',
	LINES_OF_TEXT: 'one\ntwo\n',
	FORMAT: '#{version} #(id) $HOME $x;',
	QUOTES: `'"\`\\`,
	LETTERS: 'é中😀\u001B',
	lower: 'case',
};

const hostileFolders = [
	...['plain', 'a b', '#(touch pwned)', '#{version}', '##[x', '#[fg=red]', 'ends with ;', ';', 'x\\;', '$x', '`id`'],
	...['two\nlines', 'tab\t', '%d %H', '-lead', '{', 'it\'s "q"', 'é中😀', '\u001B[31m', '###', '$(touch pwned)'],
];

const hostileNames = [
	...['#(touch pwned)', '#{version}', '"q" \'s\'', 'a.b:c', '-lead', 'semi;', 'x\\;', '##[x', '%d %H', '$HOME'],
	...['`touch pwned`', 'tab\t', 'two\nlines', '\u001B]0;x\u0007', '', 'x'.repeat(300), 'é中😀', 'مرحبا', 'a\u200Bb'],
];

const someOf = <Item>(all: readonly Item[], isSlow: boolean): readonly Item[] => {
	const every = isSlow ? extent(4, 1) : 1;
	const first = Math.floor(Math.random() * every);
	return all.filter((_, index) => index % every === first);
};

/**
What everybody may rely on who has a `Multiplexer` run programs, whatever they and their folders are called. What is only pretended to run
shows nothing of that.
*/
export const multiplexerProgramContract = (name: string, setUp: SetUp) => {
	test(`${name}: arguments and variables reach a program byte for byte`, async context => {
		const {directory, open, isPretended} = await setUp();
		context.skip(isPretended === true);
		const file = path.join(directory, 'told');

		await open('key_00001', {
			command: [process.execPath, '-e', teller, '--', file, ...hostileArguments],
			environment: hostileVariables,
		});

		const told = await eventually(async () => JSON.parse(await readFile(file, 'utf8')));
		expect(told.args).toEqual(hostileArguments);
		expect(told.environment).toMatchObject(hostileVariables);
	});

	test(`${name}: a program starts in its folder, whatever that is called, and nothing else is run`, async context => {
		const {directory, open, isPretended, isSlow = false} = await setUp();
		context.skip(isPretended === true);
		const folders = someOf(hostileFolders, isSlow).map((folder, index) => ({
			key: `key_${1000 + index}`,
			directory: path.join(directory, folder),
		}));

		for (const {key, directory: folder} of folders) {
			await mkdir(folder);
			await open(key, {directory: folder, command: ['sh', '-c', 'ls -di . > here; read -r line']});
		}

		for (const {directory: folder} of folders) {
			const {ino} = await stat(folder);
			await eventually(async () =>
				expect(Number.parseInt(await readFile(path.join(folder, 'here'), 'utf8'), 10)).toBe(ino),
			);
		}

		expect(await readdir(directory)).not.toContain('pwned');
	});

	test(`${name}: a window may be called anything: it is known by its key, and its name does nothing`, async () => {
		const {directory, open, multiplexer, isSlow = false} = await setUp();
		const names = someOf(hostileNames, isSlow);
		const keys = names.map((_, index) => `key_${1000 + index}`);

		for (const [index, key] of keys.entries()) {
			const {window, how} = await open(key, {name: names[index] ?? '', command: ['sleep', '600']});
			expect([how, window.key]).toEqual(['created', key]);
		}

		expect((await multiplexer.listWindows()).map(({key}) => key).toSorted()).toEqual(keys);
		expect(await readdir(directory)).toEqual([]);
	});

	test(`${name}: a line is not entered for a program that has ended meanwhile`, async context => {
		const {open, program, multiplexer, find} = await setUp();
		context.skip(multiplexer.supports.typing !== 'guarded');
		const told = await program('key_00001');
		const {window} = await open('key_00001', {command: told.command});
		const end = async () => {
			await told.exit(0);
			await eventually(async () => expect((await find('key_00001')).life.state).toBe('ended'));
			return true;
		};

		expect(await multiplexer.typeLine(window, 'hello', {mayEnter: end})).toBe(false);
	});
};
