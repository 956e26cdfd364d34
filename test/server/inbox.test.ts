import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {RefusalCode} from '../../source/domain/errors.js';
import {byUrgency, type Message} from '../../source/domain/message.js';
import type {Sending} from '../../source/server/inbox.js';
import {openFullDisk} from '../helpers/full-disk.js';
import {openInbox, sending} from '../helpers/inbox.js';

const refusals: ReadonlyArray<[title: string, asked: Partial<Sending>, code: RefusalCode]> = [
	['a sender nobody knows', {from: 'nobody'}, 'sender-unknown'],
	['a sender that has ended', {from: 'late'}, 'sender-unknown'],
	['a receiver nobody knows', {to: 'nobody'}, 'session-not-found'],
	['a receiver that has ended', {to: 'late'}, 'session-ended'],
	['a worker of another project', {to: 'far'}, 'not-allowed'],
	['an empty message', {text: ''}, 'malformed'],
	['a message of control characters alone', {text: '\u001B[31m\u0007'}, 'malformed'],
	['a message that is too long', {text: 'x'.repeat(10_001)}, 'malformed'],
	['a time that is none', {ttlMs: -1}, 'malformed'],
	['an answer to what is not there', {metadata: {replyTo: 'msg_1_x'}}, 'message-not-found'],
];

for (const [title, asked, code] of refusals) {
	test(`${title} is refused, changes nothing, and is on record without its text`, async () => {
		const {inbox, audit, events, reopen} = await openInbox();

		await expect(inbox.send(sending({text: 'secret', ...asked}))).rejects.toMatchObject({code});

		const [file = ''] = await readdir(audit);
		const record = await readFile(path.join(audit, file), 'utf8');
		expect(record).toContain(`"fact":{"kind":"refused","code":"${code}"`);
		expect(record).not.toContain('secret');
		expect(events).toEqual([]);
		expect([...(await reopen()).all()]).toEqual([]);
	});
}

const allowed: ReadonlyArray<[title: string, asked: Partial<Sending>]> = [
	['workers of one project write to each other', {}],
	['a worker writes to the operator', {to: 'operator'}],
	['the operator writes to anyone', {from: 'operator', to: 'far'}],
	['an orchestrator writes to anyone', {from: 'boss', to: 'a'}],
	['a worker answers an orchestrator of another project', {to: 'boss'}],
	['a message that may wait is kept for a session that has ended', {to: 'late', mayQueue: true}],
	['a message may have 10,000 characters', {text: 'x'.repeat(10_000)}],
];

for (const [title, asked] of allowed) {
	test(title, async () => {
		const {inbox, reopen} = await openInbox();

		const {message, isRepeated} = await inbox.send(sending(asked));

		expect(isRepeated).toBe(false);
		expect((await reopen()).get(message.id)).toEqual(message);
		expect(inbox.list(message.to, {status: 'pending'})).toEqual([message]);
	});
}

test('a message is raised for its receiver before anyone else hears of it', async () => {
	const {inbox, events, raised} = await openInbox();

	const {message} = await inbox.send(sending());

	expect(raised).toEqual([['b', 1, true]]);
	expect(events).toEqual([
		{event: 'message:created', data: message},
		{event: 'session:message_received', data: {sessionId: 'b', messageId: message.id}},
		{event: 'session:message_sent', data: {sessionId: 'a', messageId: message.id}},
	]);
});

test('terminal sequences do not come through', async () => {
	const {inbox} = await openInbox();

	expect((await inbox.send(sending({text: 'a\u001B[2Jb\r\nc'}))).message.message).toBe('ab\nc');
});

test('a request repeated with its key sends nothing, also at the same time and after a restart', async () => {
	const {inbox, reopen} = await openInbox();
	const asked = sending({idempotencyKey: 'k'});

	const sent = await Promise.all([inbox.send(asked), inbox.send(asked), inbox.send(asked)]);
	const again = await (await reopen()).send(asked);

	expect(new Set([...sent, again].map(({message}) => message.id)).size).toBe(1);
	expect([...sent, again].map(({isRepeated}) => isRepeated)).toEqual([false, true, true, true]);
	expect(inbox.list('b')).toHaveLength(1);
});

test('a key belongs to its sender and to one message', async () => {
	const {inbox} = await openInbox();
	await inbox.send(sending({idempotencyKey: 'k'}));

	await expect(inbox.send(sending({idempotencyKey: 'k', text: 'other'}))).rejects.toMatchObject({code: 'malformed'});
	await expect(inbox.send(sending({idempotencyKey: 'k', to: 'c'}))).rejects.toMatchObject({code: 'malformed'});
	expect((await inbox.send(sending({from: 'c', idempotencyKey: 'k'}))).isRepeated).toBe(false);
});

