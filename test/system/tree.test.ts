import {mkdir, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {listTree} from '../../source/system/tree.js';
import {temporaryFolder} from '../helpers/temporary.js';

const usual = {extension: '.md', depth: 3, mostFiles: 10, mostBytes: 1000};

const open = async (files: readonly string[], content = 'x') => {
	const folder = await temporaryFolder();
	for (const name of files) {
		await mkdir(path.dirname(path.join(folder, name)), {recursive: true});
		await writeFile(path.join(folder, name), content);
	}

	return folder;
};

const namesIn = async (folder: string, options: Partial<typeof usual> = {}) => {
	const {files, refused} = await listTree({folder, ...usual, ...options});
	return {files: files.map(({parts}) => parts.join('/')), refused: refused.map(({why}) => why)};
};

test('files come by name, those of a folder before those of the folders in it', async () => {
	const folder = await open(['b.md', 'a/c.md', 'a.md', 'a/b/d.md', '.git/x.md', 'a/.e.md', 'notes.txt']);

	expect(await namesIn(folder)).toEqual({files: ['a.md', 'b.md', 'a/c.md', 'a/b/d.md'], refused: []});
});

test('a folder that is not there is empty, and so is a file in its place', async () => {
	const folder = await open(['file']);

	expect(await namesIn(path.join(folder, 'nothing'))).toEqual({files: [], refused: []});
	expect(await namesIn(path.join(folder, 'file', 'below'))).toEqual({files: [], refused: []});
	expect((await namesIn(path.join(folder, 'file'))).files).toEqual([]);
});

test('a folder that leads to itself is told', async () => {
	const folder = await open([]);
	await symlink('loop', path.join(folder, 'loop'));

	expect((await namesIn(path.join(folder, 'loop'))).refused).toEqual(['it is a link that leads nowhere']);
});

const full = expect.stringMatching(/^it has more than 10 files or folders, or 1000 bytes/);
const many = (count: number, name: (index: number) => string) => Array.from({length: count}, (_, index) => name(index));

const bounds: ReadonlyArray<[title: string, files: readonly string[], content: string, taken: number]> = [
	['more files', many(11, index => `${index}.md`), 'x', 10],
	['more bytes', many(4, index => `${index}.md`), 'x'.repeat(300), 3],
	['more folders', many(30, index => `${index}/none.txt`), 'x', 0],
];

for (const [title, files, content, taken] of bounds) {
	test(`of ${title} than it may have, the first are taken, and the rest is told`, async () => {
		const found = await namesIn(await open(files, content));

		expect(found.files).toHaveLength(taken);
		expect(found.refused).toEqual([full]);
	});
}

test('of links without end only as many are looked at as may be', async () => {
	const folder = await open(['0.md']);
	for (const name of many(60, index => `link-${index}`)) {
		await symlink('/nowhere', path.join(folder, name));
	}

	expect(await namesIn(folder)).toEqual({files: ['0.md'], refused: [full]});
});

test('a file has another stamp once it was changed, and the same as long as it was not', async () => {
	const folder = await open(['a.md', 'b.md']);
	const stamps = async () => (await listTree({folder, ...usual})).files.map(({stamp}) => stamp);
	const [a, b] = await stamps();

	await writeFile(path.join(folder, 'b.md'), 'yy');

	expect((await stamps())[0]).toBe(a);
	expect((await stamps())[1]).not.toBe(b);
});
