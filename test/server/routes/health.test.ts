import {expect, test} from 'vitest';
import {capabilities} from '../../../source/protocol/health.js';
import {proveWith} from '../../../source/server/secrets.js';
import {session} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

test('without a secret a server says that it is there, who it is and what it can do, and nothing else', async () => {
	const {ask, time, secrets} = await openServer({sessions: [session()]});
	time.now += 2500;

	const {status, body} = await ask('GET', '/health', undefined, {headers: {authorization: ''}});

	expect({status, body}).toEqual({
		status: 200,
		body: {
			...{status: 'ok', timestamp: time.now, uptime: 2.5, name: 'maestro-tui', version: '1.2.3'},
			capabilities: [...capabilities],
		},
	});
	expect(JSON.stringify(body)).not.toContain(secrets.operator);
});

test('a server proves that it holds the secret without showing it, for each nonce anew', async () => {
	const {ask, secrets} = await openServer();
	const prove = async (nonce: string) => (await ask('GET', `/health?nonce=${nonce}`)).body.proof;

	expect(await prove('0123456789abcdef')).toBe(proveWith(secrets.operator, '0123456789abcdef', 4567));
	expect(await prove('0123456789abcdef')).not.toBe(proveWith(secrets.operator, '0123456789abcdef', 4568));
	expect(await prove('0123456789abcdeg')).not.toBe(await prove('0123456789abcdef'));
	expect((await ask('GET', '/health?nonce=short')).status).toBe(400);
});

test('a proof is no secret of a session', async () => {
	const {ask, secrets} = await openServer({sessions: [session({id: 'session-0000000000'})]});

	const {body} = await ask('GET', '/health?nonce=session-0000000000');

	expect(secrets.ownerOf(`session-0000000000.${body.proof}`)).toBeUndefined();
});

test('the operator sees and stops the server; a session does neither', async () => {
	const server = await openServer({sessions: [session()]});

	expect((await server.ask('GET', '/api/server')).body).toEqual({
		...{pid: 4711, version: '1.2.3', home: server.paths.home, startedAt: server.time.now, watchers: 2},
	});
	expect((await server.ask('POST', '/api/server/stop', undefined, {as: 's-1'})).status).toBe(403);
	expect((await server.ask('GET', '/api/server', undefined, {as: 's-1'})).status).toBe(403);
	expect(server.stops()).toBe(0);

	expect((await server.ask('POST', '/api/server/stop')).body).toEqual({stopping: true});
	expect(server.stops()).toBe(1);
});
