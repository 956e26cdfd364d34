import {Hono, type MiddlewareHandler} from 'hono';
import {bodyLimit} from 'hono/body-limit';
import {MaestroError} from '../domain/errors.js';
import {idPattern} from '../domain/id.js';
import {operatorId} from '../domain/session.js';
import {read} from '../protocol/read.js';
import type {Log} from '../system/log.js';
import {pageIn, pageOf} from './pages.js';
import {refusalAnswer} from './refusal.js';
import type {Audience, Caller, Route} from './route.js';
import {type Secrets, secretIn} from './secrets.js';
import {late} from './stores/late.js';
import {unexpectedStorageFailure} from './stores/storage-failure.js';

/** Bytes; the largest description of a task fits three times. */
const largestBody = 1024 * 1024;

type Options = {
	readonly routes: readonly Route[];
	/** More of them, read when something is asked that those above do not answer. */
	readonly lateRoutes?: (() => Promise<readonly Route[]>) | undefined;
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
export const createApp = ({routes, lateRoutes, secrets, roleOf, log}: Options): App => {
	const callerOf = identify(secrets, roleOf);

	const mount = (hono: Hono<Known>, {endpoint, audience, handle}: Route): void => {
		const identified: MiddlewareHandler<Known> = async (context, next) => {
			context.set('caller', audience === 'everyone' ? nobody : callerOf(context.req.raw.headers));
			await next();
		};
		hono.on(endpoint.method, endpoint.path, identified, limitBody, async context => {
			const caller = context.get('caller');
			const params = readParams(context.req.param());
			admit(audience, caller, params, roleOf);
			const asked = context.req.query();
			const page = endpoint.isPaged ? pageIn(asked) : undefined;
			const query = read(endpoint.query, asked, 'Query');
			const body = read(endpoint.body, await readBody(context.req.raw), 'Body');
			const {signal, headers} = context.req.raw;
			const header = (name: string) => headers.get(name) ?? undefined;
			const value = await handle({params, query, body, caller, header, signal});
			const shown = page === undefined ? value : pageOf(value as readonly unknown[], page);
			return context.json(shown as object, endpoint.status);
		});
	};

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

	const answering = (
		all: readonly Route[],
		otherwise: (request: Request) => Response | Promise<Response>,
	): Hono<Known> => {
		const hono = new Hono<Known>();
		for (const each of all) {
			mount(hono, each);
		}

		hono.notFound(async context => otherwise(context.req.raw));
		hono.onError((error, context) => refusalAnswer(refusalOf(`${context.req.method} ${context.req.path}`, error)));
		return hono;
	};

	const later = late(async () =>
		answering((await lateRoutes?.()) ?? [], ({method, url}) => {
			throw new MaestroError('not-found', `There is no ${method} ${new URL(url).pathname}`);
		}),
	);
	const hono = answering(routes, async request => {
		callerOf(request.headers);
		return (await later()).fetch(request);
	});

	return {
		async handle(request) {
			try {
				checkOrigin(request.headers);
			} catch (error) {
				return refusalAnswer(refusalOf(`${request.method} ${request.url}`, error));
			}

			return hono.fetch(request);
		},
		admitWatcher(headers) {
			checkOrigin(headers);
			return callerOf(headers);
		},
		refuse: (request, error) => refusalAnswer(refusalOf(request, error)),
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
		const secret = secretIn(headers.get('authorization'));
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
			const message = 'an id is made of 1 to 128 letters, digits, "_" and "-"';
			throw new MaestroError('malformed', `Path: ${name}: ${message}`, {details: [{path: name, message}]});
		}
	}

	return params;
};

const tooLarge = (): Response =>
	refusalAnswer(new MaestroError('too-large', `A body may have ${largestBody} bytes at most`));

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

	return Number(length) > largestBody ? tooLarge() : next();
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
