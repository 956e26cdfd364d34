import {expect, test} from 'vitest';
import {measureHost} from '../../source/client/feeds/measure-host.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {Call} from '../../source/protocol/call.js';

/** A server whose clock is ahead, over a line on which each way takes as long as it is told. */
const serverOn = (ways: readonly number[], aheadMs: number, isOurs = true) => {
	let now = 1_000_000;
	const left = [...ways];
	const call = (async (endpoint: {readonly path: string}) => {
		if (endpoint.path === '/health') {
			now += left.shift() ?? 0;
			const timestamp = now + aheadMs;
			now += left.shift() ?? 0;
			return {status: 'ok', timestamp, uptime: 60};
		}

		if (!isOurs) {
			throw new MaestroError('not-found', 'GET /api/server is not there');
		}

		if (endpoint.path === '/api/multiplexer') {
			return {name: 'tmux', session: 'maestro', problem: 'tmux was not found'};
		}

		return {pid: 7, version: '1', home: '/h', startedAt: 0, watchers: 2};
	}) as unknown as Call;
	return {call, tellsMore: isOurs, clock: () => now, signal: new AbortController().signal};
};

test('of several tries the shortest counts, for the way and for the clock', async () => {
	const answer = await measureHost(serverOn([200, 10, 4, 4, 50, 300], 5000));

	expect(answer).toMatchObject({roundTripMs: 8, aheadMs: 5000, pid: 7, home: '/h', watchers: 2});
	expect(answer.multiplexer?.problem).toBe('tmux was not found');
});

test('a server of another kind is measured, too, and says no more', async () => {
	const answer = await measureHost(serverOn([1, 1, 1, 1, 1, 1], -90_000, false));

	expect(answer).toEqual({at: expect.any(Number), roundTripMs: 2, aheadMs: -90_000, startedAt: expect.any(Number)});
});

test('a server that does not answer is an error', async () => {
	const call = (async () => {
		throw new MaestroError('server-missing', 'gone');
	}) as unknown as Call;

	await expect(
		measureHost({call, tellsMore: true, clock: () => 0, signal: new AbortController().signal}),
	).rejects.toThrow('gone');
});
