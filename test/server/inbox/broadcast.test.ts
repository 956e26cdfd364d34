import {expect, test} from 'vitest';
import type {RefusalCode} from '../../../source/domain/errors.js';
import type {Broadcasting} from '../../../source/server/inbox.js';
import {openFullDisk} from '../../helpers/full-disk.js';
import {openInbox, recordOf, sending} from '../../helpers/inbox.js';

/** From `a` to all workers, but for what is said otherwise. */
const broadcasting = (more: Partial<Broadcasting> = {}): Broadcasting => ({
	from: 'a',
	to: ['role:worker'],
	text: 'hello',
	...more,
});

const reached: ReadonlyArray<[title: string, from: string, to: readonly string[], receivers: readonly string[]]> = [
	['a role means those of it that a worker may write to', 'a', ['role:worker'], ['b', 'c']],
	['an orchestrator reaches all of a role', 'boss', ['role:worker'], ['a', 'b', 'c', 'far']],
	['the operator reaches all of a role', 'operator', ['role:worker'], ['a', 'b', 'c', 'far']],
	['a worker reaches orchestrators of other projects', 'a', ['role:orchestrator'], ['boss']],
	['a project means its live sessions, without the sender', 'b', ['project:p-1'], ['a', 'c']],
	['a project may have orchestrators', 'operator', ['project:p-2'], ['far', 'boss']],
	['somebody who is meant twice gets one message', 'a', ['b', 'role:worker', 'project:p-1', 'b'], ['b', 'c']],
	['the operator is one of several', 'a', ['operator', 'b'], ['b', 'operator']],
	['nobody writes to itself', 'a', ['a', 'b'], ['b']],
];

for (const [title, from, to, receivers] of reached) {
	test(title, async () => {
		const {inbox, reopen} = await openInbox();

		const {broadcastId, messages, isRepeated} = await inbox.broadcast(broadcasting({from, to}));

		expect(messages.map(message => message.to).toSorted()).toEqual(receivers.toSorted());
		expect(new Set(messages.map(({metadata}) => metadata?.broadcastId))).toEqual(new Set([broadcastId]));
		expect(isRepeated).toBe(false);
		expect([...(await reopen()).all()]).toEqual(messages);
	});
}

const refusals: ReadonlyArray<[title: string, asked: Partial<Broadcasting>, code: RefusalCode]> = [
	['to a role that nobody has', {from: 'boss', to: ['role:orchestrator']}, 'session-not-found'],
	['to a project that is not there', {to: ['project:p-9']}, 'session-not-found'],
	['to its sender alone', {to: ['a']}, 'session-not-found'],
	['with one receiver that is not there', {to: ['b', 'nobody']}, 'session-not-found'],
	['with one receiver that has ended', {to: ['b', 'late']}, 'session-ended'],
	['with one receiver that may not be written to', {to: ['b', 'far']}, 'not-allowed'],
	['to another project', {to: ['project:p-2']}, 'not-allowed'],
	['without words', {text: ''}, 'malformed'],
	['that answers what is not there', {metadata: {replyTo: 'msg_1_x'}}, 'message-not-found'],
	['from somebody who has ended', {from: 'late'}, 'sender-unknown'],
];

for (const [title, asked, code] of refusals) {
	test(`a broadcast ${title} is refused whole, and is on record without its text`, async () => {
		const {inbox, audit, events} = await openInbox();

		await expect(inbox.broadcast(broadcasting({text: 'secret', ...asked}))).rejects.toMatchObject({code});

		expect([...inbox.all()]).toEqual([]);
		expect(events).toEqual([]);
		const record = await recordOf(audit);
		expect(record).toContain(`"fact":{"kind":"refused","code":"${code}"`);
		expect(record).not.toContain('secret');
	});
}

