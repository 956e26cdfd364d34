import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {proveWith} from '../../source/server/secrets.js';
import {pathsUnder} from '../../source/system/paths.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {buildAgent, runProgram} from './agent-build.js';
import {type Asked, deadUrl, type Reply, startServer} from './agent-server.js';

const {bundle} = buildAgent();
const operatorSecret = 'o'.repeat(43);

type How = {
	readonly environment?: Readonly<Record<string, string>>;
	readonly input?: string;
};

const open = async (url: string) => {
	const paths = pathsUnder(await temporaryFolder());
	const own = {MAESTRO_HOME: paths.home, MAESTRO_SERVER_URL: url};
	const session = {
		MAESTRO_SESSION_ID: 'sess_a',
		MAESTRO_SESSION_TOKEN: 'sess_a.s3cret',
		MAESTRO_PROJECT_ID: 'proj_1',
		MAESTRO_TASK_IDS: 'T-1',
	};
	const run = async (
		words: readonly string[],
		given: Readonly<Record<string, string>>,
		{environment, input = ''}: How = {},
	) => runProgram([process.execPath, bundle, ...words], {environment: {...own, ...given, ...environment}, input});
	return {
		paths,
		asSession: async (words: readonly string[], how?: How) => run(words, session, how),
		asOperator: async (words: readonly string[], how?: How) => {
			await mkdir(path.dirname(paths.operatorSecret), {recursive: true});
			await writeFile(paths.operatorSecret, `${operatorSecret}\n`);
			return run(words, {}, how);
		},
		asNobody: async (words: readonly string[]) => run(words, {}),
	};
};

const sent = ({path, body}: Asked, id = 'msg_1'): Reply => ({
	status: 201,
	body: {id, to: path.split('/')[3], message: (body as {message: string}).message},
});

/** Answers that the server holds the operator's secret, as ours does. */
const genuine =
	(answer: (asked: Asked, count: number) => Reply) =>
	(asked: Asked, count: number): Reply => {
		const nonce = new URL(asked.path, 'http://x').searchParams.get('nonce');
		return asked.path.startsWith('/health')
			? {body: {proof: proveWith(operatorSecret, nonce ?? '', Number(String(asked.headers.host).split(':')[1]))}}
			: answer(asked, count);
	};

test('a message is sent with everything that was said of it', async () => {
	const {asked, url} = await startServer(asked => sent(asked));
	const {asSession} = await open(url);

	const ended = await asSession([
		...['session', 'send', '--to', 'sess_b', '--message', 'Please\nreview', '--priority', 'high', '--type', 'request'],
		...['--task', 'T-1', '--reply-to', 'msg_0', '--requires-ack', '--ttl', '10m'],
	]);

	expect(ended).toMatchObject({exitCode: 0, stdout: 'Sent msg_1 to sess_b\n', stderr: ''});
	expect(asked[0]).toMatchObject({
		method: 'POST',
		path: '/api/sessions/sess_b/messages',
		body: {
			message: 'Please\nreview',
			metadata: {priority: 'high', type: 'request', taskId: 'T-1', replyTo: 'msg_0', requiresAck: true},
			ttlMs: 600_000,
		},
	});
	expect(asked[0]?.headers).toMatchObject({
		authorization: 'Bearer sess_a.s3cret',
		'x-session-id': 'sess_a',
		'idempotency-key': expect.stringMatching(/^[\w-]{16,}$/),
	});
});

test('the text may come from a file or from standard input', async () => {
	const {asked, url} = await startServer(asked => sent(asked));
	const {asSession, paths} = await open(url);
	const file = path.join(paths.home, 'text.md');
	await writeFile(file, 'From a file ünï');

	await asSession(['session', 'send', '--to', 'sess_b', '--file', file]);
	await asSession(['session', 'send', '--to', 'sess_b', '-'], {input: 'From a pipe\n'});
	await asSession(['session', 'send', '--to', 'sess_b', '--file', '-'], {input: 'From another'});

	expect(asked.map(({body}) => body)).toEqual([
		{message: 'From a file ünï'},
		{message: 'From a pipe\n'},
		{message: 'From another'},
	]);
});

