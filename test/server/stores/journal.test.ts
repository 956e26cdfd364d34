import {appendFile, readdir, readFile, rm, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type AppendFile, openAppend} from '../../../source/system/append.js';
import {buildProgram} from '../../helpers/child.js';
import {eventually} from '../../helpers/eventually.js';
import {openWords} from '../../helpers/journal.js';
import {testIf} from '../../helpers/require.js';
import {canMount, mountSmallDisk} from '../../helpers/small-disk.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const noon = Date.UTC(2025, 10, 21, 12);
const day = 24 * 3_600_000;

test('what was appended is there after a restart, in its order', async () => {
	const folder = await temporaryFolder();
	const first = await openWords({folder});
	await Promise.all(['a', 'b', 'c'].map(first.append));

	const second = await openWords({folder});
	await second.append('d');

	const {words, entries, reports} = await openWords({folder});
	expect(words).toEqual(['a', 'b', 'c', 'd']);
	expect(entries.map(({seq}) => seq)).toEqual(entries.map(({seq}) => seq).toSorted((a, b) => a - b));
	expect(new Set(entries.map(({seq}) => seq)).size).toBe(4);
	expect(entries[0]?.at).toBe(noon);
	expect(await readdir(folder)).toEqual(['2025-11-21.jsonl']);
	expect(reports).toEqual([]);
});

test('each line is JSON that a person can read, with its number, its time and a checksum', async () => {
	const folder = await temporaryFolder();
	await (await openWords({folder})).append('grüße\n');

	const lines = (await readFile(path.join(folder, '2025-11-21.jsonl'), 'utf8')).trimEnd().split('\n');

	expect(lines.map(line => JSON.parse(line))).toEqual([
		{seq: 1, at: noon, began: {after: 0}, crc: expect.stringMatching(/^[\da-f]{8}$/)},
		{seq: 2, at: noon, fact: 'grüße\n', crc: expect.stringMatching(/^[\da-f]{8}$/)},
	]);
});

test('all that wait share one write and one sync', async () => {
	const folder = await temporaryFolder();
	let appends = 0;
	const {append} = await openWords({
		folder,
		open: async (...args) => {
			const file = await openAppend(...args);
			const counted: AppendFile['append'] = async bytes => {
				appends++;
				return file.append(bytes);
			};
			return {...file, append: counted};
		},
	});

	await Promise.all(Array.from({length: 100}, async (_, number) => append(`early ${number}`)));
	expect(appends).toBe(1);
});

test('a day has its file, and a clock that is set back changes neither order nor files', async () => {
	const folder = await temporaryFolder();
	let now = noon;
	const clock = () => now;
	const first = await openWords({folder, clock});
	await first.append('a');
	now += day;
	await first.append('b');
	now -= 2 * day;
	await first.append('c');
	now += day;
	const second = await openWords({folder, clock});
	await second.append('d');

	expect((await openWords({folder, clock})).words).toEqual(['a', 'b', 'c', 'd']);
	expect(await readdir(folder)).toEqual([
		'2025-11-20.jsonl',
		'2025-11-21.2.jsonl',
		'2025-11-21.jsonl',
		'2025-11-22.jsonl',
	]);
});

test('a last line that was cut short is taken away, wherever it was cut', async () => {
	const folder = await temporaryFolder();
	const file = path.join(folder, '2025-11-21.jsonl');
	const {append} = await openWords({folder});
	await append('kept');
	const {length} = await readFile(file);
	await append('torn');
	const whole = await readFile(file);

	for (let end = length + 1; end < whole.length; end++) {
		await writeFile(file, whole);
		await truncate(file, end);
		const {words, reports} = await openWords({folder});
		expect(words).toEqual(['kept']);
		expect(reports).toEqual([expect.stringMatching(/ended within a line/)]);
		expect((await readFile(file)).length).toBe(length);
	}
});

test('a bad line in the middle is reported and kept aside, and the rest is read', async () => {
	const folder = await temporaryFolder();
	const file = path.join(folder, '2025-11-21.jsonl');
	const {append} = await openWords({folder});
	for (const word of ['first', 'second', 'third']) {
		await append(word);
	}

	await writeFile(file, (await readFile(file, 'utf8')).replace('second', 'sec0nd'));

	const after = await openWords({folder});
	await after.append('fourth');
	expect(after.words).toEqual(['first', 'third', 'fourth']);
	expect(after.reports).toEqual([expect.stringMatching(/has lines that are not as they were written \(1\)/)]);
	expect(await readFile(`${file}.bad`, 'utf8')).toMatch(/^\{"seq":3,.*sec0nd.*\}\n$/);
	expect((await openWords({folder})).words).toEqual(['first', 'third', 'fourth']);
});