test('a broadcast lets its messages wait for sessions that have ended, where it is asked to', async () => {
	const {inbox} = await openInbox();

	const {messages} = await inbox.broadcast(broadcasting({to: ['b', 'late'], mayQueue: true}));

	expect(messages.map(({to}) => to)).toEqual(['b', 'late']);
});

test('every receiver is raised before anyone else hears of a broadcast', async () => {
	const {inbox, events, raised} = await openInbox();

	const {messages} = await inbox.broadcast(broadcasting());

	expect(raised).toEqual([
		['b', 1, true],
		['c', 1, true],
	]);
	expect(events).toEqual(
		messages.flatMap(message => [
			{event: 'message:created', data: message},
			{event: 'session:message_received', data: {sessionId: message.to, messageId: message.id}},
			{event: 'session:message_sent', data: {sessionId: 'a', messageId: message.id}},
		]),
	);
});

test('a broadcast with a key sends once, also at the same time and after a restart', async () => {
	const {inbox, reopen} = await openInbox();
	const asked = broadcasting({idempotencyKey: 'k'});

	const sent = await Promise.all([inbox.broadcast(asked), inbox.broadcast(asked)]);
	const again = await (await reopen()).broadcast({...asked, to: ['role:worker', 'role:worker']});

	expect([...sent, again].map(({isRepeated}) => isRepeated)).toEqual([false, true, true]);
	expect(sent[1]?.messages).toEqual(sent[0]?.messages);
	expect(again.messages).toEqual(sent[0]?.messages);
	expect([...inbox.all()]).toHaveLength(2);
});

test('a key that came with a broadcast comes with nothing else', async () => {
	const {inbox} = await openInbox();
	await inbox.broadcast(broadcasting({to: ['b'], idempotencyKey: 'k'}));
	await inbox.send(sending({idempotencyKey: 'single'}));

	for (const other of [
		inbox.broadcast(broadcasting({to: ['b'], idempotencyKey: 'k', text: 'other'})),
		inbox.broadcast(broadcasting({to: ['c'], idempotencyKey: 'k'})),
		inbox.broadcast(broadcasting({to: ['b'], idempotencyKey: 'single'})),
		inbox.send(sending({idempotencyKey: 'k'})),
	]) {
		await expect(other).rejects.toMatchObject({code: 'malformed'});
	}
});

test('a broadcast that is repeated answers what is left of it', async () => {
	const {inbox} = await openInbox();
	const asked = broadcasting({idempotencyKey: 'k'});
	const [first, second] = (await inbox.broadcast(asked)).messages;
	await inbox.remove(first?.id ?? '', 'a');

	expect((await inbox.broadcast(asked)).messages).toEqual([second]);
	await inbox.remove(second?.id ?? '', 'a');
	await expect(inbox.broadcast(asked)).rejects.toMatchObject({code: 'message-not-found'});
});

test('each answer to a broadcast belongs to a thread of its own', async () => {
	const {inbox} = await openInbox();
	const {messages} = await inbox.broadcast(broadcasting());

	for (const {id, to} of messages) {
		const {message} = await inbox.send({from: to, to: 'a', text: 'done', metadata: {replyTo: id}});
		expect(message.metadata?.threadId).toBe(id);
		expect((await inbox.thread(id, 'operator')).map(({from}) => from)).toEqual(['a', to]);
	}
});

test('what the disk does not take of a broadcast is not there at all, and later the same works', async () => {
	const disk = openFullDisk();
	const {inbox, events, raised} = await openInbox({
		open: disk.open,
		limits: {perMinute: 2, loop: {messages: 20, minutes: 10}},
	});
	disk.isFull = true;
	const asked = broadcasting({idempotencyKey: 'k'});

	for (let attempt = 0; attempt < 3; attempt++) {
		await expect(inbox.broadcast(asked)).rejects.toMatchObject({code: 'storage-failed'});
	}

	expect([[...inbox.all()], events, raised]).toEqual([[], [], []]);
	disk.isFull = false;
	expect((await inbox.broadcast(asked)).messages).toHaveLength(2);
});