test('a key holds for a day, whatever became of its message', async () => {
	const {inbox, time} = await openInbox();
	const {message} = await inbox.send(sending({idempotencyKey: 'k'}));
	await inbox.remove(message.id, 'a');

	time.now += 23 * 3_600_000;
	await inbox.expire(time.now);
	await expect(inbox.send(sending({idempotencyKey: 'k'}))).rejects.toMatchObject({code: 'message-not-found'});

	time.now += 2 * 3_600_000;
	await inbox.expire(time.now);
	expect((await inbox.send(sending({idempotencyKey: 'k'}))).isRepeated).toBe(false);
});

test('an answer joins the thread of what it answers, and the first answer is found', async () => {
	const {inbox, reopen} = await openInbox();
	const {message: question} = await inbox.send(sending());
	const {message: answer} = await inbox.send(sending({from: 'b', to: 'a', metadata: {replyTo: question.id}}));
	const {message: second} = await inbox.send(sending({metadata: {replyTo: answer.id}}));
	await inbox.send(sending({from: 'b', to: 'a', metadata: {replyTo: question.id}}));

	expect([answer, second].map(({metadata}) => metadata?.threadId)).toEqual([question.id, question.id]);
	expect((await reopen()).firstReply(question.id)).toEqual(answer);
	expect(inbox.firstReply(second.id)).toBeUndefined();
});

test('nobody answers what was said between others', async () => {
	const {inbox} = await openInbox();
	const {message} = await inbox.send(sending());

	await expect(inbox.send(sending({from: 'c', metadata: {replyTo: message.id}}))).rejects.toMatchObject({
		code: 'message-not-found',
	});
	await inbox.send(sending({from: 'operator', metadata: {replyTo: message.id}}));
});

test('messages are taken by urgency, then age', async () => {
	const {inbox, reopen} = await openInbox();
	for (const priority of ['low', 'high', undefined, 'medium', 'high', 'low'] as const) {
		await inbox.send(sending({metadata: {priority}}));
	}

	const taking = await (await reopen()).take('b', {via: 'hook Stop'});

	expect(taking?.messages).toEqual([...inbox.list('b')].sort(byUrgency));
});

test('as many are taken as fit, and one at least', async () => {
	const {inbox} = await openInbox();
	for (const size of [60, 50, 40]) {
		await inbox.send(sending({text: 'x'.repeat(size)}));
	}

	const fits = (messages: ReadonlyArray<{readonly message: string}>) =>
		messages.map(({message}) => message).join('').length <= 100;
	const sizes = async () => (await inbox.take('b', {via: 'hook', fits}))?.messages.map(({message}) => message.length);

	expect([await sizes(), await sizes(), await sizes()]).toEqual([[60], [50, 40], undefined]);
	expect(inbox.pendingCount('b')).toBe(0);
});

test('two who take at once never get the same message', async () => {
	const {inbox} = await openInbox();
	const sent = await Promise.all(Array.from({length: 10}, async () => inbox.send(sending())));

	const takings = await Promise.all(Array.from({length: 8}, async () => inbox.take('b', {via: 'hook', limit: 3})));

	const taken = takings.flatMap(taking => taking?.messages ?? []).map(({id}) => id);
	expect(taken.toSorted()).toEqual(sent.map(({message}) => message.id).toSorted());
	expect(takings.filter(taking => taking === undefined)).toHaveLength(4);
});

test('a confirmed message is delivered, with who showed it as evidence, and only once', async () => {
	const {inbox, events, reopen, time} = await openInbox();
	const {message} = await inbox.send(sending());
	const taking = await inbox.take('b', {via: 'hook Stop'});
	time.now += 5;

	const confirmed = await inbox.confirm(taking?.id ?? '', 'b');

	expect(confirmed).toEqual([
		{...message, status: 'delivered', deliveredAt: time.now, delivery: {attempts: 1, via: 'hook Stop'}},
	]);
	expect(events.at(-1)).toEqual({event: 'message:delivered', data: confirmed[0]});
	expect(await inbox.confirm(taking?.id ?? '', 'b')).toEqual([]);
	expect((await reopen()).get(message.id)).toEqual(confirmed[0]);
});

test('nobody confirms what another has taken', async () => {
	const {inbox} = await openInbox();
	await inbox.send(sending());
	const taking = await inbox.take('b', {via: 'hook'});

	expect(await inbox.confirm(taking?.id ?? '', 'c')).toEqual([]);
	expect(inbox.takings('b')).toEqual([taking]);
});

