import fc from 'fast-check';
import {expect, test} from 'vitest';
import {endOfToken, isOverheard, logInWith, logOutWith} from '../../../source/protocol/desktop/login.js';

const url = 'http://127.0.0.1:2357';
const week = 7 * 24 * 60 * 60 * 1000;
const clock = () => 1000;

/** A server that answers a login so; what it was asked is kept. */
const answering = (status: number, headers: Readonly<Record<string, string>> = {}) => {
	const asked: Array<readonly [string, RequestInit | undefined]> = [];
	const fetch = async (to: URL, init?: RequestInit): Promise<Response> => {
		asked.push([to.href, init]);
		return new Response('{}', {status, headers});
	};
	return {asked, fetch};
};

const cookie = 'maestro_auth=abc.def-_; HttpOnly; SameSite=Lax; Path=/; Max-Age=604800';

test('a password is sent to the server that it is for, and nowhere else than in the body', async () => {
	const {asked, fetch} = answering(200, {'set-cookie': cookie});

	expect(await logInWith('opens, sesame', {url, fetch, clock})).toEqual({token: 'abc.def-_', until: 1000 + week});
	expect(asked).toEqual([
		[
			`${url}/api/auth/login`,
			expect.objectContaining({
				...{method: 'POST', body: '{"password":"opens, sesame"}'},
				headers: {'content-type': 'application/json'},
			}),
		],
	]);
});

test('a cookie that does not say how long it lasts lasts for a week', async () => {
	const {fetch} = answering(200, {'set-cookie': 'maestro_auth=abc.def'});

	expect(await logInWith('x', {url, fetch, clock})).toEqual({token: 'abc.def', until: 1000 + week});
});

const refusals: ReadonlyArray<
	[title: string, status: number, headers: Readonly<Record<string, string>>, code: string, says: RegExp]
> = [
	['a wrong password', 401, {}, 'unauthorized', /^The server at \S+ does not take this password$/],
	['too many wrong ones', 429, {}, 'too-many-messages', /for up to 15 minutes: too many were wrong$/],
	['too many, with a time', 429, {'retry-after': '61'}, 'too-many-messages', /from here for 2 minutes: /],
	['no cookie', 200, {}, 'internal', /status 200 without one that can be used$/],
	['the cookie of a logout', 200, {'set-cookie': 'maestro_auth=; Max-Age=0'}, 'internal', /status 200 without one/],
	[
		'a cookie that no header can hold',
		200,
		{'set-cookie': 'maestro_auth=a"b\\c'},
		'internal',
		/status 200 without one/,
	],
	['trouble', 500, {'set-cookie': cookie}, 'internal', /got status 500$/],
	['a redirect', 302, {location: 'http://elsewhere/', 'set-cookie': cookie}, 'internal', /got status 302$/],
];

for (const [title, status, headers, code, says] of refusals) {
	test(`${title} is refused in words, without what was typed`, async () => {
		const {fetch} = answering(status, headers);

		const error = await logInWith('opens, sesame', {url, fetch, clock}).catch((reason: unknown) => reason);

		expect(error).toMatchObject({code, message: expect.stringMatching(says)});
		expect(String(error)).not.toContain('sesame');
	});
}

test('a server that is not there is said to be away', async () => {
	const fetch = async () => Promise.reject(new TypeError('fetch failed'));

	await expect(logInWith('x', {url, fetch, clock})).rejects.toMatchObject({code: 'server-missing'});
	await expect(logOutWith('abc.def', {url, fetch})).rejects.toMatchObject({code: 'server-missing'});
});

test('a token says when it ends, and one of another kind says nothing', () => {
	const payload = Buffer.from('{"exp":1795244225}').toString('base64url');

	expect(endOfToken(`${payload}.sig`)).toBe(1_795_244_225_000);
	fc.assert(fc.property(fc.string(), text => endOfToken(text) === undefined || typeof endOfToken(text) === 'number'));
});

const lines: ReadonlyArray<[url: string, isOpen: boolean]> = [
	['http://127.0.0.1:2357', false],
	['http://127.9.9.9', false],
	['http://localhost:4567', false],
	['http://[::1]:4567', false],
	['https://maestro.example', false],
	['http://maestro.example', true],
	['http://10.0.0.5:2357', true],
	['http://localhost.example:2357', true],
	['http://127.0.0.1.example', true],
];

for (const [address, isOpen] of lines) {
	test(`what is said to ${address} can ${isOpen ? '' : 'not '}be read on the way`, () => {
		expect(isOverheard(address)).toBe(isOpen);
	});
}
