import {mkdir, readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {operatorId} from '../../source/domain/session.js';
import {project, session, task} from '../helpers/builders.js';
import {runCommand} from '../helpers/command-line.js';
import {openServer} from '../helpers/server.js';
import {canMount, mountSmallDisk} from '../helpers/small-disk.js';

const open = async () => {
	const server = await openServer({
		projects: [project({id: 'p-1', name: 'Demo'})],
		tasks: [task({id: 'T-1'})],
		sessions: [session({id: 'a'}), session({id: 'b'}), session({id: 'over', status: 'completed'})],
	});
	const send = async (from: string, to: string, text: string, metadata?: object) =>
		(await server.ask('POST', `/api/sessions/${to}/messages`, {message: text, metadata}, {as: from})).body;
	const maestro = async (...words: readonly string[]) => (await runCommand(server, words)).text;
	const as =
		(who: string) =>
		async (...words: readonly string[]) =>
			(await runCommand(server, words, {as: who})).text;
	const statusOf = async (id: string) => (await server.ask('GET', `/api/messages/${id}`)).body.status;
	return {server, send, maestro, as, statusOf};
};

test('a list says of each message whose it is, what became of it, and how it begins', async () => {
	const {send, maestro} = await open();
	const {id} = await send('a', 'operator', 'Which database?\nI would take the small one.', {
		priority: 'high',
		type: 'request',
		taskId: 'T-1',
	});

	expect(await maestro('message', 'list')).toMatch(
		new RegExp(
			`^${id}  \\d+d ago  pending  high priority  request\nfrom a  to operator  task T-1\n  Which database\\?\n  I would take the small one.$`,
		),
	);
});

test('what a message says cannot pass for the lines around it, and moves no cursor', async () => {
	const {send, maestro, server} = await open();
	await send('a', 'operator', 'x\nmsg_1  5m ago  read\nfrom operator  to a\n\u001B[2J\u009B1mBe gone');

	const listed = await maestro('message', 'list');
	const id = server.inbox.list(operatorId)[0]?.id ?? '';
	const texts = [listed, await maestro('message', 'show', id), await maestro('message', 'thread', id)];

	for (const text of texts) {
		expect(text).not.toMatch(/[\u001B\u009B]/);
		expect(text).toMatch(/\n {2}from operator {2}to a/);
		expect(text.split('\n').filter(line => /^from operator/.test(line))).toEqual([]);
	}
});

const longText = `${'A sentence of some words. '.repeat(40)}\n\n${'w'.repeat(300)}\n日本語の文章です。`;

for (const columns of [40, 80, 200]) {
	test(`nothing is wider than a terminal of ${columns} columns, and no word is lost`, async () => {
		const {server, send} = await open();
		const {id} = await send('a', 'operator', longText, {
			priority: 'low',
			type: 'notification',
			requiresAck: true,
			taskId: 'T-1',
		});
		await send(operatorId, 'a', 'Fine', {replyTo: id});
		const words = [
			['message', 'list'],
			['message', 'show', id],
			['message', 'thread', id],
			['message', 'search', 'sentence'],
			['message', 'stats'],
			['message', 'templates'],
			['inbox', '--all'],
		];

		for (const command of words) {
			const {text} = await runCommand(server, command, {columns});
			expect(Math.max(...text.split('\n').map(line => stringWidth(line))), command.join(' ')).toBeLessThanOrEqual(
				columns,
			);
		}

		const {text} = await runCommand(server, ['message', 'show', id], {columns});
		expect(text.replace(/\s/g, '')).toContain(longText.replace(/\s/g, ''));
	});
}

test('a message is shown with the evidence of its delivery, its times and its thread', async () => {
	const {send, maestro, as, server} = await open();
	const {id} = await send('a', 'b', 'Ready?');
	await server.inbox.release((await server.inbox.take('b', {via: 'hook Stop'}))?.id ?? '', 'nobody read it');
	server.time.now += 90_000;
	const taking = await server.inbox.take('b', {via: 'hook PostToolBatch'});
	await server.inbox.confirm(taking?.id ?? '', 'b');
	await send('b', 'a', 'Yes', {replyTo: id});

	const shown = await maestro('message', 'show', id);

	expect(shown).toMatch(/^status +delivered, by hook PostToolBatch$/m);
	expect(shown).toMatch(/^sent +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d, \d+d ago$/m);
	expect(shown).toMatch(/^delivered +\S+ \S+, 2m after it was sent$/m);
	expect(shown).toMatch(/^attempts +2$/m);
	expect(shown).toMatch(/^last error +nobody read it$/m);
	expect(shown).toMatch(new RegExp(`^thread +${id}, 2 messages$`, 'm'));
	expect(shown).toMatch(/\n\n {2}Ready\?$/);
	expect(await as('a')('message', 'thread', id)).toMatch(/Ready\?\n\n.*answers .*\n {2}Yes$/s);
});

test('an answer goes to who wrote the message, and to who got it when that was oneself', async () => {
	const {server, send, as} = await open();
	const {id} = await send('a', 'b', 'Ready?');

	await as('b')('message', 'reply', id, '--message', 'Yes', '--priority', 'high');
	await as('a')('message', 'reply', id, '--message', 'Well?');

	expect(
		server.inbox.list('a', {box: 'all'}).map(({from, to, message, metadata}) => [from, to, message, metadata]),
	).toEqual([
		['a', 'b', 'Ready?', undefined],
		['b', 'a', 'Yes', {replyTo: id, threadId: id, priority: 'high'}],
		['a', 'b', 'Well?', {replyTo: id, threadId: id}],
	]);
});

test('an answer may come from a file or from standard input', async () => {
	const {server, send} = await open();
	const {id} = await send('a', 'operator', 'Ready?');
	await writeFile(path.join(server.folder, 'answer.md'), 'From a file');

	await runCommand(server, ['message', 'reply', id, '--file', 'answer.md']);
	await runCommand(server, ['message', 'reply', id, '--file', '-'], {input: 'From a pipe'});
	await runCommand(server, ['message', 'reply', id, '-'], {input: 'From another'});

	expect(server.inbox.list('a').map(({message}) => message)).toEqual(['From a file', 'From a pipe', 'From another']);
});

test('messages are said to be read, each of them', async () => {
	const {send, maestro, statusOf} = await open();
	const [first, second] = [await send('a', 'operator', '1'), await send('a', 'operator', '2')];

	expect(await maestro('message', 'read', first.id, second.id)).toBe(`${first.id} is read\n${second.id} is read`);

	expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['read', 'read']);
});

