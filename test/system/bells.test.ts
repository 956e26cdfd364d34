import {readdir, readFile, writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {createBells} from '../../source/system/bells.js';
import {pathsUnder} from '../../source/system/paths.js';
import {temporaryFolder} from '../helpers/temporary.js';

const open = async () => {
	const paths = pathsUnder(await temporaryFolder());
	const bells = createBells(paths);
	const read = async (folder: string, name: string) => readFile(`${folder}/${name}`, 'utf8').catch(() => undefined);
	return {
		bells,
		paths,
		flag: async (id: string) => read(paths.flags, id),
		doorbell: async (id: string) => read(paths.doorbells, id),
	};
};

test('a flag is there while something waits, and gone when nothing does', async () => {
	const {bells, flag} = await open();

	await bells.flag('s-1', 2);
	expect(await flag('s-1')).toBe('2\n');
	await bells.flag('s-1', 0);
	expect(await flag('s-1')).toBeUndefined();
});

test('every ring changes the doorbell, which was there before', async () => {
	const {bells, doorbell} = await open();
	await bells.hang('s-1');
	expect(await doorbell('s-1')).toBe('');

	await bells.ring('s-1');
	const first = await doorbell('s-1');
	await bells.ring('s-1');

	expect(first).not.toBe('');
	expect(await doorbell('s-1')).not.toBe(first);
});

test('of many flags and rings at once the last flag counts, and all have happened when it is settled', async () => {
	const {bells, flag, doorbell} = await open();

	for (let waiting = 1; waiting <= 500; waiting++) {
		void bells.flag('s-1', waiting);
		void bells.ring('s-1');
	}

	await bells.settled('s-1');
	expect(await flag('s-1')).toBe('500\n');
	expect(await doorbell('s-1')).toMatch(/\S/);
});

test('what is asked for after a removal comes after it', async () => {
	const {bells, flag, paths} = await open();

	void bells.flag('s-1', 1);
	void bells.remove('s-1');
	void bells.flag('s-1', 3);
	await bells.settled('s-1');

	expect(await flag('s-1')).toBe('3\n');
	expect(await readdir(paths.flags)).toEqual(['s-1']);
});

test('a disk that takes no flag refuses it, and settles all the same', async () => {
	const {bells, paths} = await open();
	await writeFile(`${paths.home}/run`, 'a file where a folder belongs');

	await expect(bells.flag('s-1', 1)).rejects.toThrow();
	void bells.ring('s-1').catch(() => {});
	await expect(bells.settled('s-1')).resolves.toBeUndefined();
});
