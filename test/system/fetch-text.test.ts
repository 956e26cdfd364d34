import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {fetchText} from '../../source/system/fetch-text.js';

const serve = async (answer: RequestListener): Promise<URL> => {
	const server = createServer(answer);
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	// The cast: a server that listens on a port has one.
	return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/where?it=is`);
};

const never = new AbortController().signal;

test('a question arrives with its method, place, headers and body', async () => {
	const url = await serve(async (request, response) => {
		const body = Buffer.concat(await request.toArray()).toString();
		response.end(JSON.stringify([request.method, request.url, request.headers['x-session-id'], body]));
	});

	const answer = await fetchText(url, {method: 'POST', headers: {'x-session-id': 's'}, body: 'grüße', signal: never});

	expect(JSON.parse(await answer.text())).toEqual(['POST', '/where?it=is', 's', 'grüße']);
	expect([answer.ok, answer.status]).toEqual([true, 200]);
});

test('a refusal is an answer, with its headers by any case', async () => {
	const url = await serve((_, response) => response.writeHead(429, {'Retry-After': '7'}).end('later'));

	const {ok, status, headers, text} = await fetchText(url, {method: 'GET', headers: {}, signal: never});

	expect([ok, status, headers.get('Retry-After'), headers.get('retry-after'), headers.get('x-none')]).toEqual([
		...[false, 429, '7', '7', null],
	]);
	expect(await text()).toBe('later');
});

test('a character that comes in two pieces is whole', async () => {
	const [first, second] = [Buffer.from('日').subarray(0, 2), Buffer.from('日').subarray(2)];
	const url = await serve((_, response) => {
		response.write(first);
		setImmediate(() => response.end(second));
	});

	expect(await (await fetchText(url, {method: 'GET', headers: {}, signal: never})).text()).toBe('日');
});

test('an answer that breaks off is none', async () => {
	const url = await serve((_, response) => {
		response.writeHead(200, {'content-length': '100'});
		response.write('half');
		setImmediate(() => response.destroy());
	});

	await expect(fetchText(url, {method: 'GET', headers: {}, signal: never})).rejects.toThrow();
});

test('whoever gives up waits no longer, before the answer and in the middle of it', async () => {
	const silent = await serve(() => {});
	const slow = await serve((_, response) => void response.write('half'));

	for (const url of [silent, slow]) {
		const giving = new AbortController();
		const asked = fetchText(url, {method: 'GET', headers: {}, signal: giving.signal});
		setImmediate(() => giving.abort());
		await expect(asked).rejects.toThrow();
	}
});

test('a server that is not there is an error', async () => {
	await expect(fetchText(new URL('http://127.0.0.1:1/'), {method: 'GET', headers: {}, signal: never})).rejects.toThrow(
		/ECONNREFUSED/,
	);
});
