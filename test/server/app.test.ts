import {expect, test} from 'vitest';
import {z} from 'zod';
import {endpoint} from '../../source/protocol/endpoint.js';
import {createApp} from '../../source/server/app.js';
import {route} from '../../source/server/route.js';
import {openSecrets} from '../../source/server/secrets.js';
import {temporaryFolder} from '../helpers/temporary.js';

const answer = z.looseObject({});

const createThing = endpoint({
	method: 'POST',
	path: '/things/:id',
	body: z.strictObject({name: z.string().max(10)}),
	answer,
	status: 201,
});
const openThing = endpoint({method: 'GET', path: '/open', answer});
const ownThing = endpoint({method: 'GET', path: '/sessions/:id/own', answer});
const conduct = endpoint({method: 'POST', path: '/conduct', answer});
const operate = endpoint({method: 'POST', path: '/operate', answer});
const brokenThing = endpoint({method: 'GET', path: '/broken', answer});
const fullThing = endpoint({method: 'GET', path: '/full', answer});

const start = async () => {
	const secrets = await openSecrets(`${await temporaryFolder()}/operator`);
	const done: unknown[] = [];
	const logged: string[] = [];
	const note = (what: unknown) => {
		done.push(what);
		return {done: true};
	};
	const app = createApp({
		routes: [
			route(createThing, 'anyone', ({body, caller}) => note({...body, by: caller.id})),
			route(openThing, 'everyone', () => note('open')),
			route(ownThing, 'self', () => note('own')),
			route(conduct, 'orchestrator', () => note('conduct')),
			route(operate, 'operator', () => note('operate')),
			route(brokenThing, 'anyone', () => {
				throw new TypeError('secret detail');
			}),
			route(fullThing, 'anyone', () => {
				throw Object.assign(new Error('ENOSPC: secret detail'), {code: 'ENOSPC'});
			}),
		],
		secrets,
		roleOf: id => (id === 's-worker' ? 'worker' : id === 's-chief' ? 'orchestrator' : undefined),
		log: text => logged.push(text),
	});
	const ask = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
		app.handle(
			new Request(`http://127.0.0.1:4567${path}`, {
				method,
				headers: {host: '127.0.0.1:4567', ...headers},
				...(body === undefined ? {} : {body}),
			}),
		);
	const as = (id: string) => ({
		authorization: `Bearer ${id === 'operator' ? secrets.operator : secrets.forSession(id)}`,
	});
	return {app, ask, as, done, logged, secrets};
};

type Started = Awaited<ReturnType<typeof start>>;

const good = JSON.stringify({name: 'n'});

const refusals: ReadonlyArray<
	[title: string, status: number, reason: string, ask: (started: Started) => Promise<Response>]
