import {expect, onTestFinished, test, vi} from 'vitest';
import {lookAt} from '../../source/cli/look-at.js';
import type {Fetch} from '../../source/protocol/call.js';

const answering =
	(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Fetch =>
	async () => ({ok: status < 400, status, headers: new Headers(headers), text: async () => text});

const url = new URL('http://127.0.0.1:4567/health');

test('what came is said in words, with how long it is', async () => {
	const page = answering(404, 'x'.repeat(1234), {'content-type': 'text/html'});
	const redirect = answering(302, '', {location: 'http://elsewhere/\u001B[31m'});

	expect(await lookAt(url, page)).toMatchObject({words: 'a page with status 404 and 1,234 characters'});
	expect(await lookAt(url, redirect)).toMatchObject({words: expect.stringMatching(/^a redirect \(302\) to http:/)});
});

test('no words are made of an answer that is as expected, as every start waits for them', async () => {
	const write = vi.spyOn(Number.prototype, 'toLocaleString');
	onTestFinished(() => write.mockRestore());

	const came = await lookAt(url, answering(200, '{"status":"ok"}'));

	expect(came).toMatchObject({kind: 'answer', status: 200});
	expect(write).not.toHaveBeenCalled();
});