const groups: ReadonlyArray<readonly [title: string, to: readonly string[]]> = [
	['several receivers', ['sess_b', 'operator']],
	['a role', ['role:worker']],
	['a project and a session', ['project:proj_1', 'sess_z']],
];

for (const [title, to] of groups) {
	test(`what is sent to ${title} is sent in one piece, with one key`, async () => {
		const messages = [
			{id: 'msg_1', to: 'sess_b'},
			{id: 'msg_2', to: 'operator', hold: 'hold_1'},
		];
		const {asked, url} = await startServer((_, count) =>
			count === 1 ? 'hang up' : {status: 201, body: {broadcastId: 'msg_0', messages}},
		);
		const {asSession} = await open(url);

		const {stdout} = await asSession(['session', 'send', ...to.flatMap(id => ['--to', id]), '--message', 'Done']);

		expect(stdout).toBe('Sent 2 messages: msg_1 to sess_b, msg_2 to operator (held until the operator decides)\n');
		expect(asked.map(({method, path, body}) => [method, path, body])).toEqual(
			[1, 2].map(() => ['POST', '/api/messages', {message: 'Done', to}]),
		);
		expect(new Set(asked.map(({headers}) => headers['idempotency-key'])).size).toBe(1);
	});
}

test('a broadcast as JSON is the answer of the server', async () => {
	const answer = {broadcastId: 'msg_0', messages: [{id: 'msg_1', to: 'sess_b'}]};
	const {url} = await startServer(() => ({status: 201, body: answer}));
	const {asSession} = await open(url);

	const {stdout} = await asSession(['session', 'send', '--to', 'role:worker', '--message', 'Done', '--json']);

	expect(JSON.parse(stdout)).toEqual(answer);
});

test('one receiver that is named twice gets one message', async () => {
	const {asked, url} = await startServer(asked => sent(asked));
	const {asSession} = await open(url);

	await asSession(['session', 'send', '--to', 'sess_b', '--to', 'sess_b', '--message', 'x', '--queue']);

	expect(asked.map(({path, body}) => [path, body])).toEqual([
		['/api/sessions/sess_b/messages', {message: 'x', queue: true}],
	]);
});

test('of a message that is held it is said what it waits for', async () => {
	const {url} = await startServer(() => ({status: 201, body: {id: 'msg_1', to: 'sess_b', hold: 'hold_1'}}));
	const {asSession} = await open(url);

	const {stdout} = await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x']);

	expect(stdout).toMatch(/^Sent msg_1 to sess_b; it is held until the operator decides, .* \(hold_1\)\n$/);
});

const limits: ReadonlyArray<readonly [message: string, stderr: string]> = [
	['You have sent 10 messages in a minute', 'You have sent 10 messages in a minute; try again in 32 s'],
	['Too many messages: wait 32 s', 'Too many messages: wait 32 s'],
];

for (const [message, stderr] of limits) {
	test(`who has sent too much is told how long to wait: ${message}`, async () => {
		const {asked, url} = await startServer(() => ({
			status: 429,
			headers: {'retry-after': '32'},
			body: {reason: 'too-many-messages', message},
		}));
		const {asSession} = await open(url);

		expect(await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x'])).toEqual(
			expect.objectContaining({exitCode: 6, stdout: '', stderr: `maestro: ${stderr}\n`}),
		);
		expect(asked).toHaveLength(1);
	});
}