test('bytes that are no lines of ours at all harm nothing', async () => {
	const folder = await temporaryFolder();
	const {append} = await openWords({folder});
	await append('a');
	await appendFile(path.join(folder, '2025-11-21.jsonl'), Buffer.concat([Buffer.alloc(5000), Buffer.from('\n{}\n\n')]));
	await writeFile(path.join(folder, '2025-11-19.jsonl'), 'nonsense');
	await writeFile(path.join(folder, 'notes.txt'), 'of a person');

	const after = await openWords({folder});
	await after.append('b');

	expect((await openWords({folder})).words).toEqual(['a', 'b']);
	expect(await readFile(path.join(folder, 'notes.txt'), 'utf8')).toBe('of a person');
});

/** A disk that can be told to fail each write after it reached the disk, as a failing `fdatasync` does, with or without cutting. */
const failingDisk = () => {
	const disk = {isFailing: false, canCut: true};
	const open: typeof openAppend = async (...args) => {
		const file = await openAppend(...args);
		return {
			...file,
			async append(bytes) {
				await file.append(bytes);
				if (disk.isFailing) {
					throw new Error('EIO: fdatasync');
				}
			},
			async cut(length) {
				if (!disk.canCut) {
					throw new Error('EIO: ftruncate');
				}

				await file.cut(length);
			},
		};
	};

	return {disk, open};
};

for (const canCut of [true, false]) {
	test(`nothing of a write whose sync failed counts, though it reached the disk (${canCut ? 'and is cut away' : 'and stays there'})`, async () => {
		const folder = await temporaryFolder();
		const {disk, open} = failingDisk();
		const {append, reports} = await openWords({folder, open});
		await append('a');
		Object.assign(disk, {isFailing: true, canCut});

		for (const word of ['x', 'y']) {
			await expect(append(word)).rejects.toMatchObject({code: 'storage-failed'});
		}

		Object.assign(disk, {isFailing: false, canCut: true});
		await append('b');
		expect(reports.join('\n')).toMatch(/ends after \d+ bytes, as a write to it failed/);
		const after = await openWords({folder});
		await after.append('c');
		expect((await openWords({folder})).words).toEqual(['a', 'b', 'c']);
	});
}

testIf(canMount, 'a small disk can be mounted by root only')(
	'on a full disk appends are refused, and once there is room they work again',
	async () => {
		const {folder: disk} = await mountSmallDisk();
		const folder = path.join(disk, 'audit');
		const {append} = await openWords({folder});
		await append('a');
		await writeFile(path.join(disk, 'ballast'), Buffer.alloc(128 * 1024)).catch(() => {});

		const large = 'x'.repeat(8000);
		for (let round = 0; round < 3; round++) {
			await expect(append(large)).rejects.toMatchObject({
				code: 'storage-failed',
				message: expect.stringMatching(/disk is full/),
			});
		}

		// So many at once go to the disk in another way.
		const many = await Promise.allSettled(Array.from({length: 20}, async () => append(large)));
		expect(many.map(({status}) => status)).toEqual(many.map(() => 'rejected'));
		expect((await openWords({folder})).words).toEqual(['a']);
		await rm(path.join(disk, 'ballast'));
		await append('b');
		expect((await openWords({folder})).words).toEqual(['a', 'b']);
	},
);

testIf(canMount, 'a small disk can be mounted by root only')(
	'on a read-only disk appends are refused, and a start reads; once it is writable both work again',
	async () => {
		const {folder: disk, setReadOnly} = await mountSmallDisk();
		const folder = path.join(disk, 'audit');
		const {append, close} = await openWords({folder});
		await append('a');
		await close();
		setReadOnly(true);

		const running = await openWords({folder});
		expect(running.words).toEqual(['a']);
		await expect(running.append('b')).rejects.toMatchObject({
			code: 'storage-failed',
			message: expect.stringMatching(/writable/),
		});

		setReadOnly(false);
		await running.append('c');
		expect((await openWords({folder})).words).toEqual(['a', 'c']);
	},
);

test('whenever the server is killed, what it acknowledged is there, once and whole', async () => {
	const start = await buildProgram(path.join(import.meta.dirname, 'appender.ts'));
	const folder = await temporaryFolder();
	const acknowledged: string[] = [];

	for (let run = 0; run < 5; run++) {
		const child = start(folder, String(run));
		await eventually(() => child.lines.length > 100 + 50 * run);
		await child.kill();
		// The last line that was printed may have been cut by the kill.
		acknowledged.push(...child.lines.slice(0, -1));
	}

	const {entries, words} = await openWords({folder});
	const kept = new Set(entries.map(({seq, fact}) => `${seq} ${fact}`));
	expect(acknowledged.length).toBeGreaterThan(500);
	expect(acknowledged.filter(line => !kept.has(line))).toEqual([]);
	expect(new Set(words).size).toBe(words.length);
	expect(words.every(word => /^\d-\d-\d+$/.test(word))).toBe(true);
});
