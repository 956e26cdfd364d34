import {expect, test} from 'vitest';
import type {Inbox} from '../../../source/server/inbox.js';
import {openFullDisk} from '../../helpers/full-disk.js';
import {openInbox, recordOf, sending} from '../../helpers/inbox.js';

const limits = {perMinute: 10_000, loop: {messages: 4, minutes: 10}};
const minute = 60_000;
const day = 24 * 60 * minute;

/** So many messages between `a` and `b`, who take turns. */
const exchange = async (inbox: Inbox, count: number, between: readonly [string, string] = ['a', 'b']) => {
	const [one, other] = between;
	const sent = [];
	for (let turn = 0; turn < count; turn++) {
		const [from, to] = turn % 2 === 0 ? [one, other] : [other, one];
		sent.push((await inbox.send(sending({from, to}))).message);
	}

	return sent;
};

/** An inbox in which what `a` and `b` write to each other has just been held. */
const openHeld = async () => {
	const opened = await openInbox({limits});
	const messages = await exchange(opened.inbox, 6);
	const [hold] = opened.inbox.holds();
	if (hold === undefined) {
		throw new Error('there is no hold');
	}

	return {...opened, messages, hold, waiting: messages.slice(4)};
};

test('the message that is one too many between two is held, and so are those after it', async () => {
	const {inbox, messages, hold, time} = await openHeld();

	expect(messages.map(message => message.hold)).toEqual([undefined, undefined, undefined, undefined, hold.id, hold.id]);
	expect(inbox.holds()).toEqual([{id: hold.id, between: ['a', 'b'], count: 5, since: time.now}]);
});

test('what is held waits, is not taken, raises no flag, and has not come to its receiver', async () => {
	const {inbox, raised, waiting, events} = await openHeld();
	const [toB, toA] = waiting;

	expect(waiting.map(({status}) => status)).toEqual(['pending', 'pending']);
	expect(raised).toEqual([
		['b', 1, true],
		['a', 1, true],
		['b', 2, true],
		['a', 2, true],
	]);
	expect((await inbox.take('b', {via: 'hook'}))?.messages).toHaveLength(2);
	expect((await inbox.search('b', {status: 'pending'})).messages).not.toContainEqual(toB);
	expect((await inbox.search('b', {status: 'pending'})).messages).toContainEqual(toA);
	await expect(inbox.markRead(toB?.id ?? '', 'b')).rejects.toMatchObject({code: 'not-allowed'});
	expect(events).not.toContainEqual({
		event: 'session:message_received',
		data: {sessionId: 'b', messageId: toB?.id},
	});
});

test('the operator is asked once', async () => {
	const {inbox, events, hold} = await openHeld();
	await exchange(inbox, 4);

	expect(events.filter(({event}) => event.startsWith('hold:'))).toEqual([{event: 'hold:opened', data: hold}]);
	expect(inbox.holds()).toEqual([hold]);
});

test('a hold and what it keeps are there after a restart, and others are not held', async () => {
	const {inbox, reopen, hold, waiting} = await openHeld();
	const next = await reopen();

	expect(next.holds()).toEqual([hold]);
	expect(waiting.map(({id}) => next.get(id))).toEqual(waiting);
	expect([next.pendingCount('a'), next.pendingCount('b')]).toEqual([2, 2]);
	expect((await inbox.send(sending({to: 'c'}))).message.hold).toBeUndefined();
});

test('what is allowed goes on as any other, and whoever watches is told', async () => {
	const {inbox, events, raised, hold, waiting, time} = await openHeld();
	events.length = 0;
	raised.length = 0;

	const decided = await inbox.decide(hold.id, 'allowed', 'operator');

	expect(decided).toEqual({...hold, decision: 'allowed', decidedAt: time.now});
	expect(raised).toEqual([
		['b', 3, true],
		['a', 3, true],
	]);
	expect(events).toEqual([
		{event: 'hold:decided', data: decided},
		...waiting.flatMap(message => [
			{event: 'message:freed', data: {...message, hold: undefined}},
			{event: 'session:message_received', data: {sessionId: message.to, messageId: message.id}},
		]),
	]);
	expect((await inbox.take('b', {via: 'hook'}))?.messages).toHaveLength(3);
});

