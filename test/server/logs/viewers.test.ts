import {once} from 'node:events';
import {rm, truncate} from 'node:fs/promises';
import {request} from 'node:http';
import {expect, onTestFinished, test} from 'vitest';
import {WebSocket} from 'ws';
import {openBytes} from '../../../source/system/byte-file.js';
import {longAgo, session} from '../../helpers/builders.js';
import {eventually} from '../../helpers/eventually.js';
import {type LogServer, openLogServer} from '../../helpers/log-server.js';

const view = (server: LogServer, query = '', as?: string) => {
	const address = `${server.url.replace('http', 'ws')}/logs/batch/T-1${query}`;
	const socket = new WebSocket(address, {headers: server.headers(as), perMessageDeflate: false});
	onTestFinished(() => socket.terminate());
	const pieces: Buffer[] = [];
	socket.on('message', data => pieces.push(data as Buffer));
	const closed = new Promise<{code: number; reason: string}>(resolve => {
		socket.on('close', (code, reason) => resolve({code, reason: String(reason)}));
	});
	const text = () => Buffer.concat(pieces).toString();
	return {socket, pieces, closed, text};
};

const ended = (exitCode: number) => ({state: 'ended', endedAt: longAgo, exitCode}) as const;

test('a viewer gets what there is, then what comes, and the end with the exit code', async () => {
	const server = await openLogServer();
	const {print} = await server.run('r-1', 'one\n');
	const {text, closed} = view(server);
	await eventually(() => expect(text()).toBe('one\n'));

	await print('two\n');
	await eventually(() => expect(text()).toBe('one\ntwo\n'));
	await print('three\n');
	server.headless.become('r-1', ended(3));

	expect(await closed).toEqual({code: 1000, reason: '{"exitCode":3}'});
	expect(text()).toBe('one\ntwo\nthree\n');
});

const ends = [
	['a signal', {state: 'ended', endedAt: longAgo, signal: 9}, '{"signal":9}'],
	['nothing that anybody saw', {state: 'lost'}, '{"isLost":true}'],
] as const;

for (const [title, state, reason] of ends) {
	test(`a run that was ended by ${title} closes with just that`, async () => {
		const server = await openLogServer();
		await server.run('r-1', 'all', state);

		const {text, closed} = view(server, '?since=1');

		expect(await closed).toEqual({code: 1000, reason});
		expect(text()).toBe('ll');
	});
}

test('a run that prints nothing yet is waited for, and one that is lost meanwhile is found out', async () => {
	const server = await openLogServer({isSilent: true});
	const {print} = await server.run('r-1', undefined, {state: 'starting'});
	const {text, closed} = view(server);
	await print('at last');
	await eventually(() => expect(text()).toBe('at last'));

	server.headless.become('r-1', {state: 'lost'});

	expect(await closed).toEqual({code: 1000, reason: '{"isLost":true}'});
});

test('of two runs of a pair the newest is shown unless one is named, and the answer says which', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'old', ended(0));
	await server.run('r-2', 'new', ended(0));
	server.sessions[0] = session({...server.sessions[0], status: 'completed'});

	const [newest, named] = [view(server), view(server, '?run=r-1')];
	const [[answer]] = await Promise.all([once(newest.socket, 'upgrade'), newest.closed, named.closed]);

	expect(answer.headers['x-run-id']).toBe('r-2');
	expect([newest.text(), named.text()]).toEqual(['new', 'old']);
});

test('a run whose session is gone is known by its folder', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'kept', ended(0));
	server.sessions.length = 0;

	const {text, closed} = view(server, '?run=r-1');

	await closed;
	expect(text()).toBe('kept');
});

test('a log whose folder was removed is shown to the end by those who read it, and how it ended is not guessed', async () => {
	const server = await openLogServer();
	const {folder, print} = await server.run('r-1', 'one ');
	const {text, closed} = view(server);
	await eventually(() => expect(text()).toBe('one '));
	await print('two');
	await rm(folder, {recursive: true});

	server.headless.become('r-1', {state: 'lost'});

	expect(await closed).toEqual({code: 1011, reason: expect.stringContaining('removed')});
	expect(server.reports).toEqual([]);
});

test('a log that was cut ends in words', async () => {
	const server = await openLogServer();
	const {output} = await server.run('r-1', 'twelve bytes');
	const {text, closed} = view(server);
	await eventually(() => expect(text()).toBe('twelve bytes'));

	await truncate(output, 3);

	expect(await closed).toEqual({
		code: 1011,
		reason: 'The output was cut: it has 3 bytes now, and 12 were wanted',
	});
});

test('a disk that fails ends it in words, and the log of the server says why', async () => {
	const broken = async () => ({
		size: async () => 12,
		read: async () => Promise.reject(Object.assign(new Error('EIO: i/o error'), {code: 'EIO'})),
		close: async () => {},
	});
	const server = await openLogServer({read: broken});
	await server.run('r-1', 'twelve bytes');

	expect(await view(server).closed).toEqual({
		code: 1011,
		reason: 'The output could not be read; see the log of the server',
	});
	expect(server.reports).toEqual([expect.stringMatching(/r-1.*EIO/)]);
});

