import {lstat, readdir, readFile, readlink, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import type {Message} from '../../../source/domain/message.js';
import {createPicture} from '../../../source/server/stores/picture.js';
import {message as anyMessage} from '../../helpers/builders.js';
import {eventually} from '../../helpers/eventually.js';
import {openInbox, sending} from '../../helpers/inbox.js';
import {testIf} from '../../helpers/require.js';
import {canMount, mountSmallDisk} from '../../helpers/small-disk.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const message = (more: Partial<Message> = {}) => anyMessage({id: 'msg_1_a', from: 'a', to: 'b', ...more});

const openPicture = async (given: {readonly folder?: string} = {}) => {
	const folder = given.folder ?? path.join(await temporaryFolder(), 'messages');
	const stop = new AbortController();
	onTestFinished(() => stop.abort());
	const reports: string[] = [];
	const picture = createPicture({
		folder,
		report: text => reports.push(text),
		signal: stop.signal,
		gatherMs: 5,
		retryMs: 20,
	});
	const at = (...parts: readonly string[]) => path.join(folder, ...parts);
	const read = async (...parts: readonly string[]): Promise<unknown> =>
		JSON.parse(await readFile(at(...parts), 'utf8'));
	return {picture, stop, reports, folder, at, read};
};

test('a person finds a message with its receiver, and a link to it with its sender', async () => {
	const {picture, at, read} = await openPicture();

	picture.show(message());
	await picture.drained();

	expect(await read('by-receiver', 'b', 'msg_1_a.json')).toEqual(message());
	expect(await readlink(at('by-sender', 'a', 'msg_1_a.json'))).toBe('../../by-receiver/b/msg_1_a.json');
	expect(await read('by-sender', 'a', 'msg_1_a.json')).toEqual(message());
});

test('of what happens to a message in quick succession the last stands', async () => {
	const {picture, read} = await openPicture();

	for (const status of ['pending', 'delivered', 'read'] as const) {
		picture.show(message({status}));
	}

	await picture.drained();
	expect(await read('by-receiver', 'b', 'msg_1_a.json')).toMatchObject({status: 'read'});
});

test('a deleted message leaves neither file nor link', async () => {
	const {picture, at} = await openPicture();
	picture.show(message());
	await picture.drained();

	picture.forget(message());
	await picture.drained();

	expect([...(await readdir(at('by-receiver', 'b'))), ...(await readdir(at('by-sender', 'a')))]).toEqual([]);
});

test("at a start, files that are missing, cut short, out of date or nobody's are put right, and others are left alone", async () => {
	const {picture, at, read} = await openPicture();
	const messages = ['1', '2', '3', '4'].map(number => message({id: `msg_${number}_a`}));
	messages.forEach(picture.show);
	picture.show(message({id: 'msg_9_a'}));
	await picture.drained();
	await rm(at('by-receiver', 'b', 'msg_1_a.json'));
	await rm(at('by-sender', 'a', 'msg_2_a.json'));
	await writeFile(at('by-receiver', 'b', 'msg_3_a.json'), '{"id');
	await writeFile(at('by-receiver', 'b', '.msg_3_a.json.1f0e'), '{"id');
	await writeFile(at('by-receiver', 'b', 'notes.txt'), 'of a person');
	const [, , , fourth = message()] = messages;
	const now = [...messages.slice(0, 3), {...fourth, status: 'delivered'} as const];

	picture.check(async () => now);
	await picture.drained();

	expect((await readdir(at('by-receiver', 'b'))).toSorted()).toEqual([...now.map(({id}) => `${id}.json`), 'notes.txt']);
	for (const expected of now) {
		expect(await read('by-sender', 'a', `${expected.id}.json`)).toEqual(expected);
	}

	expect((await readdir(at('by-sender', 'a'))).toSorted()).toEqual(now.map(({id}) => `${id}.json`));
});

test('a start writes nothing where everything is as it should be', async () => {
	const {picture, at} = await openPicture();
	picture.show(message());
	await picture.drained();
	const before = await lstat(at('by-receiver', 'b', 'msg_1_a.json'));

	picture.check(async () => [message()]);
	await picture.drained();

	expect((await lstat(at('by-receiver', 'b', 'msg_1_a.json'))).ino).toBe(before.ino);
});

test('what happens while the files are compared is not undone', async () => {
	const {picture, at, read} = await openPicture();
	const later = message({id: 'msg_2_a'});

	picture.check(async () => [message(), later]);
	picture.show(message({status: 'read'}));
	picture.forget(later);
	picture.show(message({id: 'msg_3_a'}));
	await picture.drained();

	expect(await read('by-receiver', 'b', 'msg_1_a.json')).toMatchObject({status: 'read'});
	expect((await readdir(at('by-receiver', 'b'))).toSorted()).toEqual(['msg_1_a.json', 'msg_3_a.json']);
});

test('nothing is written after it was told to stop', async () => {
	const {picture, stop, folder} = await openPicture();

	picture.show(message());
	stop.abort();
	picture.show(message());
	await picture.drained();

	await expect(readdir(folder)).rejects.toMatchObject({code: 'ENOENT'});
});

testIf(canMount, 'a small disk can be mounted by root only')(
	'on a read-only disk it says so once, and catches up when the disk is writable again',
	async () => {
		const disk = await mountSmallDisk();
		const {picture, reports, read} = await openPicture({folder: path.join(disk.folder, 'messages')});
		disk.setReadOnly(true);
		picture.show(message());
		await eventually(() => reports.length > 0);

		picture.show(message({id: 'msg_2_a'}));
		disk.setReadOnly(false);
		await picture.drained();

		expect(reports).toEqual([expect.stringMatching(/fall behind/)]);
		expect(await read('by-sender', 'a', 'msg_1_a.json')).toEqual(message());
		expect(await read('by-sender', 'a', 'msg_2_a.json')).toEqual(message({id: 'msg_2_a'}));
	},
);

test('the files follow the inbox, and are made again when somebody has deleted them', async () => {
	const {picture, folder, read} = await openPicture();
	const {inbox, reopen} = await openInbox({picture});
	const {message: sent} = await inbox.send(sending());
	const {message: other} = await inbox.send(sending());
	await inbox.markRead(sent.id, 'b');
	await inbox.remove(other.id, 'a');
	await picture.drained();

	expect(await readdir(path.join(folder, 'by-receiver', 'b'))).toEqual([`${sent.id}.json`]);
	await rm(folder, {recursive: true});
	await reopen();
	await picture.drained();
	expect(await read('by-receiver', 'b', `${sent.id}.json`)).toMatchObject({status: 'read'});
});
