import {expect, test} from 'vitest';
import {project, session} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const open = async () =>
	openServer({
		projects: [project()],
		sessions: [
			session(),
			session({id: 's-2'}),
			session({id: 's-3'}),
			session({id: 's-far', projectId: 'p-2'}),
			session({id: 's-late', status: 'completed'}),
		],
	});

type Server = Awaited<ReturnType<typeof open>>;

const send = async ({ask}: Server, to: string, body: Record<string, unknown> = {}, as = 's-1', key?: string) =>
	ask(
		'POST',
		`/api/sessions/${to}/messages`,
		{message: 'Ready', ...body},
		{as, headers: key === undefined ? {} : {'idempotency-key': key}},
	);

test('a message goes from who acts to the one in the path, and its flag is up when that is answered', async () => {
	const server = await open();

	const {status, body} = await send(server, 's-2', {metadata: {priority: 'high', taskId: 'T-1'}, ttlMs: 60_000});

	expect(status).toBe(201);
	expect(body).toMatchObject({
		...{from: 's-1', to: 's-2', message: 'Ready', status: 'pending', createdAt: server.time.now},
		...{expiresAt: server.time.now + 60_000, metadata: {priority: 'high', taskId: 'T-1'}},
	});
	expect(server.bells.flags.get('s-2')).toBe(1);
	expect(server.bells.rung).toEqual(['s-2']);
	expect(server.events.map(({event}) => event)).toEqual([
		...['message:created', 'session:message_received', 'session:message_sent'],
	]);
});

test('the operator speaks for itself, or for a session it names', async () => {
	const {ask, inbox} = await open();

	await ask('POST', '/api/sessions/s-2/messages', {message: 'one'});
	await ask('POST', '/api/sessions/s-2/messages', {message: 'two'}, {headers: {'x-session-id': 's-1'}});

	expect(inbox.list('s-2').map(({from, message}) => [from, message])).toEqual([
		['operator', 'one'],
		['s-1', 'two'],
	]);
});

test('a request that comes again with its key sends nothing, and answers the same message', async () => {
	const server = await open();

	const [first, second] = await Promise.all([
		send(server, 's-2', {}, 's-1', 'key-00001'),
		send(server, 's-2', {}, 's-1', 'key-00001'),
	]);
	const others = await send(server, 's-2', {}, 's-3', 'key-00001');
	const another = await send(server, 's-2', {message: 'Else'}, 's-1', 'key-00001');

	expect(second).toEqual(first);
	expect(others.body.id).not.toBe(first.body.id);
	expect(another).toMatchObject({status: 400, body: {reason: 'malformed'}});
	expect(server.inbox.list('s-2')).toHaveLength(2);
});

const refused: ReadonlyArray<
	[title: string, to: string, body: Record<string, unknown>, status: number, reason: string]
> = [
	['nobody', 's-9', {}, 404, 'session-not-found'],
	['a session that has ended', 's-late', {}, 409, 'session-ended'],
	['a worker of another project', 's-far', {}, 403, 'not-allowed'],
	['an empty message', 's-2', {message: ''}, 400, 'malformed'],
	['a message of 10,001 characters', 's-2', {message: 'x'.repeat(10_001)}, 400, 'malformed'],
	['a message that is no text', 's-2', {message: {text: 'x'}}, 400, 'malformed'],
	['a member that is not known', 's-2', {from: 'operator'}, 400, 'malformed'],
	['metadata that is not known', 's-2', {metadata: {colour: 'red'}}, 400, 'malformed'],
	['a thread of its own choice', 's-2', {metadata: {threadId: 'msg_1_a'}}, 400, 'malformed'],
	['an answer to what is not there', 's-2', {metadata: {replyTo: 'msg_1_a'}}, 404, 'message-not-found'],
	['a time that is too short', 's-2', {ttlMs: 1}, 400, 'malformed'],
];

for (const [title, to, body, status, reason] of refused) {
	test(`to ${title} nothing is sent`, async () => {
		const server = await open();

		expect(await send(server, to, body)).toMatchObject({status, body: {reason}});
		expect([...server.inbox.all()]).toEqual([]);
		expect(server.events).toEqual([]);
	});
}

