import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {findServer} from '../../source/cli/find-server.js';
import {proveWith} from '../../source/server/secrets.js';
import {pathsUnder} from '../../source/system/paths.js';
import {session} from '../helpers/builders.js';
import {temporaryFolder} from '../helpers/temporary.js';

const secret = 'x'.repeat(43);

type Answer = Readonly<Record<string, unknown>> | 'silence' | 'page';

const real = {status: 'ok', timestamp: 1, uptime: 1};
const ours = {...real, name: 'maestro-tui', version: '1.0.0', capabilities: []};
const proven = {...ours, proof: 'proven'};

/** A world of servers by their address; the usual ports are of nobody unless given. Nothing goes over a real socket. */
const open = async (servers: Readonly<Record<string, Answer>>, files: {url?: string; hasSecret?: boolean} = {}) => {
	const paths = pathsUnder(path.join(await temporaryFolder(), 'home'));
	const {url, hasSecret = true} = files;
	await mkdir(path.dirname(paths.operatorSecret), {recursive: true});
	if (hasSecret) {
		await writeFile(paths.operatorSecret, `${secret}\n`);
	}

	if (url !== undefined) {
		await writeFile(paths.serverUrl, `${url}\n`);
	}

	const asked: Array<{readonly url: URL; readonly headers: Headers}> = [];
	const fetch: typeof globalThis.fetch = async (input, init) => {
		const asking = new URL(String(input));
		asked.push({url: asking, headers: new Headers(init?.headers)});
		const answer = servers[asking.origin];
		if (answer === undefined) {
			throw new TypeError('fetch failed');
		}

		if (answer === 'silence') {
			throw await new Promise((_, reject) => init?.signal?.addEventListener('abort', reject));
		}

		if (asking.pathname.startsWith('/api/sessions/')) {
			const knows = typeof answer === 'object' && answer.knows === new Headers(init?.headers).get('authorization');
			return knows
				? Response.json(session({id: asking.pathname.split('/')[3] ?? ''}))
				: Response.json({error: true, reason: 'unauthorized', message: 'A secret is needed'}, {status: 401});
		}

		const nonce = asking.searchParams.get('nonce') ?? '';
		return answer === 'page'
			? new Response('<html>', {headers: {'content-type': 'text/html'}})
			: Response.json(
					'proof' in answer && answer.proof === 'proven'
						? {...answer, proof: proveWith(secret, nonce, Number(asking.port))}
						: answer,
				);
	};
	type More = Partial<Pick<Parameters<typeof findServer>[0], 'wanted' | 'environment' | 'session'>>;
	const find = async (more: More = {}) => findServer({environment: {}, ...more, paths, fetch});
	return {find, asked};
};

const at = (port: number) => `http://127.0.0.1:${port}`;

test('the server whose address is in the file is found, and trusted for its proof', async () => {
	const {find} = await open({[at(5000)]: proven, [at(4567)]: proven}, {url: at(5000)});

	expect(await find()).toMatchObject({url: at(5000), secret, health: {name: 'maestro-tui'}});
});

test('an address that nobody answers at any more is passed over', async () => {
	const {find} = await open({[at(2357)]: proven}, {url: at(5000)});

	expect(await find()).toMatchObject({url: at(2357)});
});

test('a file that holds no address is passed over', async () => {
	const {find} = await open({[at(4567)]: proven}, {url: 'garbage'});

	expect(await find()).toMatchObject({url: at(4567)});
});

test('where nothing answers there is none', async () => {
	expect(await (await open({})).find()).toBeUndefined();
});

const strangers: ReadonlyArray<[title: string, answer: Answer]> = [
	['one that claims our name without a proof', ours],
	['one that claims our name with a wrong proof', {...ours, proof: 'x'.repeat(43)}],
	['one that gives the nonce back as its proof', {...ours, proof: ''}],
	['one that answers with a page', 'page'],
	['one that answers with something else', {hello: 'world'}],
	['one that never answers', 'silence'],
];

for (const [title, answer] of strangers) {
	test(`${title} is no server of ours, and never sees the secret`, async () => {
		const {find, asked} = await open({[at(4567)]: answer, [at(2357)]: proven});

		expect(await find()).toMatchObject({url: at(2357), secret});

		for (const {url, headers} of asked) {
			expect([...headers].flat().join()).not.toContain(secret);
			expect(url.href).not.toContain(secret);
		}

		expect(asked.map(({url}) => url.searchParams.get('nonce'))).toHaveLength(2);
		expect(new Set(asked.map(({url}) => url.searchParams.get('nonce'))).size).toBe(2);
	});
}

test('a server of ours of another user is none for us', async () => {
	const {find} = await open({[at(4567)]: proven}, {hasSecret: false});

	expect(await find()).toBeUndefined();
});

test('a server that is named by a flag is the only one asked', async () => {
	const {find, asked} = await open({[at(4567)]: proven, [at(7000)]: proven});

	expect(await find({wanted: `${at(7000)}/api/`, environment: {MAESTRO_SERVER_URL: at(4567)}})).toMatchObject({
		url: at(7000),
	});
	expect(asked).toHaveLength(1);
});

test('a server that is named by a flag and does not answer is an error that names it', async () => {
	const {find} = await open({[at(4567)]: proven});

	await expect(find({wanted: at(7000)})).rejects.toMatchObject({
		code: 'server-missing',
		message: expect.stringContaining(at(7000)),
	});
});

test('the address in the environment comes first; one that a restarted server has left is passed over', async () => {
	const {find} = await open({[at(7000)]: proven, [at(5000)]: proven}, {url: at(5000)});

	expect(await find({environment: {MAESTRO_SERVER_URL: at(7000)}})).toMatchObject({url: at(7000)});
	expect(await find({environment: {MAESTRO_API_URL: at(7000)}})).toMatchObject({url: at(7000)});
	expect(await find({environment: {MAESTRO_SERVER_URL: at(7001)}})).toMatchObject({url: at(5000)});
});

for (const text of ['localhost:4567', 'ftp://127.0.0.1', 'nonsense', '']) {
	test(`${JSON.stringify(text)} is no address of a server`, async () => {
		const {find} = await open({});

		await expect(find({wanted: text})).rejects.toMatchObject({code: 'malformed'});
	});
}

test('no address is asked twice', async () => {
	const {find, asked} = await open({}, {url: at(4567)});

	await find();

	expect(asked.map(({url}) => url.origin)).toEqual([at(4567), at(2357)]);
});

const me = {id: 'sess_a', token: 'sess_a.own'};
const mine = {...ours, knows: 'Bearer sess_a.own'};

test('a session finds its server by its own secret, and cannot read that of the operator', async () => {
	const {find} = await open({[at(5000)]: mine}, {url: at(5000), hasSecret: false});

	expect(await find({session: me})).toMatchObject({url: at(5000), secret: me.token});
});

test('a session whose server left its port to another one finds it by its file', async () => {
	const {find} = await open({[at(4000)]: ours, [at(5000)]: mine}, {url: at(5000)});

	expect(await find({session: me, environment: {MAESTRO_SERVER_URL: at(4000)}})).toMatchObject({url: at(5000)});
});

test('a session that no server knows is told so', async () => {
	const {find} = await open({[at(5000)]: ours}, {url: at(5000)});

	await expect(find({session: me})).rejects.toMatchObject({code: 'unauthorized', message: 'A secret is needed'});
});

test('a session does not show its secret to whoever has a usual port', async () => {
	const {find, asked} = await open({[at(4567)]: mine, [at(2357)]: mine});

	expect(await find({session: me})).toBeUndefined();
	expect(asked).toEqual([]);
});
