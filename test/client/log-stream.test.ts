import {createHash} from 'node:crypto';
import {truncate} from 'node:fs/promises';
import {expect, onTestFinished, test} from 'vitest';
import {followLog, type LogFollowing, type LogState} from '../../source/client/feeds/log-stream.js';
import {MaestroError} from '../../source/domain/errors.js';
import {session} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {type LogServer, openLogServer} from '../helpers/log-server.js';
import {serve} from '../helpers/serve.js';

const ended = (exitCode: number) => ({state: 'ended', endedAt: 1, exitCode}) as const;

/** Follows the log of T-1 in `batch`, and keeps what came. */
const follow = (server: LogServer, given: Partial<LogFollowing> = {}) => {
	const ending = new AbortController();
	onTestFinished(() => ending.abort());
	const pieces: Uint8Array[] = [];
	const states: LogState[] = [];
	const gaps: number[] = [];
	let next = given.since ?? 0;
	const end = followLog({
		locate: async () => ({url: server.url, headers: server.headers()}),
		mode: 'batch',
		task: 'T-1',
		onBytes(bytes, at) {
			gaps.push(at - next);
			next = at + bytes.length;
			pieces.push(bytes);
		},
		onState: state => states.push(state),
		signal: ending.signal,
		timing: {firstRetryMs: 5, longestRetryMs: 50},
		...given,
	});
	// Whether it fails is for the test to look at, later.
	end.catch(() => {});
	return {ending, states, gaps, end, bytes: () => Buffer.concat(pieces), text: () => Buffer.concat(pieces).toString()};
};

test('the whole output comes, in order, and then how the run ended', async () => {
	const server = await openLogServer();
	const {print} = await server.run('r-1', 'one ');
	const {text, end, states, gaps} = follow(server);
	await eventually(() => expect(text()).toBe('one '));

	await print('two');
	server.headless.become('r-1', ended(3));

	expect(await end).toEqual({exitCode: 3});
	expect(text()).toBe('one two');
	expect(states).toEqual([{state: 'open', run: 'r-1'}]);
	expect(gaps.every(gap => gap === 0)).toBe(true);
});

test('over restarts of the server there is no gap and no repeat, and both are told once', async () => {
	const server = await openLogServer();
	const {print} = await server.run('r-1', '');
	const {bytes, end, states} = follow(server);
	const written = createHash('sha256');
	let isRestarting = true;
	const restarts = (async () => {
		for (let count = 0; count < 4; count++) {
			await eventually(() => expect(states).toHaveLength(2 * count + 1));
			await server.restart();
			await eventually(() => expect(states).toHaveLength(2 * count + 3));
		}

		isRestarting = false;
	})();

	for (let number = 0; isRestarting; number++) {
		const piece = Buffer.from(`${number} `.repeat(20_000));
		written.update(piece);
		await print(piece);
	}

	await restarts;
	server.headless.become('r-1', ended(0));

	expect(await end).toEqual({exitCode: 0});
	expect(createHash('sha256').update(bytes()).digest('hex')).toBe(written.digest('hex'));
	expect(states.map(({state}) => state)).toEqual(['open', ...[1, 2, 3, 4].flatMap(() => ['lost', 'open'])]);
});

test('a newer run that begins while the server is away is not taken for the one that is read', async () => {
	const server = await openLogServer();
	const {print} = await server.run('r-1', 'the first ');
	const {text, end} = follow(server);
	await eventually(() => expect(text()).toBe('the first '));

	server.sessions[0] = session({...server.sessions[0], status: 'completed'});
	await server.run('r-2', 'quite another one');
	await server.restart();
	await print('goes on');
	server.headless.become('r-1', ended(0));

	await end;
	expect(text()).toBe('the first goes on');
});

test('it begins at a byte, and ends when it is asked to', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'one two');
	const {text, end, ending} = follow(server, {since: 4});
	await eventually(() => expect(text()).toBe('two'));

	ending.abort();

	expect(await end).toBeUndefined();
});

