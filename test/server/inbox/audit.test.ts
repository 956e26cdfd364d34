import {expect, test} from 'vitest';
import {openInbox, recordOf, sending} from '../../helpers/inbox.js';

type Opened = Awaited<ReturnType<typeof openInbox>>;

const limits = {perMinute: 3, loop: {messages: 1, minutes: 10}};

const sendOne = async ({inbox}: Opened) => (await inbox.send(sending())).message.id;

const deeds: ReadonlyArray<[title: string, kinds: readonly string[], act: (opened: Opened) => Promise<unknown>]> = [
	['a message', ['accepted'], sendOne],
	['a broadcast', ['broadcast'], async ({inbox}) => inbox.broadcast({from: 'a', to: ['role:worker'], text: 'hello'})],
	[
		'what is taken and shown',
		['accepted', 'taken', 'delivered'],
		async opened => {
			await sendOne(opened);
			const taking = await opened.inbox.take('b', {via: 'hook'});
			await opened.inbox.confirm(taking?.id ?? '', 'b');
		},
	],
	[
		'what is taken and not shown',
		['accepted', 'taken', 'released'],
		async opened => {
			await sendOne(opened);
			const taking = await opened.inbox.take('b', {via: 'hook'});
			await opened.inbox.release(taking?.id ?? '', 'no');
		},
	],
	['what is read', ['accepted', 'read'], async opened => opened.inbox.markRead(await sendOne(opened), 'b')],
	['what is deleted', ['accepted', 'deleted'], async opened => opened.inbox.remove(await sendOne(opened), 'a')],
	[
		'what expires',
		['accepted', 'expired'],
		async ({inbox, time}) => {
			await inbox.send(sending({ttlMs: 1000}));
			await inbox.expire(time.now + 1000);
		},
	],
	[
		'what its receiver never gets',
		['accepted', 'failed'],
		async opened => {
			await sendOne(opened);
			await opened.inbox.fail('b', 'gone');
		},
	],
	[
		'what retention takes away',
		['accepted', 'read', 'deleted'],
		async opened => {
			await opened.inbox.markRead(await sendOne(opened), 'b');
			await opened.inbox.sweep(
				() => true,
				() => true,
			);
		},
	],
	[
		'a hold, its decision and its end',
		['accepted', 'held', 'accepted', 'decided', 'forgotten'],
		async opened => {
			await sendOne(opened);
			const {message} = await opened.inbox.send(sending({from: 'b', to: 'a'}));
			await opened.inbox.decide(message.hold ?? '', 'allowed', 'operator');
			await opened.inbox.sweep(
				() => false,
				() => true,
			);
		},
	],
	[
		'what is too much',
		['broadcast', 'refused', 'refused'],
		async ({inbox}) => {
			const asked = {from: 'a', to: ['role:worker'], text: 'hello'};
			await inbox.broadcast(asked);
			await expect(inbox.broadcast(asked)).rejects.toThrow();
			await expect(inbox.send(sending({to: 'nobody'}))).rejects.toThrow();
		},
	],
];

for (const [title, kinds, act] of deeds) {
	test(`on record is ${title}`, async () => {
		const opened = await openInbox({limits});

		await act(opened);

		const lines = (await recordOf(opened.audit)).trim().split('\n');
		expect(lines.flatMap(line => JSON.parse(line).fact?.kind ?? [])).toEqual(kinds);
	});
}