> = [
	['no secret', 401, 'unauthorized', async ({ask}) => ask('POST', '/things/a', {}, good)],
	[
		'a wrong secret',
		401,
		'unauthorized',
		async ({ask}) => ask('POST', '/things/a', {authorization: 'Bearer wrong'}, good),
	],
	[
		'the secret of a session with another signature',
		401,
		'unauthorized',
		async ({ask, secrets}) =>
			ask(
				'POST',
				'/things/a',
				{authorization: `Bearer ${secrets.forSession('s-worker').replace('s-worker', 's-chief')}`},
				good,
			),
	],
	[
		'a body of 2 MB without a secret',
		401,
		'unauthorized',
		async ({ask}) => ask('POST', '/things/a', {}, JSON.stringify({name: 'x'.repeat(2_000_000)})),
	],
	['no secret at a path that is not there', 401, 'unauthorized', async ({ask}) => ask('GET', '/nowhere')],
	[
		'a foreign Origin',
		403,
		'foreign-origin',
		async ({ask, as}) => ask('POST', '/things/a', {...as('operator'), origin: 'http://evil.example'}, good),
	],
	[
		'a foreign Origin where no secret is needed',
		403,
		'foreign-origin',
		async ({ask}) => ask('GET', '/open', {origin: 'null'}),
	],
	[
		'the Origin of another port',
		403,
		'foreign-origin',
		async ({ask, as}) => ask('POST', '/things/a', {...as('operator'), origin: 'http://127.0.0.1:1'}, good),
	],
	[
		'a foreign Host',
		403,
		'foreign-origin',
		async ({ask, as}) => ask('POST', '/things/a', {...as('operator'), host: 'evil.example:4567'}, good),
	],
	[
		'a Host that begins like ours',
		403,
		'foreign-origin',
		async ({ask, as}) => ask('POST', '/things/a', {...as('operator'), host: '127.0.0.1.evil.example'}, good),
	],
	[
		'another session in X-Session-ID',
		403,
		'not-allowed',
		async ({ask, as}) => ask('POST', '/things/a', {...as('s-worker'), 'x-session-id': 's-chief'}, good),
	],
	[
		'an unknown session under the operator’s secret',
		401,
		'sender-unknown',
		async ({ask, as}) => ask('POST', '/things/a', {...as('operator'), 'x-session-id': 's-gone'}, good),
	],
	[
		'the secret of a session that is not there',
		401,
		'sender-unknown',
		async ({ask, as}) => ask('POST', '/things/a', as('s-gone'), good),
	],
	[
		'what is another session’s',
		403,
		'not-allowed',
		async ({ask, as}) => ask('GET', '/sessions/s-chief/own', as('s-worker')),
	],
	['a worker that conducts', 403, 'not-allowed', async ({ask, as}) => ask('POST', '/conduct', as('s-worker'))],
	[
		'an orchestrator that plays the operator',
		403,
		'not-allowed',
		async ({ask, as}) => ask('POST', '/operate', as('s-chief')),
	],
	['JSON that is none', 400, 'malformed', async ({ask, as}) => ask('POST', '/things/a', as('operator'), '{"name":')],
	['no body', 400, 'malformed', async ({ask, as}) => ask('POST', '/things/a', as('operator'))],
	[
		'an unknown member',
		400,
		'malformed',
		async ({ask, as}) => ask('POST', '/things/a', as('operator'), '{"name":"n","more":1}'),
	],
	[
		'a member that is too long',
		400,
		'malformed',
		async ({ask, as}) => ask('POST', '/things/a', as('operator'), '{"name":"longer than ten"}'),
	],
	['an unknown question', 400, 'malformed', async ({ask, as}) => ask('POST', '/things/a?x=1', as('operator'), good)],
	['an id with a dot', 400, 'malformed', async ({ask, as}) => ask('POST', '/things/a.b', as('operator'), good)],
	[
		'an id that climbs',
		400,
		'malformed',
		async ({ask, as}) => ask('POST', '/things/..%2f..%2fetc', as('operator'), good),
	],
	[
		'an id of 129 letters',
		400,
		'malformed',
		async ({ask, as}) => ask('POST', `/things/${'a'.repeat(129)}`, as('operator'), good),
	],
	[
		'a body of 2 MB',
		413,
		'too-large',
		async ({ask, as}) => ask('POST', '/things/a', as('operator'), JSON.stringify({name: 'x'.repeat(2_000_000)})),
	],
	['a path that is not there', 404, 'not-found', async ({ask, as}) => ask('GET', '/nowhere', as('operator'))],
];

for (const [title, status, reason, ask] of refusals) {
	test(`${title} is refused with ${status}, and nothing is done`, async () => {
		const started = await start();

		const response = await ask(started);

		expect(response.status).toBe(status);
		expect(await response.json()).toMatchObject({
			error: true,
			statusCode: status,
			code: expect.any(String),
			reason,
			message: expect.stringMatching(/\S/),
		});
		expect(started.done).toEqual([]);
	});
}

test('a session acts as itself, the operator as whom it names', async () => {
	const {ask, as, done} = await start();

	await ask('POST', '/things/a', as('s-worker'), good);
	await ask('POST', '/things/a', {...as('operator'), 'x-session-id': 's-chief'}, good);
	const response = await ask('POST', '/things/a', {...as('operator'), origin: 'http://127.0.0.1:4567'}, good);

	expect(response.status).toBe(201);
	expect(done).toEqual([
		{name: 'n', by: 's-worker'},
		{name: 'n', by: 's-chief'},
		{name: 'n', by: 'operator'},
	]);
});

