import {mkdir, readdir, readFile, rm, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openCollection} from '../../../source/server/stores/collection.js';
import {collectionContract, type Item, item} from '../../contracts/collection.js';
import {createMemoryCollection} from '../../helpers/memory-collection.js';
import {testIf} from '../../helpers/require.js';
import {canMount, mountSmallDisk} from '../../helpers/small-disk.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const fileOf = ({group, id}: Item) => path.join(group, `${id}.json`);

const onDisk = async (folder: string) => {
	const reports: string[] = [];
	const open = async () => openCollection<Item>({folder, fileOf, reader: item, report: text => reports.push(text)});
	return {folder, reports, open};
};

collectionContract('on disk', async () => {
	const {folder, reports, open} = await onDisk(await temporaryFolder());
	return {
		open,
		reports,
		async cut(which) {
			const file = path.join(folder, fileOf(which));
			await truncate(file, Math.floor((await readFile(file)).length / 2));
		},
	};
});

collectionContract('in memory', async () => {
	const kept = new Map<string, string>();
	const reports: string[] = [];
	return {
		open: async () => createMemoryCollection<Item>([], kept, text => reports.push(text)),
		reports,
		async cut({id}) {
			kept.set(id, (kept.get(id) ?? '').slice(0, 10));
		},
	};
});

const a: Item = {id: 'a', group: 'g', size: 1};

test('a person can read the file of an item, and find it where its group is', async () => {
	const {folder, open} = await onDisk(await temporaryFolder());

	await (await open()).put(a);

	expect(await readFile(path.join(folder, 'g', 'a.json'), 'utf8')).toBe(
		'{\n\t"id": "a",\n\t"group": "g",\n\t"size": 1\n}\n',
	);
});

test('a file that is not believed is never overwritten: a put of its id puts it aside', async () => {
	const {folder, reports, open} = await onDisk(await temporaryFolder());
	await mkdir(path.join(folder, 'g'));
	await writeFile(path.join(folder, 'g', 'a.json'), 'what a person wrote');
	const collection = await open();

	expect(await readdir(path.join(folder, 'g'))).toEqual(['a.json']);
	await collection.put(a);

	expect(await readFile(path.join(folder, 'g', 'a.json.bad'), 'utf8')).toBe('what a person wrote');
	expect(reports.at(-1)).toMatch(/kept as .*a\.json\.bad/);
	expect((await open()).get('a')).toEqual(a);
});

test('a valid file that is not an item is reported, with what is wrong about it', async () => {
	const {folder, reports, open} = await onDisk(await temporaryFolder());
	await writeFile(path.join(folder, 'b.json'), '{"id": "b", "group": "g", "size": "large"}');

	expect((await open()).all()).toEqual([]);
	expect(reports).toEqual([expect.stringMatching(/b\.json is not believed.*size: /)]);
});

test('an item that moves to another group leaves its old place', async () => {
	const {folder, open} = await onDisk(await temporaryFolder());
	const collection = await open();
	await collection.put(a);

	await collection.put({...a, group: 'h'});

	expect(await readdir(path.join(folder, 'g'))).toEqual([]);
	expect((await open()).all()).toEqual([{...a, group: 'h'}]);
});

test('of two files with one id the one in its own place is believed, and the other reported', async () => {
	const {folder, reports, open} = await onDisk(await temporaryFolder());
	await (await open()).put(a);
	await writeFile(path.join(folder, 'copy.json'), JSON.stringify({...a, size: 9}));

	expect((await open()).all()).toEqual([a]);
	expect(reports).toEqual([expect.stringMatching(/copy\.json is passed over/)]);
});

test('what a killed writer left behind is taken away', async () => {
	const {folder, open} = await onDisk(await temporaryFolder());
	await (await open()).put(a);
	await writeFile(path.join(folder, 'g', '.a.json.1f0e8c2a-0b1c-4d2e-8f3a-123456789abc'), '{"id": "a"');

	await open();

	expect(await readdir(path.join(folder, 'g'))).toEqual(['a.json']);
});

test('an id that leads out of the folder is a bug, and writes nothing', async () => {
	const {open} = await onDisk(await temporaryFolder());
	const collection = await open();

	await expect(collection.put({...a, group: '../..'})).rejects.toThrow('is not a place in');
	expect(collection.get('a')).toBeUndefined();
});

testIf(canMount, 'a small disk can be mounted by root only')(
	'on a full disk a put is refused, memory says what the disk says, and later it works again',
	async () => {
		const {folder} = await mountSmallDisk();
		const {open} = await onDisk(path.join(folder, 'items'));
		const collection = await open();
		await collection.put(a);
		await writeFile(path.join(folder, 'ballast'), Buffer.alloc(128 * 1024)).catch(() => {});

		await expect(collection.put({...a, size: 2})).rejects.toMatchObject({
			code: 'storage-failed',
			message: expect.stringMatching(/disk is full/),
		});
		await expect(collection.put({...a, id: 'b'})).rejects.toMatchObject({code: 'storage-failed'});
		expect(collection.all()).toEqual([a]);
		expect((await open()).all()).toEqual([a]);

		await rm(path.join(folder, 'ballast'));
		await collection.put({...a, size: 3});
		expect((await open()).all()).toEqual([{...a, size: 3}]);
	},
);

testIf(canMount, 'a small disk can be mounted by root only')(
	'on a read-only disk puts and removals are refused, and later they work again',
	async () => {
		const {folder, setReadOnly} = await mountSmallDisk();
		const {open} = await onDisk(path.join(folder, 'items'));
		const collection = await open();
		await collection.put(a);
		setReadOnly(true);

		await expect(collection.put({...a, size: 2})).rejects.toMatchObject({
			code: 'storage-failed',
			message: expect.stringMatching(/writable/),
		});
		await expect(collection.remove('a')).rejects.toMatchObject({code: 'storage-failed'});
		expect(collection.get('a')).toEqual(a);

		setReadOnly(false);
		await collection.remove('a');
		expect((await open()).all()).toEqual([]);
	},
);