test('one who takes nothing is not waited for when it is ended', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'one');
	let takes = 0;
	const {end, ending} = follow(server, {
		async onBytes() {
			takes += 1;
			await new Promise(() => {});
		},
	});
	await eventually(() => expect(takes).toBe(1));

	ending.abort();

	expect(await end).toBeUndefined();
});

test('while bytes are being taken no others come', async () => {
	const server = await openLogServer();
	await server.run('r-1', Buffer.alloc(3_000_000, 'x'), ended(0));
	const taking = {now: 0, most: 0, bytes: 0};
	const {end} = follow(server, {
		async onBytes(bytes) {
			taking.now += 1;
			taking.most = Math.max(taking.most, taking.now);
			await new Promise(setImmediate);
			taking.bytes += bytes.length;
			taking.now -= 1;
		},
	});

	await end;

	expect(taking).toEqual({now: 0, most: 1, bytes: 3_000_000});
});

test('what fails as it is taken ends it', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'one');
	const gone = Object.assign(new Error('EPIPE'), {code: 'EPIPE'});

	await expect(follow(server, {onBytes: async () => Promise.reject(gone)}).end).rejects.toBe(gone);
});

test('a refusal ends it, as the server said it', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'four');

	await expect(follow(server, {since: 5}).end).rejects.toMatchObject({
		code: 'malformed',
		message: 'Query: since: the output has 4 bytes, and not 5',
	});
	await expect(follow(server, {task: 'T-9'}).end).rejects.toMatchObject({code: 'run-not-found'});
	await expect(
		follow(server, {locate: async () => ({url: server.url, headers: {authorization: 'Bearer wrong'}})}).end,
	).rejects.toMatchObject({code: 'unauthorized'});
});

test('a server that does not know the secret which ours has taken is another one: ours is waited for', async () => {
	const server = await openLogServer();
	const {print} = await server.run('r-1', 'one ');
	let isOther = false;
	let looks = 0;
	const {text, end} = follow(server, {
		async locate() {
			looks += 1;
			return {url: server.url, headers: isOther ? {authorization: 'Bearer another'} : server.headers()};
		},
	});
	await eventually(() => expect(text()).toBe('one '));

	isOther = true;
	await server.restart();
	const before = looks;
	await eventually(() => expect(looks).toBeGreaterThan(before + 1));
	await print('two');
	isOther = false;

	await eventually(() => expect(text()).toBe('one two'));
	server.headless.become('r-1', ended(0));
	expect(await end).toEqual({exitCode: 0});
});

test('a log that ends in words ends it with them', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'four');
	const {end, text} = follow(server);
	await eventually(() => expect(text()).toBe('four'));

	await truncate(`${server.runs}/r-1/output`, 1);

	await expect(end).rejects.toMatchObject({message: 'The output was cut: it has 1 bytes now, and 4 were wanted'});
});

test('a server that is not there is waited for, and that is told once', async () => {
	const server = await openLogServer();
	await server.run('r-1', 'four', ended(0));
	let asked = 0;
	const {end, states, text} = follow(server, {
		async locate() {
			asked += 1;
			if (asked < 4) {
				throw new MaestroError('server-missing', 'No server runs');
			}

			return {url: server.url, headers: server.headers()};
		},
	});

	await end;

	expect(text()).toBe('four');
	expect(states).toEqual([
		{state: 'lost', reason: 'No server runs'},
		{state: 'open', run: 'r-1'},
	]);
});

test('a server of another kind is told from one that has no such log', async () => {
	const url = await serve(async (_, response) => {
		response.writeHead(404).end('<html>Not here</html>');
	});
	const server = await openLogServer();

	await expect(follow(server, {locate: async () => ({url, headers: {}})}).end).rejects.toMatchObject({
		code: 'not-found',
		message: expect.stringContaining('404'),
	});
});
