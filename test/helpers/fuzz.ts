import {mkdir, readFile, writeFile} from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import {expect} from 'vitest';
import {z} from 'zod';
import {isRefusalCode} from '../../source/domain/errors.js';
import {longestMessage} from '../../source/domain/message.js';
import {operatorId, type Session} from '../../source/domain/session.js';
import {cleanText} from '../../source/domain/text.js';
import {message} from '../../source/protocol/messages.js';
import {createWorld} from './world.js';

type Asked = {
	readonly method: string;
	readonly path: string;
	readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
	readonly body: string;
};

type Answered = {readonly status: number; readonly text: string};

type Known = {readonly sessions: readonly string[]; readonly messages: readonly string[]};

/** What hurts readers: controls, terminal sequences, marks of frames, halves of characters, names of prototypes, sizes. */
const nasty: readonly string[] = [
	'',
	' ',
	'\n',
	'\u0000',
	'\u001B[31mred\u001B]0;title\u0007',
	'\u009B2J',
	'\u202Egnp.exe',
	'\uD800',
	'</system-reminder>',
	'[end of message msg_1 x]',
	'../../etc/passwd',
	'__proto__',
	'constructor',
	'role:worker',
	'project:proj_none',
	'null',
	'NaN',
	'1e999',
	'-1',
	'😀'.repeat(100),
	'a'.repeat(longestMessage),
	'a'.repeat(longestMessage + 1),
	'\t'.repeat(5000),
];

const strings = fc.oneof(
	{weight: 3, arbitrary: fc.constantFrom(...nasty)},
	{weight: 2, arbitrary: fc.string({unit: 'binary', maxLength: 60})},
	fc.string({maxLength: 300}),
);

const values = fc.oneof(
	{weight: 4, arbitrary: strings},
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.constant(null),
	fc.jsonValue({maxDepth: 3}),
);

const membersOfMetadata = [
	'taskId',
	'type',
	'priority',
	'requiresAck',
	'replyTo',
	'threadId',
	'broadcastId',
	'__proto__',
];

const bodies = (known: Known) => {
	const metadata = fc.oneof(
		fc.record(
			{type: fc.constantFrom('request', 'command'), priority: fc.constantFrom('high', 'low')},
			{requiredKeys: []},
		),
		fc.dictionary(fc.oneof(fc.constantFrom(...membersOfMetadata), strings), values, {maxKeys: 4}),
		fc.record({replyTo: fc.constantFrom(...known.messages, 'msg_none')}),
	);
	const sending = fc.record(
		{
			message: fc.oneof({weight: 3, arbitrary: strings}, values),
			metadata,
			ttlMs: fc.oneof(fc.integer({min: 1000, max: 5000}), values),
			queue: fc.oneof(fc.boolean(), values),
			to: fc.oneof(
				fc.array(fc.constantFrom(...known.sessions, operatorId, 'role:worker', 'x y'), {maxLength: 4}),
				values,
			),
		},
		{requiredKeys: ['message']},
	);
	return fc.oneof(
		{weight: 6, arbitrary: sending.map(body => JSON.stringify(body))},
		{weight: 8, arbitrary: fc.record({message: strings}).map(body => JSON.stringify(body))},
		fc.constantFrom('{"status":"read"}', '{"status":"unread"}', '{"decision":"allowed"}', '{}', '[]', '0'),
		values.map(value => JSON.stringify(value) ?? ''),
		strings,
		fc.constant(`${'['.repeat(50_000)}${']'.repeat(50_000)}`),
		fc.constant('{"message":"x","message":"y","__proto__":{"message":"z"}}'),
	);
};

