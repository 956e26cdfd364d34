import {readdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openInbox, sending} from '../../helpers/inbox.js';
import {testIf} from '../../helpers/require.js';
import {canMount, mountSmallDisk} from '../../helpers/small-disk.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const keptAt = async (audit: string): Promise<string> =>
	readFile(path.join(audit, 'checkpoint'), 'utf8').then(
		text => String(JSON.parse(text.slice(0, text.indexOf('\n'))).seq),
		() => 'never',
	);

/** An inbox to which so many messages can be sent. */
const openSending = async (given: Parameters<typeof openInbox>[0]) => {
	const opened = await openInbox(given);
	return {
		...opened,
		async send(count: number) {
			await Promise.all(Array.from({length: count}, async () => opened.inbox.send(sending())));
		},
	};
};

test('a checkpoint is made when a quarter is new, or when the last is ten minutes old and much is new', async () => {
	const {inbox, send, audit, time} = await openSending({leastNews: 10});
	const keep = async () => {
		await inbox.upkeep.keep(time.now);
		return keptAt(audit);
	};

	await send(9);
	expect(await keep()).toBe('never');
	await send(91);
	expect(await keep()).toBe('101');
	await send(20);
	expect(await keep()).toBe('101');
	await send(20);
	expect(await keep()).toBe('141');
	await send(12);
	expect(await keep()).toBe('141');
	time.now += 10 * minute;
	expect(await keep()).toBe('153');
	time.now += 10 * minute;
	await send(9);
	expect(await keep()).toBe('153');
	await inbox.upkeep.keepLast(time.now);
	expect(await keptAt(audit)).toBe('153');
	await send(1);
	await inbox.upkeep.keepLast(time.now);
	expect(await keptAt(audit)).toBe('163');
});

test('a day of the record goes when all its messages have gone, and those before it have', async () => {
	const {inbox, reopen, audit, time} = await openInbox({leastNews: 1});
	const days = async () => (await readdir(audit)).filter(name => name.startsWith('2025')).toSorted();
	const old = (await inbox.send(sending())).message;
	time.now += day;
	const {message: lasting} = await inbox.send(sending({text: 'still waits'}));
	time.now += day;
	const {message: newer} = await inbox.send(sending({to: 'c'}));
	time.now += 10 * day;
	await inbox.send(sending({text: 'of today'}));
	const prune = async () => inbox.upkeep.prune(time.now, time.now - 5 * day);

	await prune();
	expect(await days()).toHaveLength(4);
	await inbox.remove(newer.id, 'operator');
	await prune();
	expect(await days()).toHaveLength(4);
	await inbox.remove(old.id, 'operator');
	await prune();
	expect(await days()).toEqual(['2025-11-22.jsonl', '2025-11-23.jsonl', '2025-12-03.jsonl']);
	await inbox.markRead(lasting.id, 'b');
	await inbox.remove(lasting.id, 'operator');
	await prune();
	expect(await days()).toEqual(['2025-12-03.jsonl']);

	const texts = async () => [...(await reopen()).all()].map(({message}) => message);
	expect(await texts()).toEqual(['of today']);
	await rm(path.join(audit, 'checkpoint'));
	expect(await texts()).toEqual(['of today']);
});

test('a day that is not old enough stays, and so does the one in which an exchange was held', async () => {
	const {inbox, audit, time} = await openInbox({
		leastNews: 1,
		limits: {perMinute: 100, loop: {messages: 2, minutes: 10}},
	});
	const days = async () => (await readdir(audit)).filter(name => name.startsWith('2025')).length;
	await inbox.send(sending());
	time.now += day;
	for (let count = 0; count < 4; count++) {
		await inbox.send(sending({from: 'ab'.charAt(count % 2), to: 'ba'.charAt(count % 2)}));
	}

	expect(inbox.holds()).toHaveLength(1);
	time.now += day;
	await inbox.send({from: 'operator', to: 'c', text: 'of today'});
	for (const {id} of [...inbox.all()].slice(0, -1)) {
		await inbox.remove(id, 'operator');
	}

	await inbox.upkeep.prune(time.now, time.now - 3 * day);
	expect(await days()).toBe(3);
	await inbox.upkeep.prune(time.now, time.now);
	expect(await days()).toBe(2);
});

testIf(canMount, 'a small disk can be mounted by root only')(
	'while the disk has no room for a checkpoint that is said once, messages are still taken, and later there is one',
	async () => {
		const disk = await mountSmallDisk();
		const {inbox, send, reopen, audit, time, reports} = await openSending({folder: disk.folder, leastNews: 10});
		await send(80);
		// Room for some more lines, and none for a checkpoint.
		const ballast = path.join(disk.folder, 'ballast');
		await writeFile(ballast, Buffer.alloc(36 * 1024));

		for (let round = 0; round < 3; round++) {
			await inbox.upkeep.keep(time.now);
			await inbox.send(sending());
			time.now += minute;
		}

		expect(reports).toEqual([expect.stringMatching(/checkpoint of .* could not be written.*ENOSPC/)]);
		expect(await readdir(audit)).toEqual(['2025-11-21.jsonl']);
		await rm(ballast);
		await inbox.upkeep.keep(time.now);
		expect(await keptAt(audit)).toBe('84');
		expect([...(await reopen()).all()]).toHaveLength(83);
		expect(reports).toHaveLength(1);
	},
);
