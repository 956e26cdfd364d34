import {expect, test} from 'vitest';
import {session} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

/** A server on which `s-1` and `s-2` have just written to each other once too often; `held` is the message that was. */
const openHeld = async () => {
	const server = await openServer({
		sessions: [session(), session({id: 's-2'})],
		limits: {perMinute: 10_000, loop: {messages: 2, minutes: 10}},
	});
	const send = async (from: string, to: string) =>
		server.ask('POST', `/api/sessions/${to}/messages`, {message: 'ping'}, {as: from});
	await send('s-1', 's-2');
	await send('s-2', 's-1');
	const {body: held} = await send('s-1', 's-2');
	return {...server, send, held};
};

test('the operator sees what is held, decides, and what waited is there for the next hook', async () => {
	const {ask, held, bells, time} = await openHeld();
	const hold = {id: held.hold, between: ['s-1', 's-2'], count: 3, since: time.now};
	expect((await ask('GET', '/api/holds')).body).toEqual([hold]);
	expect(bells.flags.get('s-2')).toBe(1);

	const {status, body} = await ask('POST', `/api/holds/${held.hold}`, {decision: 'allowed'});

	expect([status, body]).toEqual([200, {...hold, decision: 'allowed', decidedAt: time.now}]);
	expect(bells.flags.get('s-2')).toBe(2);
});

test('what the operator stops is refused in words', async () => {
	const {ask, held, send} = await openHeld();
	await ask('POST', `/api/holds/${held.hold}`, {decision: 'stopped'});

	expect(await send('s-2', 's-1')).toMatchObject({
		status: 403,
		body: {reason: 'exchange-stopped', message: expect.stringContaining('The operator stopped')},
	});
	expect((await ask('GET', `/api/messages/${held.id}`)).body.status).toBe('failed');
});

test('a session neither sees holds nor decides them, and does not see what is held for it', async () => {
	const {ask, held} = await openHeld();

	for (const as of ['s-1', 's-2']) {
		expect((await ask('GET', '/api/holds', undefined, {as})).status).toBe(403);
		expect((await ask('POST', `/api/holds/${held.hold}`, {decision: 'allowed'}, {as})).status).toBe(403);
	}

	expect((await ask('GET', `/api/messages/${held.id}`, undefined, {as: 's-2'})).status).toBe(404);
	expect((await ask('PATCH', `/api/messages/${held.id}`, {status: 'read'}, {as: 's-2'})).status).toBe(404);
	expect((await ask('GET', '/api/sessions/s-2/messages', undefined, {as: 's-2'})).body).toHaveLength(1);
	expect((await ask('GET', '/api/sessions/s-2/messages')).body).toHaveLength(2);
	expect((await ask('GET', `/api/messages/${held.id}`, undefined, {as: 's-1'})).body.hold).toBe(held.hold);
});

test('a hold that is not there, or a decision that is none, is refused', async () => {
	const {ask, held} = await openHeld();

	expect((await ask('POST', '/api/holds/hold_1_x', {decision: 'allowed'})).body).toMatchObject({
		reason: 'hold-not-found',
	});
	expect((await ask('POST', `/api/holds/${held.hold}`, {decision: 'perhaps'})).status).toBe(400);
});
