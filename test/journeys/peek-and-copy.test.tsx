import {expect, test} from 'vitest';
import {clipboardSequence} from '../../source/client/clipboard.js';
import {hold, longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeLog} from '../helpers/fake-log.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {openApp} from '../helpers/open-app.js';

const place = {multiplexer: 'fake', address: 'memory', session: 'm', windowId: '@1', paneId: '%1', key: 'key_00000001'};
const run = {
	...{id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo},
	window: place,
};
const question = 'Which way?\n1. By land\n2) By sea\nSay so.';
const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [
		session({name: 'Asker', run, needsInput: {active: true, message: 'May I run rm?', since: longAgo}}),
		session({id: 's-2', name: 'Quiet', startedAt: longAgo - 1}),
	],
	messages: [message({message: question})],
};

const open = async (more: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, ...more});
	await eventually(() => expect(app.frame()).toContain('Asker'));
	return app;
};

type App = Awaited<ReturnType<typeof open>>;
const copied = (app: App): string | undefined => {
	const found = app.written
		.join('')
		.match(/\u001B\]52;c;[\w+/=]*\u0007/g)
		?.at(-1);
	return found === undefined ? undefined : Buffer.from(found.slice(7, -1), 'base64').toString();
};

test('space looks at what a session asks and said last, and goes back to the list', async () => {
	const app = await open();

	await app.press('space');
	for (const words of ['needs-input', 'May I run rm?', 'Which way?', '2) By sea']) {
		expect(app.frame()).toContain(words);
	}

	await app.press('space');

	expect(app.frame()).toMatch(/› ▲ needs-input +Asker/);
});

test('there r replies, and a digit replies with the choice of that number, which Enter sends', async () => {
	const app = await open();

	await app.press('space', '2');
	expect(app.frame()).toContain('2. By sea');
	expect(app.server.data.messages.size).toBe(1);
	await app.press('enter');
	await eventually(() => expect(app.server.data.messages.size).toBe(2));

	expect([...app.server.data.messages.values()].at(-1)).toMatchObject({
		message: '2. By sea',
		to: 's-1',
		metadata: {replyTo: 'm-1'},
	});
});

test('a digit that is no choice does nothing, and words that are begun are not written over', async () => {
	const app = await open();

	await app.press('space', '7');
	expect(app.frame()).toContain('It offers the choices 1 to 2');
	await app.press('r', 'By air', 'esc', '1');

	expect(app.frame()).toContain('A reply is begun already');
	await app.press('esc', 'j', 'space', '1');
	expect(app.frame()).toContain('It has not written to you');
	expect(app.server.data.messages.size).toBe(1);
});

test('A goes to a dialog that is still there, and says so where it is not', async () => {
	const multiplexer = createFakeMultiplexer({jump: {kind: 'done', wayBack: 'C-b l'}});
	const {window} = await multiplexer.openWindow({
		...{key: place.key, name: 'T-1-interactive', directory: '/tmp', command: ['cat'], environment: {}, without: []},
		meta: {taskId: 'T-1', mode: 'interactive', sessionId: 's-1', runId: 'r-1'},
	});
	const there = {...run, window: {...place, windowId: window.id, paneId: window.paneId}};
	const asker = session({name: 'Asker', run: there, needsInput: {active: true, since: longAgo}});
	const app = await open({multiplexer, sessions: [asker]});

	await app.press('i', 'A');
	await eventually(() => expect(multiplexer.jumped).toEqual([place.key]));
	app.server.data.sessions.set('s-1', {...asker, needsInput: {active: false}});
	await app.press('A');

	await eventually(() => expect(app.frame()).toContain('Asker needs no answer any more (working)'));
	expect(multiplexer.jumped).toHaveLength(1);
});