test('a message that was not shown waits again, with the attempt and its reason, where it was in line', async () => {
	const {inbox, raised} = await openInbox();
	const {message: first} = await inbox.send(sending());
	await inbox.send(sending());
	const taking = await inbox.take('b', {via: 'hook', limit: 1});

	await inbox.release(taking?.id ?? '', 'the hook was ended');

	expect(inbox.get(first.id)).toMatchObject({
		status: 'pending',
		delivery: {attempts: 1, lastError: 'the hook was ended'},
	});
	expect((await inbox.take('b', {via: 'hook'}))?.messages[0]?.id).toBe(first.id);
	expect(raised).toEqual([
		['b', 1, true],
		['b', 2, true],
		['b', 1, false],
		['b', 2, true],
		['b', 0, false],
	]);
});

test('a taking whose lease has ended is released, also when the clock was set back far', async () => {
	const {inbox, time} = await openInbox();
	await inbox.send(sending());
	for (const jump of [30_000, -3_600_000]) {
		await inbox.take('b', {via: 'hook'});
		await inbox.releaseStale(time.now + 29_999);
		expect(inbox.pendingCount('b')).toBe(0);

		time.now += jump;
		await inbox.releaseStale(time.now);
		expect(inbox.pendingCount('b')).toBe(1);
	}
});

test('a confirmation that comes late counts as long as nobody else has taken the message', async () => {
	const {inbox} = await openInbox();
	const {message: first} = await inbox.send(sending());
	const {message: second} = await inbox.send(sending());
	const taking = await inbox.take('b', {via: 'hook Stop'});
	await inbox.release(taking?.id ?? '', 'late');
	await inbox.take('b', {via: 'inbox', limit: 1});

	expect((await inbox.confirm(taking?.id ?? '', 'b')).map(({id}) => id)).toEqual([second.id]);
	expect(inbox.get(first.id)?.status).toBe('pending');
	expect(inbox.get(second.id)?.delivery).toMatchObject({attempts: 2, via: 'hook Stop'});
});

test('what was taken when the server ended waits again, and who took it may still say that it was shown', async () => {
	const {inbox, reopen, raised} = await openInbox();
	const {message} = await inbox.send(sending());
	const taking = await inbox.take('b', {via: 'hook'});
	raised.length = 0;

	const next = await reopen();

	expect(raised).toEqual([['b', 1, true]]);
	expect(next.takings('b')).toEqual([]);
	expect((await next.confirm(taking?.id ?? '', 'b')).map(({id}) => id)).toEqual([message.id]);
});

test('a start says what waits for whom', async () => {
	const {inbox, reopen, raised} = await openInbox();
	await inbox.send(sending());
	await inbox.send(sending({to: 'operator'}));
	raised.length = 0;

	await reopen();

	expect(raised).toEqual([
		['b', 1, true],
		['operator', 1, true],
	]);
});

test('all that a receiver has taken goes back when it ends', async () => {
	const {inbox} = await openInbox();
	await Promise.all([inbox.send(sending()), inbox.send(sending())]);
	await inbox.take('b', {via: 'hook', limit: 1});
	await inbox.take('b', {via: 'hook', limit: 1});

	await inbox.releaseAll('b', 'it ended');

	expect([inbox.pendingCount('b'), inbox.takings('b')]).toEqual([2, []]);
});

test('an expired message is never taken, and becomes expired', async () => {
	const {inbox, time, events, reopen} = await openInbox();
	const {message} = await inbox.send(sending({ttlMs: 1000}));
	time.now += 1000;

	expect(await inbox.take('b', {via: 'hook'})).toBeUndefined();
	await inbox.expire(time.now);

	expect(events.at(-1)).toEqual({event: 'message:expired', data: {...message, status: 'expired'}});
	expect((await reopen()).pendingCount('b')).toBe(0);
});

test('a message that was taken in time is delivered, whenever that is confirmed', async () => {
	const {inbox, time} = await openInbox();
	await inbox.send(sending({ttlMs: 1000}));
	const taking = await inbox.take('b', {via: 'hook'});
	time.now += 2000;
	await inbox.expire(time.now);

	expect(await inbox.confirm(taking?.id ?? '', 'b')).toHaveLength(1);
});

test('its receiver reads a message, and it is not taken any more', async () => {
	const {inbox, events, time} = await openInbox();
	const {message} = await inbox.send(sending({to: 'operator'}));

	const read = await inbox.markRead(message.id, 'operator');

	expect(read).toMatchObject({
		status: 'read',
		readAt: time.now,
		deliveredAt: time.now,
		delivery: {via: 'read', attempts: 1},
	});
	expect(events.at(-1)).toEqual({event: 'message:read', data: read});
	expect(await inbox.markRead(message.id, 'operator')).toBe(read);
	expect(inbox.pendingCount('operator')).toBe(0);
});

