import {readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {createSaveFile} from '../../source/cli/save-file.js';
import {MaestroError} from '../../source/domain/errors.js';
import {temporaryFolder} from '../helpers/temporary.js';

test('a file is written in the current folder, for its owner alone, and its place is answered', async () => {
	const folder = await temporaryFolder();

	const place = await createSaveFile(folder)('notes.md', 'text\n', {replaces: false});

	expect(place).toBe(path.join(folder, 'notes.md'));
	expect(await readFile(place, 'utf8')).toBe('text\n');
	expect((await stat(place)).mode & 0o777).toBe(0o600);
});

test('of two that write the same name at once one is told that it is there already', async () => {
	const folder = await temporaryFolder();
	const save = createSaveFile(folder);

	const ends = await Promise.allSettled([
		save('notes.md', 'one', {replaces: false}),
		save('notes.md', 'two', {replaces: false}),
	]);

	expect(ends.map(({status}) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(ends.find(({status}) => status === 'rejected')).toMatchObject({reason: {code: 'already-there'}});
	expect(await readdir(folder)).toEqual(['notes.md']);
});

test('a file that is there is left as it is, and replaced when that is wanted', async () => {
	const folder = await temporaryFolder();
	const save = createSaveFile(folder);
	await writeFile(path.join(folder, 'notes.md'), 'mine');

	await expect(save('notes.md', 'new', {replaces: false})).rejects.toThrow('notes.md is there already');
	expect(await readFile(path.join(folder, 'notes.md'), 'utf8')).toBe('mine');
	await save('notes.md', 'new', {replaces: true});
	expect(await readFile(path.join(folder, 'notes.md'), 'utf8')).toBe('new');
});

test('a folder that is not there is named', async () => {
	const folder = await temporaryFolder();

	await expect(createSaveFile(folder)('no/notes.md', 'x', {replaces: false})).rejects.toThrow(
		`There is no folder ${folder}/no`,
	);
});

async function* pieces(...all: ReadonlyArray<string | Error>): AsyncGenerator<Uint8Array> {
	for (const piece of all) {
		if (piece instanceof Error) {
			throw piece;
		}

		yield Buffer.from(piece);
	}
}

test('what comes in pieces is written whole', async () => {
	const folder = await temporaryFolder();

	const place = await createSaveFile(folder)('run.log', pieces('one\n', 'two\n'), {replaces: false});

	expect(await readFile(place, 'utf8')).toBe('one\ntwo\n');
});

test('of what breaks off nothing is left, and a file that was there stays', async () => {
	const folder = await temporaryFolder();
	const save = createSaveFile(folder);
	const broken = () => pieces('one\n', new MaestroError('server-missing', 'The server is gone'));

	await expect(save('run.log', broken(), {replaces: false})).rejects.toMatchObject({code: 'server-missing'});
	expect(await readdir(folder)).toEqual([]);

	await writeFile(path.join(folder, 'run.log'), 'old');
	await expect(save('run.log', broken(), {replaces: true})).rejects.toMatchObject({code: 'server-missing'});
	expect(await readdir(folder)).toEqual(['run.log']);
	expect(await readFile(path.join(folder, 'run.log'), 'utf8')).toBe('old');
});
