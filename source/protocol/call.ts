import {z} from 'zod';
import {isRefusalCode, MaestroError, type RefusalCode} from '../domain/errors.js';
import {cleanLine} from '../domain/text.js';
import {credentialHeaders, type ServerKind} from './credentials.js';
import type {Endpoint} from './endpoint.js';
import {parseJson, read} from './read.js';

/** What asks a server: `fetch`, or as much of it as a call needs. */
export type Fetch = (
	url: URL,
	request: {
		readonly method: string;
		readonly headers: Readonly<Record<string, string>>;
		readonly body?: string;
		readonly signal: AbortSignal;
	},
) => Promise<Fetched>;

type Fetched = {
	readonly ok: boolean;
	readonly status: number;
	readonly headers: {readonly get: (name: string) => string | null};
	readonly text: () => Promise<string>;
};

export type CallOptions = {
	/** Ours unless given. */
	readonly kind?: ServerKind | undefined;
	/** `http://127.0.0.1:4567`, without a path. */
	readonly baseUrl: string;
	readonly secret: string | undefined;
	/** Who acts, where it is not who the secret belongs to. */
	readonly sessionId?: string | undefined;
	readonly fetch: Fetch;
	/** 10 seconds unless given. */
	readonly timeoutMs?: number | undefined;
};

type Request<Body, Query> = {
	readonly params?: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
	readonly body?: Body;
	readonly query?: Query;
};

export type Call = <Body extends z.ZodType, Query extends z.ZodType, Answer extends z.ZodType>(
	endpoint: Endpoint<Body, Query, Answer>,
	request?: Request<z.input<Body>, z.input<Query>>,
) => Promise<z.output<Answer>>;

/**
Calls endpoints of one server. A refusal comes back as the `MaestroError` that the server threw; a server that does not
answer is `server-missing`, one that answers too late `timed-out`.
*/
export const createCall =
	({kind = 'ours', baseUrl, secret, sessionId, fetch, timeoutMs = 10_000}: CallOptions): Call =>
	async (endpoint, request = {}) => {
		const {params = {}, headers = {}, signal, body, query = {}} = request;
		const url = new URL(fill(endpoint.path, params), baseUrl);
		for (const [name, value] of Object.entries(query as Readonly<Record<string, unknown>>)) {
			if (value !== undefined) {
				url.searchParams.set(name, String(value));
			}
		}

		const {response, text} = await ask(url, {
			...{baseUrl, fetch, timeoutMs, signal},
			method: endpoint.method,
			headers: {
				...credentialHeaders({kind, secret}),
				...(sessionId === undefined ? {} : {'x-session-id': sessionId}),
				...(body === undefined ? {} : {'content-type': 'application/json'}),
				...headers,
			},
			...(body === undefined ? {} : {body: JSON.stringify(body)}),
		});

		const answer = parseJson(text);
		if (!response.ok) {
			throw refusalOf(response, answer, baseUrl);
		}

		return read(endpoint.answer, answer, `The answer of ${baseUrl} to ${endpoint.method} ${url.pathname}`);
	};

type Asking = Pick<CallOptions, 'baseUrl' | 'fetch' | 'timeoutMs'> & {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly signal?: AbortSignal | undefined;
};

/**
What a server says to a request, whichever status it has. One that does not answer is `server-missing`, one that answers too late
`timed-out`.
*/
export const ask = async (
	url: URL,
	{baseUrl, fetch, timeoutMs = 10_000, signal, ...request}: Asking,
): Promise<{readonly response: Pick<Fetched, 'ok' | 'status' | 'headers'>; readonly text: string}> => {
	const limit = AbortSignal.timeout(timeoutMs);
	try {
		const response = await fetch(url, {
			...request,
			signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
		});
		return {response, text: await response.text()};
	} catch (error) {
		throw limit.aborted
			? new MaestroError('timed-out', `The server at ${baseUrl} did not answer within ${timeoutMs} ms`, {cause: error})
			: new MaestroError('server-missing', `No server answers at ${baseUrl}; start one with: maestro server start`, {
					cause: error,
				});
	}
};

const fill = (path: string, params: Readonly<Record<string, string>>): string =>
	path.replace(/:(\w+)/g, (_, name: string) => {
		const value = params[name];
		if (value === undefined) {
			throw new TypeError(`${path} needs the parameter ${name}`);
		}

		return encodeURIComponent(value);
	});

/** The body of every refusal of ours; that of the real server lacks `reason`, and some of its have their words in `error` (contract §3). */
const refusal = z.looseObject({
	message: z.string().optional(),
	error: z.unknown(),
	reason: z.string().optional(),
	/** Which members it does not take, of the real server alone. */
	details: z
		.array(z.looseObject({path: z.string(), message: z.string()}))
		.optional()
		.catch(undefined),
});

/** Characters of a refusal that are shown. */
const longestWords = 1000;

/** The refusal in an answer, as the `MaestroError` that the server threw. */
export const refusalOf = (
	{status, headers}: Pick<Fetched, 'status' | 'headers'>,
	answer: unknown,
	baseUrl: string,
): MaestroError => {
	const {data} = refusal.safeParse(answer);
	const code: RefusalCode = isRefusalCode(data?.reason) ? data.reason : codeOf(status);
	const seconds = Number(headers.get('retry-after') ?? Number.NaN);
	return new MaestroError(
		code,
		cleanLine(wordsOf(data)).slice(0, longestWords) || `The server at ${baseUrl} refused with status ${status}`,
		Number.isFinite(seconds) ? {retryAfterMs: seconds * 1000} : {},
	);
};

const wordsOf = ({message, error, details = []}: Partial<z.output<typeof refusal>> = {}): string => {
	const words = message ?? (typeof error === 'string' ? error : '');
	const members = details.map(detail => (detail.path === '' ? detail.message : `${detail.path}: ${detail.message}`));
	return [words, ...members].filter(Boolean).join('; ');
};

const codeOf = (status: number): RefusalCode => {
	switch (status) {
		case 400:
			return 'malformed';
		case 401:
			return 'unauthorized';
		case 403:
			return 'not-allowed';
		case 404:
			return 'not-found';
		case 409:
			return 'session-ended';
		case 413:
			return 'too-large';
		case 422:
			return 'not-empty';
		case 429:
			return 'too-many-messages';
		default:
			return 'internal';
	}
};