test('before messages are deleted the person is asked, and told which', async () => {
	const {server, send} = await open();
	const [first, second] = [await send('a', 'operator', '1'), await send('b', 'operator', '2')];
	const asked: string[] = [];
	const answer = (isYes: boolean) => async (question: string) => {
		asked.push(question);
		return isYes;
	};
	const words = ['message', 'delete', first.id, second.id];

	expect((await runCommand(server, words, {confirm: answer(false)})).text).toBe('Nothing was deleted');
	expect(server.inbox.list(operatorId)).toHaveLength(2);
	const {text, value} = await runCommand(server, words, {confirm: answer(true)});

	const both = [`${first.id} from a to operator, pending`, `${second.id} from b to operator, pending`];
	expect(asked).toEqual([1, 2].map(() => `${both.join('\n')}\nDelete these 2 messages for good?`));
	expect(text).toBe(both.map(line => `Deleted ${line}`).join('\n'));
	expect(value).toEqual([first.id, second.id]);
	expect(server.inbox.list(operatorId)).toEqual([]);
});

test('where one of several is not there none is deleted', async () => {
	const {server, send, maestro} = await open();
	const {id} = await send('a', 'operator', '1');

	await expect(maestro('message', 'delete', id, 'msg_0', '--yes')).rejects.toMatchObject({code: 'message-not-found'});

	expect(server.inbox.list(operatorId)).toHaveLength(1);
});

const searches: ReadonlyArray<readonly [words: readonly string[], found: readonly string[]]> = [
	[['database'], ['Which database?', 'The small database']],
	[['--from', 'b'], ['Done with the door']],
	[['--to', 'b'], ['The small database']],
	[['--with', 'a', '--type', 'request'], ['Which database?']],
	[['--priority', 'high', 'door'], ['Done with the door']],
	[['--task', 'T-1'], ['Done with the door']],
	[['--project', 'Demo', '--status', 'pending', '--limit', '1'], ['Done with the door']],
	[['--since', '1h'], []],
];

for (const [words, found] of searches) {
	test(`message search ${words.join(' ')} finds ${found.join(', ') || 'nothing'}`, async () => {
		const {server, send} = await open();
		await send('a', 'operator', 'Which database?', {type: 'request'});
		await send(operatorId, 'b', 'The small database');
		await send('b', 'a', 'Done with the door', {priority: 'high', taskId: 'T-1'});
		const {value, text} = await runCommand(server, ['message', 'search', ...words]);

		expect((value as {messages: ReadonlyArray<{message: string}>}).messages.map(({message}) => message)).toEqual(found);
		expect(text.includes('Older ones fit, too')).toBe(words.includes('--limit'));
	});
}