test('what is stopped fails, and what comes after it is refused until it is allowed', async () => {
	const {inbox, events, hold, waiting, audit, reopen} = await openHeld();
	events.length = 0;

	await inbox.decide(hold.id, 'stopped', 'operator');

	const reason = 'the operator stopped this exchange';
	expect(events.slice(1).map(({event}) => event)).toEqual(['message:failed', 'message:failed']);
	for (const {id} of waiting) {
		expect(inbox.get(id)).toMatchObject({
			status: 'failed',
			hold: undefined,
			delivery: {attempts: 0, lastError: reason},
		});
	}

	for (const each of [inbox, await reopen()]) {
		await expect(each.send(sending())).rejects.toMatchObject({code: 'exchange-stopped'});
		await expect(each.send(sending({from: 'b', to: 'a'}))).rejects.toThrow(/operator/);
	}

	expect(await recordOf(audit)).toContain('"fact":{"kind":"refused","code":"exchange-stopped"');
	await inbox.send(sending({to: 'operator'}));
	await inbox.decide(hold.id, 'allowed', 'operator');
	expect((await inbox.send(sending())).message.hold).toBeUndefined();
});

test('a broadcast goes past a stopped exchange for a role, and not for a name', async () => {
	const {inbox, hold} = await openHeld();
	await inbox.decide(hold.id, 'stopped', 'operator');

	const {messages} = await inbox.broadcast({from: 'a', to: ['role:worker'], text: 'hello'});

	expect(messages.map(({to}) => to)).toEqual(['c']);
	await expect(inbox.broadcast({from: 'a', to: ['c', 'b'], text: 'hello'})).rejects.toMatchObject({
		code: 'exchange-stopped',
	});
});

test('of a broadcast only what is one too many is held', async () => {
	const {inbox} = await openInbox({limits});
	await exchange(inbox, 4);

	const {messages} = await inbox.broadcast({from: 'a', to: ['role:worker'], text: 'hello'});

	const [hold] = inbox.holds();
	expect(messages.map(message => [message.to, message.hold])).toEqual([
		['b', hold?.id],
		['c', undefined],
	]);
});

const begins: ReadonlyArray<[title: string, act: (inbox: Inbox) => Promise<unknown>, isHeld: boolean]> = [
	['a message of the operator to one of them', async inbox => inbox.send(sending({from: 'operator', to: 'a'})), false],
	[
		'a broadcast of the operator',
		async inbox => inbox.broadcast({from: 'operator', to: ['project:p-1'], text: 'hello'}),
		false,
	],
	['a message of the operator to another', async inbox => inbox.send(sending({from: 'operator', to: 'c'})), true],
	['a message of one of them to the operator', async inbox => inbox.send(sending({to: 'operator'})), true],
];

for (const [title, act, isHeld] of begins) {
	test(`${title} ${isHeld ? 'changes nothing' : 'begins the count anew'}`, async () => {
		const {inbox, reopen} = await openInbox({limits});
		await exchange(inbox, 4);
		await act(inbox);

		const [message] = await exchange(await reopen(), 1);

		expect(message?.hold !== undefined).toBe(isHeld);
	});
}

test('a decision begins the count anew, and the next hold is another one', async () => {
	const {inbox, hold} = await openHeld();
	await inbox.decide(hold.id, 'allowed', 'operator');

	const messages = await exchange(inbox, 5);

	const [, next] = inbox.holds();
	expect(messages.map(message => message.hold)).toEqual([undefined, undefined, undefined, undefined, next?.id]);
	expect(next?.id).not.toBe(hold.id);
	await expect(inbox.decide(hold.id, 'stopped', 'operator')).rejects.toMatchObject({code: 'already-there'});
	await expect(inbox.decide('hold_1_x', 'stopped', 'operator')).rejects.toMatchObject({code: 'hold-not-found'});
});

test('the same decision twice is one', async () => {
	const {inbox, hold, audit} = await openHeld();

	await Promise.all([inbox.decide(hold.id, 'allowed', 'operator'), inbox.decide(hold.id, 'allowed', 'operator')]);

	expect((await recordOf(audit)).match(/"kind":"decided"/g)).toHaveLength(1);
});