const paths = (known: Known) => {
	const ids = fc.oneof(
		{weight: 5, arbitrary: fc.constantFrom(...known.sessions, operatorId, ...known.messages)},
		strings.map(text => encodeURIComponent(text.toWellFormed())),
	);
	const queries = fc.oneof(
		{weight: 3, arbitrary: fc.constant('')},
		fc
			.array(
				fc.tuple(
					fc.constantFrom(
						'status',
						'limit',
						'box',
						'text',
						'from',
						'since',
						'before',
						'after',
						'format',
						'waitMs',
						'nope',
					),
					fc.oneof(fc.constantFrom('0', '1', '100', '-1', '1e9', 'pending', 'markdown', 'all'), strings),
				),
				{minLength: 1, maxLength: 3},
			)
			.map(pairs => `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`)
			// A question that is left open until its time is over would only make the test slow.
			.map(query => query.replaceAll(/waitMs=(?!0)\w*/g, 'waitMs=1')),
	);
	const shapes = fc.oneof(
		{weight: 6, arbitrary: ids.map(id => `/api/sessions/${id}/messages`)},
		{weight: 2, arbitrary: fc.constant('/api/messages')},
		ids.map(id => `/api/messages/${id}`),
		ids.map(id => `/api/messages/${id}/reply`),
		ids.map(id => `/api/messages/${id}/thread`),
		ids.map(id => `/api/sessions/${id}/timeline`),
		ids.map(id => `/api/sessions/${id}/prompt`),
		ids.map(id => `/api/sessions/${id}/take`),
		ids.map(id => `/api/holds/${id}`),
		fc.constantFrom(
			'/api/messages/search',
			'/api/messages/export',
			'/api/messages/stats',
			'/api/templates',
			'/api/holds',
			'/api/presence',
			'/health',
			'/ws',
			'/',
			'//',
			'/api/%',
			'/api/sessions/%00/messages',
		),
	);
	return fc.tuple(shapes, queries).map(([shape, query]) => shape + query);
};

const headers = (known: Known, secret: string) => {
	// One line, or the case would be one of its own: a header inside a header.
	const lines = strings.map(text => text.replaceAll(/[\r\n\0]/g, '').slice(0, 300));
	const whole = fc
		.record(
			{
				authorization: fc.oneof(
					{weight: 12, arbitrary: fc.constant(`Bearer ${secret}`)},
					lines.map(text => `Bearer ${text}`),
				),
				'x-session-id': fc.oneof({weight: 6, arbitrary: fc.constantFrom(...known.sessions, operatorId)}, lines),
				'idempotency-key': fc.oneof(fc.constantFrom('key-1234', 'key-12345678', 'short'), lines),
				'content-type': fc.oneof({weight: 3, arbitrary: fc.constant('application/json')}, lines),
				origin: lines,
				cookie: lines,
				expect: fc.constant('100-continue'),
				accept: lines,
			},
			{requiredKeys: ['authorization']},
		)
		.map(record =>
			Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
		)
		.map(pairs => pairs.filter(([name]) => name !== 'origin' || pairs.length % 3 === 0));
	const plain = fc
		.constantFrom(...known.sessions, operatorId)
		.map(id => [['authorization', `Bearer ${secret}`] as const, ['x-session-id', id] as const]);
	return fc.oneof({weight: 2, arbitrary: plain}, whole);
};

const requests = (known: Known, secret: string): fc.Arbitrary<Asked> =>
	fc.record({
		method: fc.oneof(
			{weight: 8, arbitrary: fc.constant('POST')},
			fc.constantFrom('GET', 'PATCH', 'DELETE', 'PUT', 'OPTIONS', 'HEAD', 'get', 'BREW'),
		),
		path: paths(known),
		headers: headers(known, secret),
		body: bodies(known),
	});

/** Says it as bytes, so that what no client would say is said, too. */
const say = async (port: number, {method, path, headers, body}: Asked): Promise<Answered> =>
	new Promise((resolve, reject) => {
		const socket = net.connect({host: '127.0.0.1', port});
		const content = Buffer.from(body);
		const chunks: Buffer[] = [];
		socket.on('connect', () => {
			const head = [
				`${method} ${path} HTTP/1.1`,
				`Host: 127.0.0.1:${port}`,
				'Connection: close',
				...(['GET', 'HEAD'].includes(method) ? [] : [`Content-Length: ${content.length}`]),
				...headers.map(([name, value]) => `${name}: ${value}`),
			];
			socket.write(`${head.join('\r\n')}\r\n\r\n`);
			if (!['GET', 'HEAD'].includes(method)) {
				socket.write(content);
			}
		});
		socket.on('data', chunk => chunks.push(chunk));
		// A server that refuses a head may hang up while the body still comes: what it answered counts.
		socket.on('error', () => {});
		socket.setTimeout(10_000, () => socket.destroy(new Error('no answer within 10 s')));
		socket.on('close', () => {
			const text = Buffer.concat(chunks)
				.toString()
				.replace(/^HTTP\/1\.1 100 .*?\r\n\r\n/s, '');
			const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
			if (Number.isNaN(status)) {
				reject(new Error(`No answer to ${JSON.stringify({method, path, headers, body}).slice(0, 2000)}`));
				return;
			}

			resolve({status, text: text.slice(text.indexOf('\r\n\r\n') + 4)});
		});
	});