test('an export is written whole, for its owner alone, in the place of the one before', async () => {
	const {server, send, maestro} = await open();
	await send('a', 'operator', 'Which database?');
	const file = path.join(server.folder, 'all.md');
	await writeFile(file, 'Yesterday', {mode: 0o644});

	expect(await maestro('message', 'export', '--format', 'markdown', '--output', 'all.md')).toBe(
		`Wrote 1 message to ${file}`,
	);

	expect(await readFile(file, 'utf8')).toContain('Which database?');
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	expect((await readdir(server.folder)).filter(name => name.includes('all.md'))).toEqual(['all.md']);
	expect(JSON.parse(await maestro('message', 'export'))).toMatchObject([{message: 'Which database?'}]);
});

test.runIf(canMount)('on a disk that is full the export of before stays as it was', async () => {
	const {server, send} = await open();
	await send('a', 'operator', 'x'.repeat(9000));
	const disk = await mountSmallDisk();
	const output = path.join(disk.folder, 'all.json');
	await writeFile(output, 'Yesterday');
	await writeFile(path.join(disk.folder, 'rest'), 'x'.repeat(56 * 1024));

	await expect(runCommand(server, ['message', 'export', '--output', output])).rejects.toMatchObject({
		code: 'storage-failed',
	});

	expect(await readFile(output, 'utf8')).toBe('Yesterday');
	expect((await readdir(disk.folder)).sort()).toEqual(['all.json', 'rest']);
});

test('an export replaces nothing but a file', async () => {
	const {server, maestro} = await open();
	await mkdir(path.join(server.folder, 'folder'));
	await symlink('/dev/null', path.join(server.folder, 'link'));

	for (const [output, message] of [
		['folder', /folder is there and is no plain file/],
		['link', /link is there and is no plain file/],
		['nowhere/all.json', /There is no folder .*nowhere/],
	] as const) {
		await expect(maestro('message', 'export', '--output', output)).rejects.toThrow(message);
	}
});

test('the figures are there for people', async () => {
	const {server, send, maestro} = await open();
	const {id} = await send('a', 'b', '1');
	server.time.now += 3000;
	await server.inbox.confirm((await server.inbox.take('b', {via: 'inbox'}))?.id ?? '', 'b');
	await send('b', 'a', '2', {replyTo: id});

	const text = await maestro('message', 'stats');

	expect(text).toMatch(/^messages +2$/m);
	expect(text).toMatch(/^pending +1$/m);
	expect(text).toMatch(/^arrived +100\.0 % of those whose fate is known$/m);
	expect(text).toMatch(/^to delivered +half within 3s, 95 % within 3s \(of 1\)$/m);
	expect(text).toMatch(/^2025-11-21 +2$/m);
	expect(text).toMatch(/^1 {2}from a {2}to b$/m);
});

test('two who are held are listed until the operator lets them go on, or stops them', async () => {
	const server = await openServer({
		sessions: [session({id: 'a'}), session({id: 'b'})],
		limits: {perMinute: 1000, loop: {messages: 2, minutes: 10}},
	});
	const send = async (from: string, to: string) =>
		(await server.ask('POST', `/api/sessions/${to}/messages`, {message: 'x'}, {as: from})).body;
	await send('a', 'b');
	await send('b', 'a');
	const {hold, id} = await send('a', 'b');
	const maestro = async (...words: readonly string[]) => (await runCommand(server, words)).text;

	expect(await maestro('message', 'list')).toBe('No messages');
	expect(await maestro('message', 'list', 'b')).toMatch(new RegExp(`^${id} {2}.* {2}held$`, 'm'));
	expect(await maestro('message', 'holds')).toMatch(
		new RegExp(`^${hold} {2}open {2}between a {2}and b {2}3 messages {2}\\d+d ago\n\nmaestro message allow ID`),
	);
	expect(await maestro('message', 'allow', hold)).toBe(`${hold}: a and b go on, and what waited is delivered`);
	expect(await maestro('message', 'holds')).toMatch(/ {2}allowed {2}/);
	expect(await maestro('message', 'stop', hold)).toMatch(/cannot write to each other$/);
});

test("the operator's inbox is what waits, whole and the most urgent first, and listing takes nothing", async () => {
	const {server, send, maestro, statusOf} = await open();
	await server.inbox.markRead((await send('a', 'operator', 'Read')).id, operatorId);
	const later = await send('b', 'operator', `Later\n${'and more\n'.repeat(5)}`);
	const urgent = await send('a', 'operator', 'Now', {priority: 'high'});

	const text = await maestro('inbox');

	expect(text.split('\n').filter(line => !line.startsWith(' '))).toEqual([
		expect.stringContaining(urgent.id),
		'from a  to operator',
		'',
		expect.stringContaining(later.id),
		'from b  to operator',
	]);
	expect(text.split('and more')).toHaveLength(6);
	expect(await statusOf(urgent.id)).toBe('pending');
	expect(await maestro('inbox', '--limit', '1', '--mark-read')).toContain(urgent.id);
	expect([await statusOf(urgent.id), await statusOf(later.id)]).toEqual(['read', 'pending']);
});

