import {expect, test} from 'vitest';
import {createLook} from '../../../../source/client/feeds/desktop/look.js';
import {createStopwatch} from '../../../../source/client/feeds/desktop/stopwatch.js';
import type {Fetch} from '../../../../source/protocol/call.js';
import {fetchText} from '../../../../source/system/fetch-text.js';
import {desktopTask} from '../../../helpers/desktop/builders.js';
import {startDesktopServer} from '../../../helpers/desktop/server.js';

type Answer = {readonly status?: number; readonly etag?: string; readonly text?: string};

/** A server that answers one thing after the other, and what it was asked. */
const open = (answers: readonly Answer[], baseUrl = 'http://127.0.0.1:4567') => {
	const asked: Array<Readonly<Record<string, string>>> = [];
	const fetch: Fetch = async (_, {headers}) => {
		const {status = 200, etag, text = ''} = answers[asked.length] ?? {};
		asked.push(headers);
		return {ok: status === 200, status, headers: {get: () => etag ?? null}, text: async () => text};
	};
	const look = createLook({
		...{baseUrl, secret: 'token', fetch, timeoutMs: 1000},
		stopwatch: createStopwatch(() => 0),
		signal: new AbortController().signal,
	});
	return {look, asked};
};

const same = (value: unknown) => ({value});

test('what has not changed is the very same value, and was not sent again', async () => {
	const {look, asked} = open([{etag: 'W/"1"', text: '[1]'}, {status: 304}, {etag: 'W/"2"', text: '[2]'}]);

	const first = await look.again('/api/tasks', same);
	const second = await look.again('/api/tasks', same);
	const third = await look.again('/api/tasks', same);

	expect(second).toBe(first);
	expect(third).toEqual({value: '[2]'});
	expect(asked.map(headers => headers['if-none-match'])).toEqual([undefined, 'W/"1"', 'W/"1"']);
});

test('without a tag the same text is the same value', async () => {
	const {look} = open([{text: '[1]'}, {text: '[1]'}]);

	expect(await look.again('/api/tasks', same)).toBe(await look.again('/api/tasks', same));
});

test('what could not be read is not taken for known', async () => {
	const {look, asked} = open([
		{etag: 'W/"1"', text: 'half'},
		{etag: 'W/"1"', text: '[1]'},
	]);
	const refuse = () => {
		throw new TypeError('no list');
	};

	await expect(look.again('/api/tasks', refuse)).rejects.toThrow('no list');

	expect(await look.again('/api/tasks', same)).toEqual({value: '[1]'});
	expect(asked[1]?.['if-none-match']).toBeUndefined();
});

test('a refusal is thrown as calls throw it', async () => {
	const {look} = open([
		{status: 404, text: '{"error":true,"code":"NOT_FOUND","message":"Task not found"}'},
		{status: 503, text: '<html>'},
	]);

	await expect(look.at('/api/tasks/x', same)).rejects.toMatchObject({code: 'not-found', message: 'Task not found'});
	await expect(look.at('/api/tasks/x', same)).rejects.toMatchObject({code: 'internal'});
});

test('only a server on another machine is asked to pack what it sends', async () => {
	const near = open([{text: '[]'}]);
	const far = open([{text: '[]'}], 'http://10.0.0.5:4567');
	await near.look.at('/api/tasks', same);
	await far.look.at('/api/tasks', same);

	expect(near.asked[0]).toEqual({cookie: 'maestro_auth=token'});
	expect(far.asked[0]).toMatchObject({'accept-encoding': 'gzip'});
});

test('what came packed is read as it was', async () => {
	const server = await startDesktopServer({tasks: [desktopTask({description: 'long '.repeat(1000)})]});
	const signal = new AbortController().signal;
	const ask = async (headers: Readonly<Record<string, string>>) =>
		fetchText(new URL('/api/tasks', server.url()), {method: 'GET', headers, signal});

	const packed = await ask({'accept-encoding': 'gzip'});

	expect(packed.headers.get('content-encoding')).toBe('gzip');
	expect(await packed.text()).toBe(await (await ask({})).text());
	expect(server.wiretap.asked()[0]?.bytes).toBeLessThan(1000);
});
