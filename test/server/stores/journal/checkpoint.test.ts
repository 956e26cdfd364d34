import {readdir, readFile, rm, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {openWords} from '../../../helpers/journal.js';
import {testIf} from '../../../helpers/require.js';
import {canMount, mountSmallDisk} from '../../../helpers/small-disk.js';
import {temporaryFolder} from '../../../helpers/temporary.js';

const noon = Date.UTC(2025, 10, 21, 12);
const day = 24 * 3_600_000;
const inFolder = (folder: string) => ({
	file: path.join(folder, '2025-11-21.jsonl'),
	checkpoint: path.join(folder, 'checkpoint'),
});

/** A record of three words, the first two of which are in its checkpoint too. */
const keepTwo = async (folder: string): Promise<void> => {
	const journal = await openWords({folder});
	await journal.append('a');
	await journal.append('b');
	await journal.keep();
	await journal.append('c');
};

test('a start takes what the checkpoint says, and reads only what came after it', async () => {
	const folder = await temporaryFolder();
	await keepTwo(folder);
	const {file} = inFolder(folder);
	// What nobody reads may be anything, as long as the end of it is as it was.
	const bytes = await readFile(file);

	const {words, entries, reports, append} = await openWords({folder});
	await append('d');

	expect(words).toEqual(['a', 'b', 'c', 'd']);
	expect(entries.map(({seq, fact}) => [seq, fact])).toEqual([[4, 'c']]);
	expect(reports).toEqual([]);
	expect((await readFile(file)).subarray(0, bytes.length)).toEqual(bytes);
	expect((await openWords({folder})).words).toEqual(['a', 'b', 'c', 'd']);
});

test('the files before the checkpoint are not read at all', async () => {
	const folder = await temporaryFolder();
	let now = noon;
	const clock = () => now;
	const journal = await openWords({folder, clock});
	await journal.append('a');
	now += day;
	await journal.append('b');
	await journal.keep();
	const {file} = inFolder(folder);
	const lines = (await readFile(file, 'utf8')).split('\n');
	await writeFile(file, `${lines[0]}\nnot a line\n`);

	const {words, reports} = await openWords({folder, clock});

	expect(words).toEqual(['a', 'b']);
	expect(reports).toEqual([]);
});

const spoilings: ReadonlyArray<[title: string, spoil: (folder: string) => Promise<void>, words: readonly string[]]> = [
	[
		'in which a byte is another one',
		async folder => {
			const {checkpoint} = inFolder(folder);
			await writeFile(checkpoint, (await readFile(checkpoint, 'latin1')).replace('"a"', '"x"'));
		},
		['a', 'b', 'c'],
	],
	[
		'that is cut short',
		async folder => {
			const {checkpoint} = inFolder(folder);
			await truncate(checkpoint, (await readFile(checkpoint)).length - 1);
		},
		['a', 'b', 'c'],
	],
	['that is empty', async folder => writeFile(inFolder(folder).checkpoint, ''), ['a', 'b', 'c']],
	['of which the record has lost a part', async folder => truncate(inFolder(folder).file, 130), ['a']],
	[
		'that was made of another record',
		async folder => {
			const other = await temporaryFolder();
			const journal = await openWords({folder: other});
			await Promise.all(['x', 'y', 'z'].map(journal.append));
			await writeFile(inFolder(folder).file, await readFile(inFolder(other).file));
		},
		['x', 'y', 'z'],
	],
	['of which the file is gone', async folder => rm(inFolder(folder).file), []],
];
for (const [title, spoil, expected] of spoilings) {
	test(`a checkpoint ${title} is reported, and the whole record is read`, async () => {
		const folder = await temporaryFolder();
		await keepTwo(folder);
		await spoil(folder);

		const {words, reports} = await openWords({folder});

		expect(words).toEqual(expected);
		expect(reports[0]).toMatch(/checkpoint of .* is not used, and the whole record is read instead/);
	});
}

test('a checkpoint that is not understood is reported, and the whole record is read', async () => {
	const folder = await temporaryFolder();
	await keepTwo(folder);

	const {words, reports} = await openWords({
		folder,
		check() {
			throw new TypeError('of a later version');
		},
	});

	expect(words).toEqual(['a', 'b', 'c']);
	expect(reports).toEqual([expect.stringMatching(/is not used.*of a later version/)]);
});

test('a checkpoint speaks of one moment, however much is appended while it is written', async () => {
	const folder = await temporaryFolder();
	await fc.assert(
		fc.asyncProperty(fc.array(fc.constantFrom('append', 'append', 'keep', 'restart'), {maxLength: 30}), async steps => {
			await rm(folder, {recursive: true, force: true});
			let journal = await openWords({folder});
			let number = 0;
			let appending: Array<Promise<unknown>> = [];
			const expected: string[] = [];
			for (const step of steps) {
				if (step === 'append') {
					const word = `word ${++number}`;
					expected.push(word);
					appending.push(journal.append(word));
				} else if (step === 'keep') {
					await journal.keep();
				} else {
					await Promise.all(appending);
					appending = [];
					journal = await openWords({folder});
					expect(journal.words).toEqual(expected);
					expect(journal.reports).toEqual([]);
				}
			}

			await Promise.all(appending);
		}),
		{numRuns: 100},
	);
});

/** Words of three days, each in its file, and a checkpoint of those of the first two. */
const keepDays = async (folder: string) => {
	let now = noon;
	const clock = () => now;
	const journal = await openWords({folder, clock});
	const one = await journal.append('one');
	now += day;
	const two = await journal.append('two');
	await journal.keep();
	now += day;
	const three = await journal.append('three');
	return {journal, clock, seqs: [one, two, three].map(({seq}) => seq)};
};

const removals: ReadonlyArray<[title: string, seq: (seqs: readonly number[]) => number, before: string, left: number]> =
	[
		['which are older, and of which nothing is needed', ([, , three = 0]) => three, '2025-11-30', 2],
		['of days before the one that is named', () => 1000, '2025-11-22', 2],
		['of which nothing is needed', ([one = 0]) => one, '2025-11-30', 3],
	];
for (const [title, seq, before, left] of removals) {
	test(`of the old files only those go ${title}, and before the one that the checkpoint ends in`, async () => {
		const folder = await temporaryFolder();
		const {journal, clock, seqs} = await keepDays(folder);

		const count = await journal.removeBefore(seq(seqs), before);

		expect(3 - count).toBe(left);
		expect((await readdir(folder)).filter(name => name.startsWith('2025'))).toHaveLength(left);
		const after = await openWords({folder, clock});
		expect(after.words).toEqual(['one', 'two', 'three']);
		expect(after.reports).toEqual([]);
	});
}

test('without a checkpoint no file goes, and the one that is written to stays', async () => {
	const folder = await temporaryFolder();
	let now = noon;
	const clock = () => now;
	const journal = await openWords({folder, clock});
	await journal.append('one');
	now += day;
	await journal.append('two');
	expect(await journal.removeBefore(1000, '2025-12-31')).toBe(0);

	await journal.keep();
	expect(await journal.removeBefore(1000, '2025-12-31')).toBe(1);
	await rm(inFolder(folder).checkpoint);

	const after = await openWords({folder, clock});
	await after.append('three');
	expect((await openWords({folder, clock})).entries.map(({seq, fact}) => [seq, fact])).toEqual([
		[4, 'two'],
		[5, 'three'],
	]);
});

testIf(canMount, 'a small disk can be mounted by root only')(
	'what a full or read-only disk does not take of a checkpoint or a removal is said once, the one before stands, and later it works',
	async () => {
		const {folder: disk, setReadOnly} = await mountSmallDisk();
		const folder = path.join(disk, 'audit');
		const {journal, clock} = await keepDays(folder);
		await writeFile(path.join(disk, 'ballast'), Buffer.alloc(128 * 1024)).catch(() => {});

		expect([await journal.keep(), await journal.keep()]).toEqual([false, false]);
		expect((await openWords({folder, clock})).words).toEqual(['one', 'two', 'three']);
		await rm(path.join(disk, 'ballast'));
		// A file that is open for writing keeps its disk writable.
		await journal.close();
		setReadOnly(true);
		expect([await journal.keep(), await journal.removeBefore(1000, '2025-12-31')]).toEqual([false, 0]);
		expect(await journal.removeBefore(1000, '2025-12-31')).toBe(0);
		expect(journal.reports).toEqual([
			expect.stringMatching(/checkpoint of .* could not be written.*ENOSPC/),
			expect.stringMatching(/Old days of .* could not be removed.*EROFS/),
		]);
		expect((await openWords({folder, clock})).words).toEqual(['one', 'two', 'three']);

		setReadOnly(false);
		expect(await journal.keep()).toBe(true);
		expect(await journal.removeBefore(1000, '2025-12-31')).toBe(2);
		const after = await openWords({folder, clock});
		expect([after.words, after.reports]).toEqual([['one', 'two', 'three'], []]);
		expect((await readdir(folder)).toSorted()).toEqual(['2025-11-23.jsonl', 'checkpoint']);
	},
);

test('a draft that a kill left is gone with the next checkpoint', async () => {
	const folder = await temporaryFolder();
	await keepTwo(folder);
	await writeFile(path.join(folder, '.checkpoint.0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f'), 'half of');

	const journal = await openWords({folder});
	await journal.keep();

	expect(await readdir(folder)).toEqual(['2025-11-21.jsonl', 'checkpoint']);
	expect((await openWords({folder})).entries).toEqual([]);
});