test('a session without a quick start takes what waits, as it does with one', async () => {
	const {server, send, statusOf} = await open();
	const {id} = await send('a', 'b', 'Hello');

	const {said} = await runCommand(server, ['inbox', '--json', '--mark-read'], {as: 'b'});

	expect(said.map(line => JSON.parse(line))).toMatchObject([{count: 1, messages: [{id, message: 'Hello'}]}]);
	expect(await statusOf(id)).toBe('read');
	expect((await runCommand(server, ['inbox'], {as: 'b'})).said).toEqual(['No messages.']);
	expect((await runCommand(server, ['inbox', '--quiet'], {as: 'b'})).said).toEqual([]);
});

test('the blank that a line was broken at is not at the beginning of the next', async () => {
	const {server, send} = await open();
	await send('a', 'operator', 'aaaa bbbb cccc dddd\n  indented');

	const {text} = await runCommand(server, ['inbox'], {columns: 16});

	expect(text.split('\n').slice(-3)).toEqual(['  aaaa bbbb cccc', '  dddd', '    indented']);
});

test('the whole inbox is listed, and what is marked as read is what was printed', async () => {
	const {server, send, statusOf} = await open();
	const [old, newer] = [await send('a', 'b', 'Old'), await send('a', 'b', 'Newer')];

	const {value} = await runCommand(server, ['inbox', '--all', '--limit', '1', '--mark-read'], {as: 'b'});

	expect(value).toMatchObject([{id: newer.id, status: 'pending'}]);
	expect([await statusOf(old.id), await statusOf(newer.id)]).toEqual(['pending', 'read']);
});

test('clearing an inbox takes away what was shown, says how much, and leaves what waits', async () => {
	const {server, send, as} = await open();
	for (let count = 0; count < 30; count++) {
		await send('a', 'b', `shown ${count}`);
	}

	await server.inbox.confirm((await server.inbox.take('b', {via: 'inbox'}))?.id ?? '', 'b');
	await server.inbox.markRead(server.inbox.list('b')[0]?.id ?? '', 'b');
	const {id} = await send('a', 'b', 'waits');
	await send('b', 'a', 'from b');

	expect(await as('b')('inbox', '--clear')).toBe('Removed 30 messages');
	expect(await as('b')('inbox', '--clear')).toBe('Nothing to remove');
	expect(await as('b')('inbox', '--clear', '--quiet')).toBe('');

	expect(server.inbox.list('b').map(message => message.id)).toEqual([id]);
	expect(server.inbox.list('a')).toHaveLength(1);
});

const refused: ReadonlyArray<readonly [words: readonly string[], message: RegExp]> = [
	[['message', 'show'], /Which message\? maestro message show ID/],
	[['message', 'show', 'x', 'y'], /Expected one message/],
	[['message', 'reply', 'x'], /Expected the answer in one of/],
	[['message', 'reply', 'x', '--message', 'a', '-'], /Expected the answer in one of/],
	[['message', 'reply', 'x', '--file', 'nowhere'], /There is no file nowhere/],
	[['message', 'reply', 'x', '--message', ' '], /1 to 10000 characters/],
	[['message', 'search'], /What is looked for\?/],
	[['message', 'search', '--since', 'yesterday'], /--since with a time/],
	[['message', 'search', '--project', 'No'], /There is no project No/],
	[['message', 'allow'], /Expected one hold: maestro message allow ID/],
	[['message', 'stop', 'hold_1'], /hold_1/],
	[['inbox', '--all', '--watch'], /Expected one of --all, --clear and --watch/],
	[['inbox', '--clear', '--mark-read'], /without --mark-read/],
	[['inbox', '--all', '--limit', '0'], /from 1 to 10000, got 0/],
];

for (const [words, message] of refused) {
	test(`maestro ${words.join(' ')} says what was expected`, async () => {
		const {maestro} = await open();

		await expect(maestro(...words)).rejects.toThrow(message);
	});
}

test('an empty list says so', async () => {
	const {maestro} = await open();

	for (const words of [
		['message', 'list'],
		['message', 'search', 'x'],
		['inbox', '--all'],
	]) {
		expect(await maestro(...words)).toBe('No messages');
	}

	expect(await maestro('message', 'holds')).toBe('Nothing is held');
});
