import {expect, test} from 'vitest';
import {openFullDisk} from '../../helpers/full-disk.js';
import {openInbox, recordOf, sending} from '../../helpers/inbox.js';

const limits = {perMinute: 3, loop: {messages: 10_000, minutes: 10}};
const open = async () => openInbox({limits});
const minute = 60_000;

type Opened = Awaited<ReturnType<typeof open>>;

const sendAll = async ({inbox}: Pick<Opened, 'inbox'>, count: number) =>
	Promise.allSettled(Array.from({length: count}, async () => inbox.send(sending())));

const sentOf = (results: ReadonlyArray<PromiseSettledResult<unknown>>): number =>
	results.filter(({status}) => status === 'fulfilled').length;

test('a session sends so many a minute, and one refused is told when there is room', async () => {
	const {inbox, time, audit} = await open();
	for (let sent = 0; sent < 3; sent++) {
		await inbox.send(sending());
		time.now += 10_000;
	}

	await expect(inbox.send(sending())).rejects.toMatchObject({code: 'too-many-messages', retryAfterMs: minute - 30_000});
	expect(await recordOf(audit)).toContain('"fact":{"kind":"refused","code":"too-many-messages"');

	time.now += minute - 30_000 - 1;
	await expect(inbox.send(sending())).rejects.toMatchObject({retryAfterMs: 1});
	time.now += 1;
	await inbox.send(sending());
	await expect(inbox.send(sending())).rejects.toMatchObject({retryAfterMs: 10_000});
});

test('however many are sent at the same time, none slips through', async () => {
	const opened = await open();

	expect(sentOf(await sendAll(opened, 20))).toBe(3);
	expect([...opened.inbox.all()]).toHaveLength(3);
});

test('the operator is free, and each session has a rate of its own', async () => {
	const {inbox} = await open();
	for (let sent = 0; sent < 10; sent++) {
		await inbox.send(sending({from: 'operator'}));
	}

	await sendAll({inbox}, 3);
	await inbox.send(sending({from: 'b', to: 'c'}));
});

test('a repeated request is free', async () => {
	const {inbox} = await open();
	for (let sent = 0; sent < 10; sent++) {
		await inbox.send(sending({idempotencyKey: 'k'}));
	}

	expect(sentOf(await sendAll({inbox}, 3))).toBe(2);
});

test('what was refused takes no room', async () => {
	const {inbox} = await open();
	for (const to of ['nobody', 'far', 'late', 'nobody']) {
		await expect(inbox.send(sending({to}))).rejects.toThrow();
	}

	expect(sentOf(await sendAll({inbox}, 4))).toBe(3);
});

test('what the disk did not take takes no room', async () => {
	const disk = openFullDisk();
	const {inbox} = await openInbox({limits, open: disk.open});
	disk.isFull = true;
	expect(sentOf(await sendAll({inbox}, 3))).toBe(0);

	disk.isFull = false;
	expect(sentOf(await sendAll({inbox}, 4))).toBe(3);
});

test('a broadcast counts each receiver, and is sent whole or not at all', async () => {
	const {inbox, time} = await open();
	const workers = {from: 'a', to: ['role:worker'], text: 'hello'};
	await inbox.broadcast(workers);

	await expect(inbox.broadcast(workers)).rejects.toMatchObject({code: 'too-many-messages', retryAfterMs: minute});
	expect([...inbox.all()]).toHaveLength(2);
	await inbox.send(sending());
	time.now += minute;
	await inbox.broadcast(workers);
});

test('a broadcast that no minute has room for is told so, and not to wait', async () => {
	const {inbox} = await open();
	const everyone = {from: 'boss', to: ['role:worker'], text: 'hello'};

	const refusal = inbox.broadcast(everyone);

	await expect(refusal).rejects.toMatchObject({code: 'too-many-messages', retryAfterMs: undefined});
	await expect(refusal).rejects.toThrow(/fewer receivers/);
});

test('a restart gives no room back, and neither does deleting', async () => {
	const {inbox, reopen} = await open();
	await sendAll({inbox}, 3);
	for (const {id} of inbox.list('b')) {
		await inbox.remove(id, 'a');
	}

	expect(sentOf(await sendAll({inbox}, 1))).toBe(0);
	expect(sentOf(await sendAll({inbox: await reopen()}, 1))).toBe(0);
});

for (const [title, backMs, longestWaitMs] of [
	['a little', 30_000, 90_000],
	['a minute and more', 70_000, 0],
	['a year', 365 * 24 * 60 * minute, 0],
] as const) {
	test(`a clock that is set back by ${title} locks nobody out for long`, async () => {
		const opened = await open();
		const {inbox, time} = opened;
		await sendAll(opened, 3);
		time.now -= backMs;
		await inbox.expire(time.now);

		const [result] = await sendAll(opened, 1);

		const waitMs = result?.status === 'rejected' ? (result.reason as {retryAfterMs: number}).retryAfterMs : 0;
		expect(waitMs).toBe(longestWaitMs);
		time.now += waitMs;
		await inbox.send(sending());
	});
}

test('traffic that is too old to count is let go', async () => {
	const {inbox, time} = await open();
	await sendAll({inbox}, 3);
	time.now += minute;

	await inbox.expire(time.now);

	expect(sentOf(await sendAll({inbox}, 4))).toBe(3);
});