test('a session reaches what is its own, an orchestrator conducts, the operator does everything', async () => {
	const {ask, as} = await start();

	const statuses = await Promise.all([
		ask('GET', '/sessions/s-worker/own', as('s-worker')),
		ask('GET', '/sessions/s-worker/own', as('operator')),
		ask('POST', '/conduct', as('s-chief')),
		ask('POST', '/operate', as('operator')),
		ask('GET', '/open'),
	]);

	expect(statuses.map(({status}) => status)).toEqual([200, 200, 200, 200, 200]);
});

test('a bug is logged, and its words do not leave the server', async () => {
	const {ask, as, logged} = await start();

	const response = await ask('GET', '/broken', as('operator'));

	expect(response.status).toBe(500);
	expect(await response.text()).not.toContain('secret detail');
	expect(logged).toEqual([expect.stringContaining('GET /broken')]);
});

test('a disk that took nothing is told with what to do, from wherever it is noticed', async () => {
	const {ask, as, logged} = await start();

	const response = await ask('GET', '/full', as('operator'));

	expect(response.status).toBe(507);
	expect(await response.json()).toMatchObject({
		reason: 'storage-failed',
		message: 'It could not be done: the disk is full, make room and try again',
	});
	expect(logged).toEqual([expect.stringContaining('GET /full could not be done')]);
});

test('a body that its sender breaks off is refused, and is no bug of ours', async () => {
	const {app, as, done, logged} = await start();
	const body = new ReadableStream({
		start(controller) {
			controller.enqueue(new TextEncoder().encode('{"name":'));
			controller.error(new Error('gone'));
		},
	});

	const response = await app.handle(
		new Request('http://127.0.0.1:4567/things/a', {
			method: 'POST',
			headers: {host: '127.0.0.1:4567', 'content-length': '100', ...as('operator')},
			body,
			duplex: 'half',
		} as RequestInit),
	);

	expect(response.status).toBe(400);
	expect(done).toEqual([]);
	expect(logged).toEqual([]);
});

test('the event channel is for those who have a secret, and it is known who they are', async () => {
	const {app, as} = await start();
	const host = {host: 'localhost:4567'};

	expect(app.admitWatcher(new Headers({...host, ...as('operator')}))).toEqual({id: 'operator', isOperator: true});
	expect(app.admitWatcher(new Headers({...host, ...as('s-worker')}))).toEqual({id: 's-worker', isOperator: false});
	expect(() => app.admitWatcher(new Headers(host))).toThrow(/secret is needed/);
	expect(() => app.admitWatcher(new Headers({...host, ...as('operator'), origin: 'https://evil.example'}))).toThrow(
		/origins/,
	);
});

test('the operator’s secret stays the same, in a file that only its owner can read', async () => {
	const folder = await temporaryFolder();
	const first = await openSecrets(`${folder}/operator`);
	const again = await openSecrets(`${folder}/operator`);

	expect(again.operator).toBe(first.operator);
	expect(again.ownerOf(first.forSession('s-1'))).toBe('s-1');
	expect(again.ownerOf('')).toBeUndefined();
});

test('more routes are read when one of them is asked for, once, and by nobody without a secret', async () => {
	const secrets = await openSecrets(`${await temporaryFolder()}/operator`);
	const more = endpoint({method: 'GET', path: '/more', answer});
	let reads = 0;
	const app = createApp({
		routes: [route(openThing, 'everyone', () => ({}))],
		async lateRoutes() {
			reads += 1;
			return [route(more, 'operator', () => ({more: true}))];
		},
		secrets,
		roleOf: () => 'worker',
		log: () => {},
	});
	const ask = async (path: string, secret?: string) =>
		app.handle(
			new Request(`http://127.0.0.1:4567${path}`, {
				headers: {host: '127.0.0.1:4567', ...(secret === undefined ? {} : {authorization: `Bearer ${secret}`})},
			}),
		);

	expect([(await ask('/open')).status, (await ask('/more')).status, reads]).toEqual([200, 401, 0]);
	expect((await ask('/more', secrets.forSession('s-1'))).status).toBe(403);
	expect(await (await ask('/more', secrets.operator)).json()).toEqual({more: true});
	expect([(await ask('/nowhere', secrets.operator)).status, reads]).toEqual([404, 1]);
});