/** What an upgrade is answered with. */
const ask = async (server: LogServer, path: string, headers: Readonly<Record<string, string>>) =>
	new Promise<{status: number | undefined; body: unknown}>((resolve, reject) => {
		const asked = request(`${server.url}${path}`, {
			headers: {
				...{connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13'},
				...{'sec-websocket-key': Buffer.alloc(16).toString('base64'), ...headers},
			},
		});
		asked.on('upgrade', ({statusCode}, socket) => {
			socket.destroy();
			resolve({status: statusCode, body: undefined});
		});
		asked.on('response', async response => {
			const body = JSON.parse(Buffer.concat(await response.toArray()).toString());
			resolve({status: response.statusCode, body});
		});
		asked.on('error', reject);
		asked.end();
	});

const refused: ReadonlyArray<[path: string, as: string | undefined, status: number, reason: string, words: RegExp]> = [
	['/logs/batch/T-1?since=5', undefined, 400, 'malformed', /since: the output has 4 bytes, and not 5/],
	['/logs/batch/T-1?since=-1', undefined, 400, 'malformed', /since/],
	['/logs/batch/T-1?tail=1', undefined, 400, 'malformed', /tail/],
	['/logs/..%2f/T-1', undefined, 400, 'malformed', /Path: mode/],
	['/logs/batch', undefined, 404, 'not-found', /\/logs\/:mode\/:id/],
	['/logs/batch/T-1/more', undefined, 404, 'not-found', /\/logs\/:mode\/:id/],
	['/logs/batch/T-9', undefined, 404, 'run-not-found', /T-9 was never dispatched in batch/],
	['/logs/batch/T-1?run=r-9', undefined, 404, 'run-not-found', /There is no run r-9/],
	['/logs/other/T-1?run=r-1', undefined, 404, 'run-not-found', /r-1 is a run of T-1 in batch/],
	['/logs/none/T-2', undefined, 404, 'log-not-found', /runs in a window; maestro attach none T-2 shows it/],
	['/logs/gone/T-1', undefined, 404, 'log-not-found', /r-gone is gone.*runs.keepMegabytes/],
	['/logs/batch/T-1', 's-worker', 403, 'not-allowed', /orchestrators and s-of-r-1/],
	['/logs/batch/T-1', 's-nobody', 401, 'sender-unknown', /not known/],
];

for (const [path, as, status, reason, words] of refused) {
	test(`${path} ${as === undefined ? '' : `as ${as} `}is refused as ${reason}, before the upgrade`, async () => {
		const server = await openLogServer();
		await server.run('r-1', 'four');
		const run = {taskId: 'T-2', mode: 'none', agent: 'claude', isHeadless: false, startedAt: longAgo};
		server.sessions.push(
			session({id: 's-worker'}),
			session({id: 's-2', run: {...run, id: 'r-2'}}),
			session({id: 's-3', run: {...run, taskId: 'T-1', mode: 'gone', id: 'r-gone', isHeadless: true}}),
		);

		expect(await ask(server, path, server.headers(as))).toEqual({
			status,
			body: expect.objectContaining({error: true, statusCode: status, reason, message: expect.stringMatching(words)}),
		});
	});
}

test('without a secret, from another origin or for another host there is no log', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'four');

	const answers = await Promise.all([
		ask(server, '/logs/batch/T-1', {}),
		ask(server, '/logs/batch/T-1', {...server.headers(), origin: 'http://evil.example'}),
		ask(server, '/logs/batch/T-1', {...server.headers(), host: 'evil.example'}),
	]);

	expect(answers.map(({status}) => status)).toEqual([401, 403, 403]);
});

test('a session reads the log of its own run, and an orchestrator every one', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'four', ended(0));
	server.sessions.push(session({id: 's-boss', metadata: {mode: 'coordinator'}}));

	for (const as of ['s-of-r-1', 's-boss']) {
		const {text, closed} = view(server, '', as);
		await closed;
		expect(text()).toBe('four');
	}
});

test('one who takes nothing holds up nobody, and no more is read for it than is on its way', async () => {
	const megabyte = 1024 * 1024;
	const reads: number[] = [];
	const counted: typeof openBytes = async file => {
		const index = reads.push(0) - 1;
		const opened = await openBytes(file);
		return (
			opened && {
				...opened,
				async read(from, length) {
					const bytes = await opened.read(from, length);
					reads[index] = (reads[index] ?? 0) + bytes.length;
					return bytes;
				},
			}
		);
	};
	const server = await openLogServer({read: counted});
	await server.run('r-1', Buffer.alloc(32 * megabyte, 'x'), ended(0));
	const slow = view(server);
	await once(slow.socket, 'open');
	slow.socket.pause();

	const quick = view(server);
	await quick.closed;

	expect(quick.text()).toHaveLength(32 * megabyte);
	const [least] = reads.filter(bytes => bytes > 0).sort((a, b) => a - b);
	// The system takes some megabytes for a connection before anybody has read them.
	expect(least).toBeLessThan(16 * megabyte);
	slow.socket.resume();
	await slow.closed;
	expect(slow.text() === quick.text()).toBe(true);
});

test('what is printed in small pieces goes out gathered', async () => {
	const server = await openLogServer();
	const {print} = await server.run('r-1', '');
	const {text, pieces, socket} = view(server);
	await once(socket, 'open');

	for (let number = 0; number < 500; number++) {
		await print('.');
	}

	await eventually(() => expect(text()).toHaveLength(500));
	expect(pieces.length).toBeLessThan(100);
});

test('viewers are let go when the server ends, also one that does not say goodbye', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'four');
	const [polite, deaf] = [view(server), view(server)];
	await Promise.all([polite, deaf].map(async ({socket}) => once(socket, 'open')));
	deaf.socket.pause();

	server.stopping.abort();

	expect(await polite.closed).toEqual({code: 1001, reason: 'the server ends'});
	await server.closed;
});

test('a viewer that says too much is let go', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'four');
	const {socket, closed} = view(server);
	await once(socket, 'open');

	socket.send('x'.repeat(2000));

	expect((await closed).code).toBe(1009);
});