test('who has sent too much and need not wait long waits, and sends the message once', async () => {
	const tooMuch = {status: 429, headers: {'retry-after': '1'}, body: {reason: 'too-many-messages', message: 'Wait'}};
	const {asked, url} = await startServer((asked, count) => (count === 1 ? tooMuch : sent(asked)));
	const {asSession} = await open(url);

	expect(await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x'])).toMatchObject({exitCode: 0});

	expect(asked).toHaveLength(2);
	expect(new Set(asked.map(({headers}) => headers['idempotency-key'])).size).toBe(1);
});

test('a message whose answer was lost is sent again, with the same key', async () => {
	const {asked, url} = await startServer((asked, count) => (count < 3 ? 'hang up' : sent(asked)));
	const {asSession} = await open(url);

	expect(await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x'])).toMatchObject({exitCode: 0});

	expect(asked).toHaveLength(3);
	expect(new Set(asked.map(({headers}) => headers['idempotency-key'])).size).toBe(1);
});

test('a server that was started again on another port is found by its file', async () => {
	const {url} = await startServer(asked => sent(asked));
	const {asSession, paths} = await open(await deadUrl());
	await mkdir(paths.data, {recursive: true});
	await writeFile(paths.serverUrl, `${url}\n`);

	expect(await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x'])).toMatchObject({exitCode: 0});
});

test('where another maestro has the port that ours had, ours is found by its file, and waited for', async () => {
	const refusal = {status: 401, body: {reason: 'unauthorized', message: 'A secret is needed'}};
	const other = await startServer(() => refusal);
	const ours = await startServer((asked, count) => (count === 1 ? 'hang up' : sent(asked)));
	const {asSession, paths} = await open(other.url);
	await mkdir(paths.data, {recursive: true});
	await writeFile(paths.serverUrl, `${ours.url}\n`);
	const words = ['session', 'send', '--to', 'sess_b', '--message', 'x'];

	expect(await asSession(words)).toMatchObject({exitCode: 0});
	ours.close();
	expect(await asSession(['inbox'])).toMatchObject({exitCode: 4, stderr: 'maestro: A secret is needed\n'});
});

test('while another maestro has the port of ours, ours is waited for a moment', async () => {
	const refusal = {status: 401, body: {reason: 'unauthorized', message: 'A secret is needed'}};
	const {asked, url} = await startServer((asked, count) => (count < 3 ? refusal : sent(asked)));
	const {asSession} = await open(url);

	expect(await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x'])).toMatchObject({exitCode: 0});
	expect(asked).toHaveLength(3);
});

test('a session that has ended is told so at once', async () => {
	const refusal = {status: 401, body: {reason: 'sender-unknown', message: 'The session sess_a has ended'}};
	const {asked, url} = await startServer(() => refusal);
	const {asSession} = await open(url);

	expect(await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x'])).toMatchObject({exitCode: 4});
	expect(asked).toHaveLength(1);
});

test('--wait-reply asks until the answer is there, and prints it', async () => {
	const {asked, url} = await startServer((asked, count) =>
		asked.method === 'POST'
			? sent(asked)
			: count < 4
				? {status: 404, body: {reason: 'message-not-found', message: 'none yet'}}
				: {body: {id: 'msg_2', message: 'Looks good'}},
	);
	const {asSession} = await open(url);

	const {stdout} = await asSession([
		'session',
		'send',
		'--to',
		'sess_b',
		'--message',
		'x',
		'--wait-reply',
		'--timeout',
		'20s',
	]);

	expect(stdout).toBe('Sent msg_1 to sess_b\nLooks good\n');
	expect(asked.findLast(({method}) => method === 'GET')?.path).toMatch(/^\/api\/messages\/msg_1\/reply\?waitMs=\d+$/);
});

test('an answer that does not come in time is exit code 10', async () => {
	const {url} = await startServer(asked =>
		asked.method === 'POST' ? sent(asked) : {status: 404, body: {reason: 'message-not-found'}},
	);
	const {asSession} = await open(url);

	expect(
		await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x', '--wait-reply', '--timeout', '100ms']),
	).toMatchObject({
		exitCode: 10,
		stdout: 'Sent msg_1 to sess_b\n',
		stderr: expect.stringContaining('No answer to msg_1'),
	});
});

const refused: ReadonlyArray<[title: string, words: readonly string[], exitCode: number, stderr: RegExp]> = [
	['a receiver', ['session', 'send', '--message', 'x'], 2, /Expected --to/],
	['a receiver that can be one', ['session', 'send', '--to', 'role:boss', '--message', 'x'], 2, /got role:boss/],
	[
		'one receiver to wait for',
		['session', 'send', '--to', 'role:worker', '--message', 'x', '--wait-reply'],
		2,
		/one --to .*got role:worker/,
	],
	[
		'one text, even where a dash is the other',
		['session', 'send', '--to', 'sess_b', '--file', '-', '-'],
		2,
		/Expected the text/,
	],
	['a text', ['session', 'send', '--to', 'sess_b'], 2, /Expected the text/],
	['one text only', ['session', 'send', '--to', 'sess_b', '--message', 'x', '-'], 2, /Expected the text/],
	[
		'a text that says something',
		['session', 'send', '--to', 'sess_b', '--message', ' \u001B[31m'],
		2,
		/1 to 10000 characters/,
	],
	['a text of bounded length', ['session', 'send', '--to', 'sess_b', '--message', 'x'.repeat(10_001)], 2, /got 10001/],
	[
		'a file that is there',
		['session', 'send', '--to', 'sess_b', '--file', '/nowhere'],
		2,
		/can be read, got \/nowhere/,
	],
	[
		'a known priority',
		['session', 'send', '--to', 'sess_b', '--message', 'x', '--priority', 'urgent'],
		2,
		/low, medium, high, got urgent/,
	],
	['a time', ['session', 'send', '--to', 'sess_b', '--message', 'x', '--ttl', 'soon'], 2, /--ttl with a time/],
	['known flags', ['inbox', '--loud'], 2, /'--loud'.*; see: maestro inbox --help/],
	['a small limit', ['inbox', '--limit', '0'], 2, /1 to 100, got 0/],
	['a kind of report', ['report', 'happy', 'yes'], 2, /blocked TEXT.*got happy/],
	['a reason for being blocked', ['report', 'blocked'], 2, /blocked TEXT/],
];

for (const [title, words, exitCode, stderr] of refused) {
	test(`expects ${title}, and says so in one line`, async () => {
		const {asked, url} = await startServer(() => ({}));
		const {asSession} = await open(url);

		const ended = await asSession(words);

		expect(ended).toMatchObject({exitCode, stdout: ''});
		expect(ended.stderr).toMatch(stderr);
		expect(ended.stderr).toMatch(/^maestro: [^\n]+\n$/);
		expect(asked).toEqual([]);
	});
}

test('a refusal of the server is its sentence and its exit code', async () => {
	const {url} = await startServer(() => ({status: 429, body: {reason: 'too-many-messages', message: 'Wait 30 s'}}));
	const {asSession} = await open(url);

	expect(await asSession(['session', 'send', '--to', 'sess_b', '--message', 'x'])).toMatchObject({
		exitCode: 6,
		stderr: 'maestro: Wait 30 s\n',
	});
});

test('without a server the inbox says how to start one', async () => {
	const {asSession} = await open(await deadUrl());

	expect(await asSession(['inbox'])).toMatchObject({
		exitCode: 9,
		stderr: expect.stringContaining('maestro server start'),
	});
});

test('without any secret nothing is asked', async () => {
	const {asked, url} = await startServer(() => ({}));
	const {asNobody} = await open(url);

	expect(await asNobody(['inbox'])).toMatchObject({exitCode: 4, stderr: expect.stringContaining('Expected a secret')});
	expect(asked).toEqual([]);
});

test('the inbox prints what it took, and then confirms it', async () => {
	const {asked, url} = await startServer(({path}) => ({
		body: path.endsWith('/take') ? {taking: 'take_1', count: 1, text: 'Hello'} : {},
	}));
	const {asSession} = await open(url);

	expect(await asSession(['inbox', '--limit', '5'])).toMatchObject({exitCode: 0, stdout: 'Hello\n'});

	expect(asked.map(({path, body}) => [path, body])).toEqual([
		['/api/sessions/sess_a/take', {limit: 5}],
		['/api/sessions/sess_a/confirm', {taking: 'take_1'}],
	]);
});

test('an empty inbox says so, with --quiet nothing, with --json in JSON', async () => {
	const {url} = await startServer(() => ({body: {count: 0, text: ''}}));
	const {asSession} = await open(url);

	expect(await asSession(['inbox'])).toMatchObject({exitCode: 0, stdout: 'No messages.\n'});
	expect(await asSession(['inbox', '--quiet'])).toMatchObject({exitCode: 0, stdout: ''});
	expect(await asSession(['inbox', '--json'])).toMatchObject({
		exitCode: 0,
		stdout: '{"count":0,"text":"","messages":[]}\n',
	});
});

test('--mark-read says of each message that it was read', async () => {
	const {asked, url} = await startServer(({path}) =>
		path.endsWith('/take')
			? {body: {taking: 'take_1', count: 1, text: 'Hello'}}
			: {body: path.includes('status=delivered&') ? [{id: 'msg_1'}, {id: 'msg_2'}] : {}},
	);
	const {asSession} = await open(url);

	await asSession(['inbox', '--mark-read']);

	expect(asked.slice(-2).map(({method, path, body}) => [method, path, body])).toEqual([
		['PATCH', '/api/messages/msg_1', {status: 'read'}],
		['PATCH', '/api/messages/msg_2', {status: 'read'}],
	]);
});

test("the operator's secret is shown to a server that has it", async () => {
	const {asked, url} = await startServer(genuine(() => ({body: []})));
	const {asOperator} = await open(url);

	expect(await asOperator(['session', 'siblings'])).toMatchObject({exitCode: 0});

	expect(asked.at(-1)).toMatchObject({
		method: 'GET',
		headers: {authorization: `Bearer ${operatorSecret}`, 'x-session-id': 'operator'},
	});
});

test('what waits is taken inside a session alone', async () => {
	const {asked, url} = await startServer(genuine(() => ({})));
	const {asOperator} = await open(url);

	expect(await asOperator(['inbox'])).toMatchObject({exitCode: 2, stderr: expect.stringContaining('inside a session')});
	expect(asked).toEqual([]);
});

test("a stranger on the port is not shown the operator's secret", async () => {
	const {asked, url} = await startServer(() => ({body: {status: 'ok', proof: 'guessed'}}));
	const {asOperator} = await open(url);

	expect(await asOperator(['session', 'siblings'])).toMatchObject({exitCode: 9});

	expect(asked).toHaveLength(1);
	expect(JSON.stringify(asked)).not.toContain(operatorSecret);
});

const reports: ReadonlyArray<[words: readonly string[], body: object]> = [
	[['blocked', 'Which', 'database?'], {type: 'needs_input', message: 'Which database?', taskId: 'T-1'}],
	[['progress', 'Half done', '--task', 'T-2'], {type: 'progress', message: 'Half done', taskId: 'T-2'}],
	[['complete'], {type: 'task_completed', message: 'The task is done', taskId: 'T-1'}],
];

for (const [words, body] of reports) {
	test(`report ${words.join(' ')} is an entry of the timeline`, async () => {
		const {asked, url} = await startServer(() => ({}));
		const {asSession} = await open(url);

		expect(await asSession(['report', ...words])).toMatchObject({exitCode: 0, stdout: `Reported: ${words[0]}\n`});

		expect(asked).toEqual([expect.objectContaining({method: 'POST', path: '/api/sessions/sess_a/timeline', body})]);
	});
}

test('a report whose answer was lost is not made twice', async () => {
	const {asked, url} = await startServer(() => 'hang up');
	const {asSession} = await open(url);

	expect(await asSession(['report', 'progress', 'x'])).toMatchObject({
		exitCode: 9,
		stderr: expect.stringContaining('not known'),
	});
	expect(asked).toHaveLength(1);
});

test('siblings are the other sessions at work in the project', async () => {
	const session = (id: string, name: string) => ({id, name, projectId: 'proj_1', status: 'working'});
	const presence = {sessionId: 'sess_b', state: 'away', source: 'window', lastSeen: Date.now()};
	const {asked, url} = await startServer(({path}) => ({
		body: path === '/api/presence' ? [presence] : [session('sess_a', 'Me'), session('sess_b', 'Bob\n')],
	}));
	const {asSession} = await open(url);

	expect((await asSession(['session', 'siblings'])).stdout).toMatch(
		/^sess_b {2}working {6}worker {8}away \(window \ds ago\) {2,}Bob\n$/,
	);
	expect(JSON.parse((await asSession(['session', 'siblings', '--json'])).stdout)).toEqual([
		{...session('sess_b', 'Bob\n'), presence},
	]);
	expect(asked[0]?.path).toBe('/api/sessions?active=true&projectId=proj_1');
});

for (const words of [['inbox'], ['session', 'send'], ['session', 'siblings'], ['report']]) {
	test(`maestro ${words.join(' ')} --help shows its usage, without a server or a secret`, async () => {
		const {asNobody} = await open(await deadUrl());

		expect(await asNobody([...words, '--help'])).toMatchObject({
			exitCode: 0,
			stdout: expect.stringMatching(new RegExp(`^maestro ${words.join(' ')} `)),
		});
	});
}