test('a key that is none is refused', async () => {
	const server = await open();

	for (const key of ['short', 'x'.repeat(129), 'with a space', 'ümlaut-key']) {
		const encoded = encodeURIComponent(key) === key ? key : key.replace('ü', 'u!');
		expect(await send(server, 's-2', {}, 's-1', encoded)).toMatchObject({status: 400, body: {reason: 'malformed'}});
	}

	expect([...server.inbox.all()]).toEqual([]);
});

test('a message is there for its sender, its receiver and the operator, and for nobody else', async () => {
	const server = await open();
	const {body} = await send(server, 's-2');
	const at = `/api/messages/${body.id}`;
	const statuses = async (method: string, path: string, change?: unknown) =>
		Promise.all(
			['s-1', 's-2', 'operator', 's-3'].map(async as => (await server.ask(method, path, change, {as})).status),
		);

	expect(await statuses('GET', at)).toEqual([200, 200, 200, 404]);
	expect(await statuses('GET', `${at}/reply`)).toEqual([404, 404, 404, 404]);
	expect((await server.ask('PATCH', at, {status: 'read'}, {as: 's-3'})).status).toBe(404);
	expect((await server.ask('DELETE', at, undefined, {as: 's-3'})).status).toBe(404);
	expect((await server.ask('PATCH', at, {status: 'read'}, {as: 's-1'})).body).toMatchObject({reason: 'not-allowed'});
	expect((await server.ask('PATCH', at, {status: 'read'}, {as: 's-2'})).body).toMatchObject({status: 'read'});
	expect((await server.ask('DELETE', at, undefined, {as: 's-1'})).body).toEqual({success: true, id: body.id});
	expect((await server.ask('GET', at)).body).toMatchObject({reason: 'message-not-found'});
});

test('a list is of one box, one status, and no longer than asked', async () => {
	const server = await open();
	await send(server, 's-2', {message: '1'});
	await send(server, 's-2', {message: '2'});
	await send(server, 's-1', {message: '3'}, 's-2');
	const list = async (query: string) =>
		(await server.ask('GET', `/api/sessions/s-2/messages${query}`)).body.map((item: {message: string}) => item.message);

	expect(await list('')).toEqual(['1', '2']);
	expect(await list('?box=sent')).toEqual(['3']);
	expect(await list('?box=all&limit=2')).toEqual(['2', '3']);
	expect(await list('?status=read')).toEqual([]);
	expect((await server.ask('GET', '/api/sessions/s-2/messages?limit=none')).status).toBe(400);
});

test('who waits for a reply has it as soon as it is sent', async () => {
	const server = await open();
	const {body: asked} = await send(server, 's-2', {message: 'Please review'});
	const waiting = server.ask('GET', `/api/messages/${asked.id}/reply?waitMs=30000`, undefined, {as: 's-1'});

	const {body: reply} = await send(server, 's-1', {message: 'Fine', metadata: {replyTo: asked.id}}, 's-2');

	expect(await waiting).toEqual({status: 200, body: reply});
	expect(reply.metadata).toMatchObject({replyTo: asked.id, threadId: asked.id});
	const {body} = await server.ask('GET', `/api/messages/${asked.id}/reply`, undefined, {as: 's-1'});
	expect(body.id).toBe(reply.id);
});

test('a message waits for a session that has ended, where its sender asks for that', async () => {
	const server = await open();

	const {status, body} = await send(server, 's-late', {queue: true});

	expect([status, body.status]).toEqual([201, 'pending']);
});

test('a session that writes too often is told when it may write again', async () => {
	const server = await openServer({
		sessions: [session(), session({id: 's-2'})],
		limits: {perMinute: 1, loop: {messages: 20, minutes: 10}},
	});
	await send(server, 's-2');
	server.time.now += 20_500;

	const {status, body, retryAfter} = await send(server, 's-2');

	expect([status, body.reason, retryAfter]).toEqual([429, 'too-many-messages', '40']);
});

test('what waits for a session fails when that session is deleted', async () => {
	const server = await open();
	const {body} = await send(server, 's-late', {queue: true});

	await server.ask('DELETE', '/api/sessions/s-late');

	expect((await server.ask('GET', `/api/messages/${body.id}`)).body).toMatchObject({
		status: 'failed',
		delivery: {lastError: 'its receiver was removed'},
	});
	expect(await send(server, 's-late', {queue: true})).toMatchObject({status: 404});
});

const broadcast = async ({ask}: Server, to: readonly string[], as = 's-1', headers = {}) =>
	ask('POST', '/api/messages', {to, message: 'Stand up'}, {as, headers});

