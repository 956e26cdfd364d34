import {type Context, Hono, type MiddlewareHandler} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {MaestroError, refusals} from '../domain/errors.js';
import {idPattern} from '../domain/id.js';
import {operatorId} from '../domain/session.js';
import {cleanText} from '../domain/text.js';
import {read} from '../protocol/read.js';
import type {Log} from '../system/log.js';
import type {Audience, Caller, Route} from './route.js';
import type {Secrets} from './secrets.js';
import {unexpectedStorageFailure} from './stores/storage-failure.js';

/** Bytes; the largest description of a task fits three times. */
const largestBody = 1024 * 1024;

type Options = {
	readonly routes: readonly Route[];
	readonly secrets: Secrets;
	/** The role of a session that acts; `undefined` for one that is not there. */
	readonly roleOf: (sessionId: string) => 'orchestrator' | 'worker' | undefined;
	readonly log: Log;
};

export type App = {
	/** Answers a request; it never throws. */
	readonly handle: (request: Request) => Promise<Response>;
	/** Who opens a WebSocket with this `Host`, `Origin` and secret; throws the refusal. */
	readonly admitWatcher: (headers: Headers) => Caller;
	/** The answer to a request that could not be done; a bug is logged with what was asked for. */
	readonly refuse: (request: string, error: unknown) => Response;
};

type Known = {readonly Variables: {readonly caller: Caller}};

/**
The HTTP side of the server as one function from request to answer. Before a handler sees a request its `Host`, `Origin`, secret,
who acts, size, ids in the path, audience, query and body have been checked, in this order.
*/
export const createApp = ({routes, secrets, roleOf, log}: Options): App => {
	const hono = new Hono<Known>();
	const callerOf = identify(secrets, roleOf);

	for (const {endpoint, audience, handle} of routes) {
		const identified: MiddlewareHandler<Known> = async (context, next) => {
			context.set('caller', audience === 'everyone' ? nobody : callerOf(context.req.raw.headers));
			await next();
		};
		hono.on(endpoint.method, endpoint.path, identified, limitBody, async context => {
			const caller = context.get('caller');
			const params = readParams(context.req.param());
			admit(audience, caller, params, roleOf);
			const query = read(endpoint.query, context.req.query(), 'Query');
			const body = read(endpoint.body, await readBody(context.req.raw), 'Body');
			const {signal, headers} = context.req.raw;
			const header = (name: string) => headers.get(name) ?? undefined;
			return context.json((await handle({params, query, body, caller, header, signal})) as object, endpoint.status);
		});
	}

	hono.notFound(context => {
		callerOf(context.req.raw.headers);
		throw new MaestroError('not-found', `There is no ${context.req.method} ${context.req.path}`);
	});
	const refusalOf = (request: string, error: unknown): MaestroError => {
		if (error instanceof MaestroError) {
			return error;
		}

		const failure = unexpectedStorageFailure(error);
		if (failure !== undefined) {
			log(`${request} could not be done`, error);
			return failure;
		}

		log(`A bug: ${request} threw`, error);
		return new MaestroError('internal', 'Something went wrong in the server; its log file says what');
	};

	hono.onError((error, context) => answer(context, refusalOf(`${context.req.method} ${context.req.path}`, error)));

	return {
		async handle(request) {
			try {
				checkOrigin(request.headers);
			} catch (error) {
				return refuse(refusalOf(`${request.method} ${request.url}`, error));
			}

			return hono.fetch(request);
		},
		admitWatcher(headers) {
			checkOrigin(headers);
			return callerOf(headers);
		},
		refuse: (request, error) => refuse(refusalOf(request, error)),
	};
};

const nobody: Caller = {id: 'nobody', isOperator: false};

const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A page of another site that makes a browser call us has its own `Origin`; one that renamed itself to us has its own `Host`. */
const checkOrigin = (headers: Headers): void => {
	const host = headers.get('host') ?? '';
	if (!ownNames.has(host.replace(/:\d+$/, ''))) {
		throw new MaestroError(
			'foreign-origin',
			`Expected a Host of this machine (127.0.0.1, localhost), got ${JSON.stringify(host.slice(0, 100))}`,
		);
	}

	const origin = headers.get('origin');
	if (origin !== null && origin !== `http://${host}`) {
		throw new MaestroError(
			'foreign-origin',
			`Requests of other origins are refused: ${JSON.stringify(origin.slice(0, 100))}`,
		);
	}
};