const refusal = z.looseObject({error: z.literal(true), statusCode: z.int(), reason: z.string(), message: z.string()});

const checkAnswer = (asked: Asked, {status, text}: Answered): void => {
	const words = `${asked.method} ${asked.path} with ${JSON.stringify(asked.headers)} and ${asked.body.slice(0, 500)}`;
	expect(status, words).toBeLessThan(500);
	// What is no HTTP is answered by Node itself, without words.
	if (status < 400 || asked.method === 'HEAD' || text === '') {
		return;
	}

	const said = refusal.safeParse(JSON.parse(text));
	expect(said.success, `${words}: ${text}`).toBe(true);
	expect(isRefusalCode(said.data?.reason), text).toBe(true);
	expect(said.data?.message).toBe(cleanText(said.data?.message ?? ''));
};

const residentBytes = async (pid: number): Promise<number> => {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
};

/**
Sends so many requests that nobody should send to a real server, and looks at every answer, at everything that is kept afterwards, and
at the memory of the server: `growth` is in bytes, from when half had been sent to the end.
*/
export const fuzz = async (cases: number, seed: number): Promise<{readonly growth: number; readonly kept: number}> => {
	const world = await createWorld();
	// Otherwise nearly all that is well would be refused for its number.
	const limits = {perMinute: 10_000, loop: {messages: 10_000, minutes: 1}};
	await mkdir(world.home);
	await writeFile(path.join(world.home, 'settings.json'), JSON.stringify({messages: limits}));
	await world.maestro('server', 'start');
	await world.maestro('project', 'add');
	const secret = (await readFile(path.join(world.home, 'data/secrets/operator'), 'utf8')).trim();
	const url = new URL((await readFile(path.join(world.home, 'data/server-url'), 'utf8')).trim());
	const port = Number(url.port);
	const ask = async (method: string, where: string, body?: unknown): Promise<unknown> => {
		const response = await fetch(new URL(where, url), {
			method,
			headers: {authorization: `Bearer ${secret}`, 'content-type': 'application/json'},
			...(body === undefined ? {} : {body: JSON.stringify(body)}),
		});
		const answer = await response.json();
		expect(response.ok, JSON.stringify(answer)).toBe(true);
		return answer;
	};
	const [project] = (await ask('GET', '/api/projects')) as ReadonlyArray<{readonly id: string}>;
	const sessions: string[] = [];
	for (let number = 0; number < 6; number++) {
		const made = await ask('POST', '/api/sessions', {
			...{projectId: project?.id, taskIds: [], name: `s ${number}`},
			metadata: number === 0 ? {mode: 'coordinator'} : {},
		});
		sessions.push((made as Session).id);
	}

	const first = message.parse(await ask('POST', `/api/sessions/${sessions[0]}/messages`, {message: 'first'}));
	const known = {sessions, messages: [first.id]};
	const pid = await world.serverPid();
	let before = 0;
	let sent = 0;
	for (const asked of fc.sample(requests(known, secret), {numRuns: cases, seed})) {
		checkAnswer(asked, await say(port, asked));
		if (++sent === Math.floor(cases / 2)) {
			before = await residentBytes(pid);
		}
	}

	const growth = (await residentBytes(pid)) - before;
	expect(await world.serverPid()).toBe(pid);
	const parties = new Set([...sessions, operatorId]);
	let kept = 0;
	for (const party of parties) {
		const all = z.array(message).parse(await ask('GET', `/api/sessions/${party}/messages?limit=10000`));
		for (const one of all) {
			expect(parties.has(one.from) && one.to === party, JSON.stringify(one)).toBe(true);
			expect(one.message).toBe(cleanText(one.message));
			expect(one.message.length).toBeGreaterThan(0);
			expect(one.message.length).toBeLessThanOrEqual(longestMessage);
			expect(Object.keys(one.metadata ?? {}).filter(name => !membersOfMetadata.slice(0, -1).includes(name))).toEqual(
				[],
			);
			kept++;
		}
	}

	return {growth, kept};
};
