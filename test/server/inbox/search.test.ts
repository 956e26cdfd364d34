import {expect, test} from 'vitest';
import type {Message} from '../../../source/domain/message.js';
import type {Wanted} from '../../../source/server/inbox/search.js';
import {openInbox, sending} from '../../helpers/inbox.js';

const limits = {perMinute: 10_000, loop: {messages: 1, minutes: 10}};

/** A few messages, a second apart; each has its number in front. */
const openTold = async () => {
	const opened = await openInbox({limits});
	const {inbox, time} = opened;
	const from = time.now;
	const said: Message[] = [];
	for (const each of [
		sending({text: '0 Please review the Door', metadata: {type: 'request', taskId: 'T-1'}}),
		sending({from: 'b', to: 'c', text: '1 the window, DOOR and roof', metadata: {priority: 'high'}}),
		sending({from: 'boss', to: 'far', text: '2 äußere TÜR (.*)'}),
		sending({from: 'operator', text: '3 door?'}),
		sending({from: 'c', to: 'operator', text: '4 window'}),
	]) {
		said.push((await inbox.send(each)).message);
		time.now += 1000;
	}

	const {message} = await inbox.send(sending({from: 'b', to: 'a', text: '5 done', metadata: {replyTo: said[0]?.id}}));
	await inbox.markRead(message.id, 'a');
	const find = async (wanted: Wanted, who = 'operator') =>
		(await inbox.search(who, wanted)).messages.map(message => Number(message.message[0]));
	return {...opened, find, from, said: [...said, message]};
};

const searches: ReadonlyArray<[title: string, wanted: Wanted, found: readonly number[]]> = [
	['everything', {}, [0, 1, 2, 3, 4, 5]],
	['a word, in any case', {text: 'door'}, [0, 1, 3]],
	['words that are all there, in any order', {text: 'door  Window'}, [1]],
	['a part of a word', {text: 'indo'}, [1, 4]],
	['letters beyond ASCII in any case', {text: 'tür ÄUSSERE'}, []],
	['letters beyond ASCII', {text: 'tür äuß'}, [2]],
	['signs that mean something elsewhere', {text: '(.*)'}, [2]],
	['a word that nobody wrote', {text: 'nothing'}, []],
	['a sender', {from: 'b'}, [1, 5]],
	['a receiver', {to: 'b'}, [0, 3]],
	['a sender and a receiver', {from: 'b', to: 'c'}, [1]],
	['either', {party: 'b'}, [0, 1, 3, 5]],
	['either, and words', {party: 'c', text: 'window'}, [1, 4]],
	['somebody who wrote nothing', {party: 'late'}, []],
	['a project', {projectId: 'p-2'}, [2]],
	['a project that is not there', {projectId: 'p-9'}, []],
	['a task', {taskId: 'T-1'}, [0]],
	['a status', {status: 'read'}, [5]],
	['a type', {type: 'request'}, [0]],
	['a priority', {priority: 'high'}, [1]],
	['the priority of what has none', {priority: 'medium'}, [0, 2, 3, 4, 5]],
	['the newest so many', {limit: 2}, [4, 5]],
];

for (const [title, wanted, found] of searches) {
	test(`a search finds ${title}`, async () => {
		const {find} = await openTold();

		expect(await find(wanted)).toEqual(found);
	});
}

test('a search finds what was written in a time', async () => {
	const {find, from} = await openTold();

	expect(await find({since: from + 1000, until: from + 3000})).toEqual([1, 2, 3]);
});

test('a session finds what it wrote and got, and nothing else', async () => {
	const {find} = await openTold();

	expect(await find({}, 'b')).toEqual([0, 1, 3, 5]);
	expect(await find({text: 'door'}, 'c')).toEqual([1]);
	expect(await find({from: 'a'}, 'c')).toEqual([]);
	expect(await find({}, 'nobody')).toEqual([]);
});

test('page after page, a search comes to everything once, and parts no broadcast', async () => {
	const {inbox} = await openInbox();
	for (let sent = 0; sent < 5; sent++) {
		await inbox.send(sending());
		await inbox.broadcast({from: 'boss', to: ['role:worker'], text: 'hello'});
	}

	const pages: Array<readonly Message[]> = [];
	let before: number | undefined;
	for (let hasMore = true; hasMore; ) {
		const page = await inbox.search('operator', {before, limit: 3});
		pages.unshift(page.messages);
		before = page.messages[0]?.order;
		({hasMore} = page);
	}

	expect(pages.flat()).toEqual([...inbox.all()]);
	expect(pages.length).toBeGreaterThan(3);
});

test('a thread is what began with a message and the answers to it, for those who may see them', async () => {
	const {inbox, said} = await openTold();
	const root = said[0]?.id ?? '';
	const {message} = await inbox.send(sending({metadata: {replyTo: said[5]?.id}}));

	expect(message.hold).toBeDefined();
	for (const id of [root, message.id]) {
		expect((await inbox.thread(id, 'operator')).map(each => each.id)).toEqual([root, said[5]?.id, message.id]);
	}

	expect((await inbox.thread(root, 'a')).length).toBe(3);
	expect((await inbox.thread(root, 'b')).map(each => each.id)).toEqual([root, said[5]?.id]);
	expect(await inbox.thread(root, 'c')).toEqual([]);
	await expect(inbox.thread('msg_1_x', 'operator')).rejects.toMatchObject({code: 'message-not-found'});
});

test('others have their turn while much is searched', async () => {
	const {inbox} = await openInbox();
	await Promise.all(Array.from({length: 5000}, async () => inbox.send(sending())));
	let turns = 0;
	let isSearching = true;
	const count = () => {
		turns++;
		if (isSearching) {
			setImmediate(count);
		}
	};
	setImmediate(count);

	await inbox.search('operator', {text: 'nothing'});
	isSearching = false;

	expect(turns).toBeGreaterThanOrEqual(4);
});

test('a list is of what one exchanged with another', async () => {
	const {inbox} = await openTold();
	const list = (...asked: Parameters<typeof inbox.list>) => inbox.list(...asked).map(({message}) => message[0]);

	expect(list('b', {box: 'all', with: 'a'})).toEqual(['0', '5']);
	expect(list('b', {box: 'received', with: 'operator'})).toEqual(['3']);
	expect(list('b', {with: 'far'})).toEqual([]);
});

test('a list after a message goes on where it ended, the oldest first, and parts no broadcast', async () => {
	const {inbox} = await openInbox();
	for (let sent = 0; sent < 4; sent++) {
		await inbox.send(sending({from: 'boss'}));
		await inbox.broadcast({from: 'boss', to: ['role:worker'], text: 'hello'});
	}

	const seen: Message[] = [];
	for (let page = inbox.list('boss', {box: 'sent', after: 0, limit: 3}); page.length > 0; ) {
		seen.push(...page);
		page = inbox.list('boss', {box: 'sent', after: page.at(-1)?.order ?? 0, limit: 3});
	}

	expect(seen).toEqual(inbox.list('boss', {box: 'sent'}));
	expect(inbox.list('b', {after: seen.at(-2)?.order ?? 0})).toEqual([]);
});