test('a broadcast is answered when every flag is up, and its key sends it once', async () => {
	const server = await open();
	const headers = {'idempotency-key': 'key-00001'};

	const {status, body} = await broadcast(server, ['role:worker', 'operator'], 's-1', headers);
	const again = await broadcast(server, ['operator', 'role:worker'], 's-1', headers);

	expect(status).toBe(201);
	expect(body.messages.map(({to}: {to: string}) => to)).toEqual(['operator', 's-2', 's-3']);
	expect(server.bells.rung).toEqual(['s-2', 's-3']);
	expect(again.body).toEqual(body);
	expect([...server.inbox.all()]).toHaveLength(3);
});

for (const [title, to, status, reason] of [
	['to nobody', [], 400, 'malformed'],
	['to a role that there is not', ['role:chef'], 400, 'malformed'],
	['to what is no id', ['s 2'], 400, 'malformed'],
	['to an empty project', ['project:p-9'], 404, 'session-not-found'],
	['to one who may not be written to', ['s-2', 's-far'], 403, 'not-allowed'],
	['to one who has ended', ['s-2', 's-late'], 409, 'session-ended'],
] as const) {
	test(`a broadcast ${title} is refused whole`, async () => {
		const server = await open();

		expect(await broadcast(server, to)).toMatchObject({status, body: {reason}});
		expect([...server.inbox.all()]).toEqual([]);
	});
}

test('a search, an export, statistics and a thread are of what the asker may see', async () => {
	const server = await open();
	const {body: asked} = await send(server, 's-2', {message: 'Please review'});
	const metadata = {replyTo: asked.id};
	await send(server, 's-1', {message: 'Fine', metadata}, 's-2');
	await send(server, 'operator', {message: 'A review, please'}, 's-3');
	const ask = async (path: string, as: string) => (await server.ask('GET', path, undefined, {as})).body;

	for (const [as, count] of [
		['operator', 3],
		['s-1', 2],
		['s-3', 1],
		['s-far', 0],
	] as const) {
		expect((await ask('/api/messages', as)).messages).toHaveLength(count);
		expect((await ask('/api/messages/export', as)).count).toBe(count);
		expect((await ask('/api/messages/stats', as)).total).toBe(count);
	}

	expect((await ask('/api/messages?text=REVIEW', 'operator')).messages).toHaveLength(2);
	expect(await ask('/api/messages?text=review&limit=1', 'operator')).toMatchObject({
		messages: [{message: 'A review, please'}],
		hasMore: true,
	});
	expect(await ask(`/api/messages/${asked.id}/thread`, 's-2')).toHaveLength(2);
	expect(await ask(`/api/messages/${asked.id}/thread`, 's-3')).toMatchObject({reason: 'message-not-found'});
	expect((await ask('/api/messages/stats', 'operator')).toAnswer).toEqual({count: 1, medianMs: 0, p95Ms: 0});
});

test('an export is JSON that reads back, or Markdown', async () => {
	const server = await open();
	await send(server, 's-2', {message: 'One\n"two"'});
	await send(server, 's-3', {message: 'Three'});

	const {body: json} = await server.ask('GET', '/api/messages/export');
	const {body: markdown} = await server.ask('GET', '/api/messages/export?format=markdown&to=s-2');

	expect(json.format).toBe('json');
	expect(JSON.parse(json.text)).toEqual(JSON.parse(JSON.stringify([...server.inbox.all()])));
	expect(markdown).toMatchObject({format: 'markdown', count: 1, text: expect.stringContaining('One\n"two"\n```')});
	expect((await server.ask('GET', '/api/messages/export?format=pdf')).status).toBe(400);
	expect(JSON.parse((await server.ask('GET', '/api/messages/export?text=nothing')).body.text)).toEqual([]);
});

test('a list goes on after a message, and is of what was exchanged with one', async () => {
	const server = await open();
	const {body: first} = await send(server, 's-2', {message: '1'});
	await send(server, 's-2', {message: '2'}, 's-3');
	await send(server, 's-2', {message: '3'});
	const list = async (query: string) =>
		(await server.ask('GET', `/api/sessions/s-2/messages?${query}`)).body.map(
			(item: {message: string}) => item.message,
		);

	expect(await list(`after=${first.order}&limit=1`)).toEqual(['2']);
	expect(await list('with=s-1')).toEqual(['1', '3']);
});