test('who only writes, and gets no answer, is not held', async () => {
	const {inbox} = await openInbox({limits});
	for (let sent = 0; sent < 20; sent++) {
		expect((await inbox.send(sending())).message.hold).toBeUndefined();
	}

	expect((await inbox.send(sending({from: 'b', to: 'a'}))).message.hold).toBeDefined();
});

test('an exchange that takes its time is not held', async () => {
	const {inbox, time} = await openInbox({limits});
	for (let turn = 0; turn < 10; turn++) {
		await exchange(inbox, 4);
		time.now += 10 * minute;
	}

	expect(inbox.holds()).toEqual([]);
});

test('however many are sent at the same time, those that are too many are held, by one hold', async () => {
	const {inbox} = await openInbox({limits});
	await exchange(inbox, 2);

	const sent = await Promise.all(
		Array.from({length: 10}, async (_, index) =>
			inbox.send(index % 2 === 0 ? sending() : sending({from: 'b', to: 'a'})),
		),
	);

	expect(sent.filter(({message}) => message.hold === undefined)).toHaveLength(2);
	expect(inbox.holds()).toHaveLength(1);
});

test('a message that was on its way while the operator decided follows the decision', async () => {
	for (const [decision, status] of [
		['allowed', 'pending'],
		['stopped', 'failed'],
	] as const) {
		const {inbox, hold, reopen} = await openHeld();

		const [, sent] = await Promise.all([inbox.decide(hold.id, decision, 'operator'), inbox.send(sending())]);

		expect(sent.message).toMatchObject({status, hold: undefined});
		expect((await reopen()).get(sent.message.id)).toEqual(sent.message);
	}
});

test('a held message expires, and is not freed after that', async () => {
	const {inbox, time} = await openInbox({limits});
	await exchange(inbox, 4);
	const {message} = await inbox.send(sending({ttlMs: 1000}));
	time.now += 1000;

	await inbox.expire(time.now);
	await inbox.decide(message.hold ?? '', 'allowed', 'operator');

	expect(inbox.get(message.id)).toMatchObject({status: 'expired', hold: undefined});
	expect(inbox.pendingCount('b')).toBe(2);
});

test('a held answer is no answer before it is freed', async () => {
	const {inbox} = await openInbox({limits});
	const [question] = await exchange(inbox, 4);
	const metadata = {replyTo: question?.id ?? ''};
	const {message} = await inbox.send(sending({from: 'b', to: 'a', metadata}));

	expect(inbox.firstReply(question?.id ?? '')).toBeUndefined();
	await inbox.decide(message.hold ?? '', 'allowed', 'operator');
	expect(inbox.firstReply(question?.id ?? '')?.id).toBe(message.id);
});

test('decided holds go when they are old, but not what is open, nor what stops two who are there', async () => {
	const {inbox, hold, time} = await openHeld();
	const isOld = async () =>
		inbox.sweep(
			() => false,
			({since}) => time.now - since >= 7 * day,
		);
	time.now += 8 * day;

	await isOld();
	expect(inbox.holds()).toEqual([hold]);
	await inbox.decide(hold.id, 'stopped', 'operator');
	await isOld();
	expect(inbox.holds()).toHaveLength(1);
	await inbox.decide(hold.id, 'allowed', 'operator');
	await isOld();
	expect(inbox.holds()).toEqual([]);
});

test('a hold that the disk does not take is begun by the next message', async () => {
	const disk = openFullDisk();
	const {inbox} = await openInbox({limits, open: disk.open});
	await exchange(inbox, 4);
	disk.isFull = true;
	await expect(inbox.send(sending())).rejects.toMatchObject({code: 'storage-failed'});
	expect(inbox.holds()).toEqual([]);

	disk.isFull = false;
	const {message} = await inbox.send(sending());
	expect(inbox.holds().map(({id}) => id)).toEqual([message.hold]);
	disk.isFull = true;
	await expect(inbox.decide(message.hold ?? '', 'allowed', 'operator')).rejects.toMatchObject({code: 'storage-failed'});
	expect(inbox.holds()[0]?.decision).toBeUndefined();
});
