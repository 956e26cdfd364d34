import {createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import {Refused} from './refused.js';
import {type Asked, answer, on, type Route} from './route.js';
import type {Settings} from './world.js';

const longestMs = 7 * 24 * 60 * 60 * 1000;
const mostFailures = 5;
const lockedMs = 15 * 60 * 1000;

type Carrier = Pick<Asked, 'headers' | 'query' | 'address'>;

/** Who may ask a desktop server, when it was started with a password (contract §2). */
export const createAuth = (auth: Settings['auth'], clock: () => number) => {
	const secret = randomBytes(32);
	const failures = new Map<string, {count: number; at: number}>();

	const sign = (payload: string): string => createHmac('sha256', secret).update(payload).digest('base64url');

	const issue = (): string => {
		const payload = Buffer.from(JSON.stringify({exp: Math.floor((clock() + longestMs) / 1000)})).toString('base64url');
		return `${payload}.${sign(payload)}`;
	};

	const isGood = (token: string): boolean => {
		const [payload = '', signature = ''] = token.split('.');
		const expected = Buffer.from(sign(payload));
		const given = Buffer.from(signature);
		return expected.length === given.length && timingSafeEqual(expected, given);
	};

	/** A bearer is not looked at. */
	const isKnown = ({headers, query}: Carrier): boolean => {
		const cookie = /(?:^|;\s*)maestro_auth=([^;]*)/.exec(headers.cookie ?? '')?.[1];
		return [cookie, query.token].some(token => token !== undefined && isGood(token));
	};

	/** From this machine, without a proxy in between. */
	const isNear = ({headers}: Carrier): boolean =>
		auth?.trustsLoopback !== false &&
		headers['x-forwarded-for'] === undefined &&
		headers['x-forwarded-proto'] === undefined;

	const addressOf = ({headers, address}: Carrier): string => headers['x-forwarded-for'] ?? address;

	const login = (asked: Asked): unknown => {
		const address = addressOf(asked);
		const before = failures.get(address);
		const isLocked = before !== undefined && before.count >= mostFailures && clock() - before.at < lockedMs;
		if (isLocked) {
			throw new Refused(429, {error: 'Too many failed attempts. Try again later.'});
		}

		if ((asked.body as {readonly password?: unknown}).password !== auth?.password) {
			failures.set(address, {count: (before?.count ?? 0) + 1, at: clock()});
			throw new Refused(401, {error: 'Invalid password'});
		}

		failures.delete(address);
		return answer(200, {ok: true}, {'set-cookie': cookie(issue(), longestMs / 1000)});
	};

	const routes: readonly Route[] = [
		on('POST /api/auth/login', login),
		on('POST /api/auth/logout', () => answer(200, {ok: true}, {'set-cookie': cookie('', 0)})),
		on('GET /api/auth/status', asked => ({
			authEnabled: auth !== undefined,
			authenticated: auth !== undefined && isKnown(asked),
		})),
	];

	return {
		routes,
		/** Whether whoever asks is let in; of what everybody may ask it knows nothing. */
		lets: (asked: Carrier): boolean => auth === undefined || isNear(asked) || isKnown(asked),
		/** A token that is good, for a test that wants no login. */
		issue,
	};
};

export type Auth = ReturnType<typeof createAuth>;

const cookie = (value: string, seconds: number): string =>
	`maestro_auth=${value}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${seconds}`;