test('y chooses what to copy of a row, and says what was copied', async () => {
	const app = await open();

	await app.press('y');
	for (const words of ['Id ', 'Last message', 'maestro attach interactive T-1', 'maestro session resume s-1']) {
		expect(app.frame()).toContain(words);
	}

	await app.press('j', 'j', 'enter');

	await eventually(() => expect(app.frame()).toContain('Copied last message, if the terminal lets programs do that'));
	expect(copied(app)).toBe(question);
	expect(app.written.join('')).toContain(clipboardSequence(question).sequence);
});

const rows: ReadonlyArray<[where: string, keys: readonly string[], value: string]> = [
	['a session', ['y', 'enter'], 's-1'],
	['a task', [']', 'y', 'enter'], 'T-1'],
	['a project', [']', ']', 'y', 'enter'], 'p-1'],
	['a thread', ['i', 'y', 'enter'], question],
	['a message', ['i', 'enter', 'y', 'enter'], question],
	['what is peeked at', ['space', 'y', 'enter'], 's-1'],
];

for (const [where, keys, value] of rows) {
	test(`y copies of ${where} what is wanted most`, async () => {
		const app = await open();

		await app.press(...keys);

		await eventually(() => expect(copied(app)).toBe(value));
	});
}

test('y in a log copies the lines that are shown', async () => {
	const log = createFakeLog({text: 'one\n\u001B[31mtwo\u001B[0m\nthree\n'});
	const headless = {...run, isHeadless: true, window: undefined};
	const app = await open({sessions: [session({name: 'Asker', run: headless})], logs: [log]});
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('three'));

	await app.press('y');

	await eventually(() => expect(copied(app)).toBe('one\ntwo\nthree'));
	expect(app.frame()).toContain('Copied the lines that are shown');
});

test('peek, menu and the typing of a name are drawn within the terminal, at every size', async () => {
	const hostile = session({name: `${'日本 👍🏽 \u202Eleft\t'.repeat(20)}\u001B[31m`, run});
	const app = await open({
		sessions: [hostile, session({id: 's-2', name: 'Asker', startedAt: longAgo - 1})],
		messages: [
			message({message: `${'long words '.repeat(80)}\n\u001B]52;c;eA==\u0007\n1. ${'日本'.repeat(60)}\n2. No`}),
		],
	});

	for (const size of [
		{columns: 40, rows: 10},
		{columns: 80, rows: 24},
		{columns: 200, rows: 50},
	]) {
		await app.resize(size);
		for (const keys of [['space'], ['y'], ['esc', 'esc', 'X'], ['esc', 'v'], ['esc']]) {
			await app.press(...keys);
			const lines = app.frame().split('\n');
			expect([keys, lines[0], lines.length]).toEqual([keys, expect.stringMatching(/^maestro-tui/), size.rows]);
			expect([keys, lines.at(-1)]).toEqual([keys, expect.stringMatching(/^(enter|esc|space|r) /)]);
		}
	}

	expect(copied(app)).toBeUndefined();
});

const explained: ReadonlyArray<[where: string, keys: readonly string[], words: readonly string[]]> = [
	['session', ['.'], ['needs-input; it asked for a person since']],
	['task', [']', '.'], ['T-1 is todo', 'the server says so', 'but a session is at work on it']],
	['project', [']', ']', '.'], ['Demo is /tmp', '1 of its 1 tasks is open', '2 of its 2 sessions live']],
	['thread', ['i', 'j', '.'], ['1 of 1 messages wait for you', 'the last is from Asker to you']],
	['open thread', ['i', 'j', 'enter', '.'], ['the last is from Asker to you']],
	['message that was found', ['i', 'F', 'way', 'enter', '.'], ['from Asker to you', 'pending']],
	['held exchange', ['i', '.'], ['Asker, Quiet wrote 21 messages to each other', 'nobody has decided yet']],
];

for (const [where, keys, words] of explained) {
	test(`. explains how a ${where} stands`, async () => {
		const app = await open({holds: [hold()], columns: 200});

		await app.press(...keys);

		for (const each of words) {
			expect(app.frame()).toContain(each);
		}
	});
}