test('the operator reads along, but takes nothing away that its receiver has not got', async () => {
	const {inbox} = await openInbox();
	const {message} = await inbox.send(sending());

	await expect(inbox.markRead(message.id, 'operator')).rejects.toMatchObject({code: 'not-allowed'});
	await inbox.confirm((await inbox.take('b', {via: 'hook'}))?.id ?? '', 'b');
	expect((await inbox.markRead(message.id, 'operator')).status).toBe('read');
});

test('others than the receiver do not read, and others than the two do not delete', async () => {
	const {inbox} = await openInbox();
	const {message} = await inbox.send(sending());

	for (const by of ['a', 'c', 'boss']) {
		await expect(inbox.markRead(message.id, by)).rejects.toMatchObject({code: 'not-allowed'});
	}

	await expect(inbox.remove(message.id, 'c')).rejects.toMatchObject({code: 'not-allowed'});
	await expect(inbox.markRead('msg_1_x', 'b')).rejects.toMatchObject({code: 'message-not-found'});
});

for (const by of ['a', 'b', 'operator']) {
	test(`${by} deletes a message from a to b, also while it is taken`, async () => {
		const {inbox, events, reopen, raised} = await openInbox();
		const {message} = await inbox.send(sending());
		const taking = await inbox.take('b', {via: 'hook'});

		await inbox.remove(message.id, by);

		expect(events.at(-1)).toEqual({event: 'message:deleted', data: {id: message.id, from: 'a', to: 'b'}});
		expect(await inbox.confirm(taking?.id ?? '', 'b')).toEqual([]);
		expect(inbox.takings('b')).toEqual([]);
		expect(raised.at(-1)).toEqual(['b', 0, false]);
		expect([...(await reopen()).all()]).toEqual([]);
	});
}

test('a list has the newest that fit, oldest first, of what was received, sent or both', async () => {
	const {inbox} = await openInbox();
	const sent: Message[] = [];
	for (const [from, to] of [
		['a', 'b'],
		['b', 'a'],
		['a', 'b'],
		['b', 'c'],
		['b', 'b'],
	] as const) {
		sent.push((await inbox.send(sending({from, to}))).message);
	}

	await inbox.markRead(sent[0]?.id ?? '', 'b');
	const places = (which: Parameters<typeof inbox.list>[1]) =>
		inbox.list('b', which).map(({id}) => sent.findIndex(message => message.id === id));

	expect(places({})).toEqual([0, 2, 4]);
	expect(places({box: 'sent'})).toEqual([1, 3, 4]);
	expect(places({box: 'all'})).toEqual([0, 1, 2, 3, 4]);
	expect(places({box: 'all', limit: 2})).toEqual([3, 4]);
	expect(places({status: 'pending'})).toEqual([2, 4]);
	expect(places({status: 'read', limit: 5})).toEqual([0]);
	expect(inbox.list('nobody')).toEqual([]);
});

test('sweeping removes what is old, but nothing that is pending', async () => {
	const {inbox, reopen} = await openInbox();
	const {message: old} = await inbox.send(sending());
	const {message: waiting} = await inbox.send(sending());
	await inbox.markRead(old.id, 'b');

	await inbox.sweep(
		() => true,
		() => true,
	);

	expect([...inbox.all()]).toEqual([waiting]);
	expect([...(await reopen()).all()]).toEqual([waiting]);
});

test('what the disk does not take is refused and changes nothing, and later the same works', async () => {
	const disk = openFullDisk();
	const {inbox} = await openInbox({open: disk.open});
	const {message} = await inbox.send(sending());
	const taking = await inbox.take('b', {via: 'hook'});
	disk.isFull = true;
	const asked = sending({to: 'c', idempotencyKey: 'k'});

	await expect(inbox.send(asked)).rejects.toMatchObject({code: 'storage-failed'});
	await expect(inbox.confirm(taking?.id ?? '', 'b')).rejects.toMatchObject({code: 'storage-failed'});
	await expect(inbox.remove(message.id, 'a')).rejects.toMatchObject({code: 'storage-failed'});
	await expect(inbox.send(sending({to: 'nobody'}))).rejects.toMatchObject({code: 'session-not-found'});
	expect([...inbox.all()]).toEqual([message]);

	disk.isFull = false;
	expect((await inbox.send(asked)).isRepeated).toBe(false);
	expect(await inbox.confirm(taking?.id ?? '', 'b')).toHaveLength(1);
});

test('a line of the record that nobody can read any more costs one message at most', async () => {
	const {inbox, audit, reopen, reports} = await openInbox();
	for (const text of ['one', 'two', 'three']) {
		await inbox.send(sending({text}));
	}

	const file = path.join(audit, '2025-11-21.jsonl');
	await writeFile(file, (await readFile(file, 'utf8')).replace('two', 'tw0'));

	expect([...(await reopen()).all()].map(({message}) => message)).toEqual(['one', 'three']);
	expect(reports.join('\n')).toMatch(/not as they were written/);
});