const identify =
	(secrets: Secrets, roleOf: Options['roleOf']) =>
	(headers: Headers): Caller => {
		const secret = /^Bearer ([\w.-]{1,300})$/.exec(headers.get('authorization') ?? '')?.[1];
		const owner = secret === undefined ? undefined : secrets.ownerOf(secret);
		if (owner === undefined) {
			throw new MaestroError(
				'unauthorized',
				'A secret is needed: send "Authorization: Bearer …" with MAESTRO_SESSION_TOKEN, or with the secret of the operator, which is in $MAESTRO_HOME/data/secrets/operator',
			);
		}

		const acting = headers.get('x-session-id') ?? owner;
		if (owner !== operatorId && acting !== owner) {
			throw new MaestroError('not-allowed', 'X-Session-ID names another session than the one the secret belongs to');
		}

		if (acting !== operatorId && (!idPattern.test(acting) || roleOf(acting) === undefined)) {
			throw new MaestroError('sender-unknown', 'The session that acts (X-Session-ID) is not known here');
		}

		return {id: acting, isOperator: owner === operatorId};
	};

const admit = (
	audience: Audience,
	caller: Caller,
	params: Readonly<Record<string, string>>,
	roleOf: Options['roleOf'],
): void => {
	const isAdmitted = () => {
		switch (audience) {
			case 'everyone':
			case 'anyone':
				return true;
			case 'self':
				return caller.id === params.id;
			case 'orchestrator':
				return roleOf(caller.id) === 'orchestrator';
			case 'operator':
				return false;
		}
	};

	if (!caller.isOperator && !isAdmitted()) {
		throw new MaestroError('not-allowed', `This is for ${wordsFor[audience]}, and ${caller.id} is not`);
	}
};

const wordsFor: Record<Audience, string> = {
	everyone: 'everyone',
	anyone: 'whoever has a secret',
	self: 'the session itself and the operator',
	orchestrator: 'the operator and orchestrating sessions',
	operator: 'the operator',
};

const readParams = (params: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
	for (const [name, value] of Object.entries(params)) {
		if (!idPattern.test(value)) {
			throw new MaestroError('malformed', `Path: ${name}: an id is made of 1 to 128 letters, digits, "_" and "-"`);
		}
	}

	return params;
};

const tooLarge = (context: Context): Response =>
	answer(context, new MaestroError('too-large', `A body may have ${largestBody} bytes at most`));

const limitStream = bodyLimit({maxSize: largestBody, onError: tooLarge});

/** A body that says how long it is cannot be longer; only one that does not has to be counted as it comes, which costs more. */
const limitBody: MiddlewareHandler = async (context, next) => {
	const {method, headers} = context.req.raw;
	if (hasNoBody(method)) {
		return next();
	}

	const length = headers.get('content-length');
	if (length === null || headers.has('transfer-encoding')) {
		return limitStream(context, next);
	}

	return Number(length) > largestBody ? tooLarge(context) : next();
};

const hasNoBody = (method: string): boolean => method === 'GET' || method === 'HEAD';

const readBody = async (request: Request): Promise<unknown> => {
	if (hasNoBody(request.method)) {
		return undefined;
	}

	try {
		const text = await request.text();
		return text === '' ? undefined : JSON.parse(text);
	} catch (error) {
		throw new MaestroError('malformed', 'Body: expected JSON, whole', {cause: error});
	}
};

const answer = (context: Context, error: MaestroError): Response => {
	const {status} = refusals[error.code];
	return context.json(bodyOf(error), status, headersOf(error));
};

const refuse = (error: MaestroError): Response =>
	Response.json(bodyOf(error), {status: refusals[error.code].status, headers: headersOf(error)});

/** The one shape of a refusal: the real server's members (contract §3), and our own code in `reason`. */
const bodyOf = ({code, message}: MaestroError) => ({
	error: true,
	statusCode: refusals[code].status,
	code: refusals[code].wire,
	reason: code,
	// It may quote what came from outside.
	message: cleanText(message),
});

const headersOf = ({retryAfterMs}: MaestroError): Record<string, string> =>
	retryAfterMs === undefined ? {} : {'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000)))};
