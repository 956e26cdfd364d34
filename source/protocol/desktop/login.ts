import {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import type {Fetch} from '../call.js';
import {endpoint} from '../endpoint.js';

/** Whether the desktop server asks for a password at all, and whether it knows who asks (contract §2). With auth off nobody is known. */
export const authStatus = endpoint({
	method: 'GET',
	path: '/api/auth/status',
	answer: z.looseObject({authEnabled: z.boolean(), authenticated: z.boolean()}),
});

/** Who watches its event channel, whichever program that is (contract §1). */
export const socketStatus = endpoint({
	method: 'GET',
	path: '/ws-status',
	answer: z.looseObject({connectedClients: z.int().min(0)}),
});

/** How somebody comes to be let in: it asks nobody, it trusts this machine, or somebody has logged in, until then in milliseconds where that is known. */
export type Access =
	| {readonly kind: 'open'}
	| {readonly kind: 'trusted'}
	| {readonly kind: 'login'; readonly until: number | undefined};

/** What a login gives. */
export type Login = {
	readonly token: string;
	/** When it ends, in milliseconds. */
	readonly until: number;
};

/** A server that tells nothing before somebody logs in. */
export class LockedError extends MaestroError {
	/** Whose password is asked for: an address without a path. */
	readonly url: string;
	/** The message without what to do about it. */
	readonly reason: string;

	constructor(url: string, why = 'asks for a password') {
		const reason = `the Maestro desktop server at ${url} ${why}`;
		super('unauthorized', `T${reason.slice(1)}; log in with: maestro server login ${url}`);
		this.url = url;
		this.reason = reason;
	}
}

type Options = {
	/** Without a path. */
	readonly url: string;
	readonly fetch: Fetch;
	readonly clock: () => number;
};

/** What may stand in a cookie; a token is two parts of base64url with a dot between (contract §2). */
export const tokenPattern = /^[\w.~+/=-]{1,4096}$/;

/** How long a login lasts that does not say so itself. */
const usualMs = 7 * 24 * 60 * 60 * 1000;

/** After five wrong passwords from one address. */
const lockedOutMinutes = 15;

/**
Shows a server the password, and answers what it gave for it. Refuses as `unauthorized` where it is the wrong one, and as `too-many-messages` where
the server takes none for now.
*/
export const logInWith = async (password: string, {url, fetch, clock}: Options): Promise<Login> => {
	const {status, headers} = await post('/api/auth/login', {url, fetch, body: {password}});
	if (status === 401) {
		throw new MaestroError('unauthorized', `The server at ${url} does not take this password`);
	}

	if (status === 429) {
		const seconds = Number(headers.get('retry-after') ?? Number.NaN);
		const minutes = Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds / 60)) : lockedOutMinutes;
		throw new MaestroError(
			'too-many-messages',
			`The server at ${url} takes no password from here for ${Number.isFinite(seconds) ? '' : 'up to '}${minutes} minutes: too many were wrong`,
		);
	}

	const cookie = headers.get('set-cookie') ?? '';
	const token = /\bmaestro_auth=([^;,\s]+)/.exec(cookie)?.[1];
	if (status !== 200 || token === undefined || !tokenPattern.test(token)) {
		throw new MaestroError(
			'internal',
			`Expected the server at ${url} to answer a login with a cookie, got status ${status}${status === 200 ? ' without one that can be used' : ''}`,
		);
	}

	const seconds = /\bmax-age=(\d{1,9})/i.exec(cookie)?.[1];
	return {token, until: clock() + (seconds === undefined ? usualMs : Number(seconds) * 1000)};
};

/** Tells a server that a token is not used any more. It keeps no list of them: whoever has it could still use it until it ends. */
export const logOutWith = async (token: string, {url, fetch}: Omit<Options, 'clock'>): Promise<void> => {
	await post('/api/auth/logout', {url, fetch, body: {}, headers: {cookie: `maestro_auth=${token}`}});
};

type Posted = {
	readonly url: string;
	readonly fetch: Fetch;
	readonly body: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
};

const answerWithinMs = 10_000;

/** Not a `Call`: what counts stands in the headers of the answer. */
const post = async (path: string, {url, fetch, body, headers = {}}: Posted): ReturnType<Fetch> => {
	try {
		return await fetch(new URL(path, url), {
			method: 'POST',
			headers: {'content-type': 'application/json', ...headers},
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(answerWithinMs),
		});
	} catch (error) {
		throw new MaestroError('server-missing', `No server answers at ${url}; nothing was changed there`, {cause: error});
	}
};

/** When a token ends, in milliseconds, as far as it says so itself (contract §2). */
export const endOfToken = (token: string): number | undefined => {
	try {
		const {exp} = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {
			readonly exp?: unknown;
		};
		return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : undefined;
	} catch {
		// Of another kind: it says nothing that can be read.
		return undefined;
	}
};

/** Whether what is said to a server can be read by others on the way: without TLS, and not to this machine. */
export const isOverheard = (url: string): boolean => {
	const {protocol, hostname} = new URL(url);
	return protocol === 'http:' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
};
