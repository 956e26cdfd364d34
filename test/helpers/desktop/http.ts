import {createHash} from 'node:crypto';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import type {Auth} from './auth.js';
import type {HttpFaults, Pace} from './http-faults.js';
import {Refused, refuse} from './refused.js';
import {type Answer, type Asked, isAnswer, type Route, answer as reply} from './route.js';
import {id as idPattern} from './schemas.js';
import type {Wiretap} from './wiretap.js';

const compress = promisify(gzip);
const smallestCompressed = 1024;
const nearOrigin = /^(tauri:\/\/localhost|https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/;

type Options = {
	readonly routes: readonly Route[];
	readonly auth: Auth;
	readonly faults: HttpFaults;
	readonly wiretap: Wiretap;
};

export type Request = Omit<Asked, 'params' | 'body'> & {
	readonly method: string;
	readonly path: string;
	/** As it came. */
	readonly text: string;
};

/** Answers requests as the desktop server does, and with what goes wrong besides. */
export const createHttp = ({routes, auth, faults, wiretap}: Options) => {
	/** What a request is answered with, and by which route. Without a socket it is the same. */
	const answer = async (request: Request): Promise<{readonly answer: Answer; readonly route: string | undefined}> => {
		const route = routes.find(one => one.method === request.method && one.match(request.path) !== undefined);
		try {
			const result = await run(request, route);
			return {answer: isAnswer(result) ? result : reply(200, result), route: route?.name};
		} catch (error) {
			if (!(error instanceof Refused)) {
				throw error;
			}

			const isCached = request.method === 'GET' && request.path.startsWith('/api/projects');
			return {
				answer: reply(error.status, error.body, isCached ? {'cache-control': 'max-age=30'} : {}),
				route: route?.name,
			};
		}
	};

	const run = async (request: Request, route: Route | undefined): Promise<unknown> => {
		const {headers, method, path} = request;
		if (headers.origin !== undefined && !nearOrigin.test(headers.origin)) {
			throw brokenDown(`Origin ${headers.origin} not allowed by CORS`);
		}

		// What is not said to be JSON is not read as a body.
		const body = parseBody(headers['content-type']?.includes('json') === true ? request.text : '');
		if (path.startsWith('/api/') && !path.startsWith('/api/auth/') && !auth.lets(request)) {
			throw new Refused(401, {error: 'Unauthorized'});
		}

		if (route === undefined) {
			return reply(404, page(`Cannot ${method} ${path}`), {'content-type': 'text/html; charset=utf-8'});
		}

		const params = route.match(path) ?? {};
		checkParams(params);
		return route.handle({...request, params, body});
	};

	/** Answers over a socket. */
	const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
		const request = await readRequest(incoming);
		const is503 = faults.takes503();
		const {answer: given, route} = is503 ? {answer: unavailable(), route: undefined} : await answer(request);
		const {status, headers, body} = await encode(given, request);
		wiretap.hear({
			...{method: request.method, path: `${incoming.url}`, route, headers: request.headers},
			...{body: parseQuietly(request.text), status, bytes: body.length},
		});
		response.writeHead(status, headers);
		await sendBody(response, body, faults.pace());
	};

	return {answer, handle};
};

const brokenDown = (message: string): Refused => new Refused(500, {error: true, message, code: 'INTERNAL_ERROR'});

const parseBody = (text: string): unknown => {
	try {
		return text === '' ? {} : JSON.parse(text);
	} catch {
		throw brokenDown('Unexpected end of JSON input');
	}
};

const parseQuietly = (text: string): unknown => {
	try {
		return text === '' ? undefined : JSON.parse(text);
	} catch {
		return text;
	}
};

const checkParams = (params: Asked['params']): void => {
	const details = Object.entries(params).flatMap(([path, value]) => {
		const issue = idPattern.safeParse(value).error?.issues[0];
		return issue === undefined ? [] : [{path, message: issue.message}];
	});
	if (details.length > 0) {
		throw refuse(400, 'VALIDATION_ERROR', 'Invalid URL parameters', details);
	}
};

const page = (text: string): string =>
	`<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${text}</pre>\n</body>\n</html>\n`;

const unavailable = (): Answer =>
	reply(503, page('503 Service Temporarily Unavailable'), {'content-type': 'text/html'});

/** With an ETag, which spares the body of what the client has already, and gzip where it is asked for and worth it. */
const encode = async ({status, body, headers}: Answer, {headers: asked, method}: Request) => {
	const isText = typeof body === 'string';
	const plain = Buffer.from(isText ? body : JSON.stringify(body));
	const etag = `W/"${plain.length.toString(16)}-${createHash('sha1').update(plain).digest('base64').slice(0, 27)}"`;
	const {origin} = asked;
	const all: Record<string, string> = {
		'content-type': 'application/json; charset=utf-8',
		...(isText ? {} : {etag}),
		vary: 'Origin, Accept-Encoding',
		...(origin === undefined ? {} : {'access-control-allow-origin': origin}),
		...headers,
	};
	if (status === 200 && method === 'GET' && asked['if-none-match'] === etag) {
		return {status: 304, headers: all, body: Buffer.alloc(0)};
	}

	if (plain.length >= smallestCompressed && asked['accept-encoding']?.includes('gzip') === true) {
		return {status, headers: {...all, 'content-encoding': 'gzip'}, body: await compress(plain)};
	}

	return {status, headers: {...all, 'content-length': String(plain.length)}, body: plain};
};

const sendBody = async (response: ServerResponse, body: Buffer, pace: Pace | undefined): Promise<void> => {
	if (pace === undefined) {
		response.end(body);
		return;
	}

	if ('delayMs' in pace) {
		await pause(pace.delayMs);
		response.end(body);
		return;
	}

	const everyMs = 50;
	const size = Math.max(1, Math.round((pace.bytesPerSecond * everyMs) / 1000));
	for (let from = 0; from < body.length && !response.destroyed; from += size) {
		response.write(body.subarray(from, from + size));
		await pause(everyMs);
	}

	response.end();
};

const readRequest = async (incoming: IncomingMessage): Promise<Request> => {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) {
		chunks.push(chunk);
	}

	const text = Buffer.concat(chunks).toString();
	const {pathname, searchParams} = new URL(incoming.url ?? '/', 'http://desktop');
	const headers = Object.fromEntries(
		Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join() : value]),
	);
	return {
		...{method: incoming.method ?? 'GET', path: pathname, query: Object.fromEntries(searchParams)},
		...{headers, text, address: incoming.socket.remoteAddress ?? ''},
	};
};
