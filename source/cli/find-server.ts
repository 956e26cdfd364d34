import {randomUUID} from 'node:crypto';
import {MaestroError, refusals} from '../domain/errors.js';
import {createCall, type Fetch} from '../protocol/call.js';
import {kindOf, type ServerKind} from '../protocol/credentials.js';
import {type Health, health, productName} from '../protocol/health.js';
import {getSession} from '../protocol/sessions.js';
import {isSame, portOf, proveWith} from '../server/secrets.js';
import {readText} from '../system/files.js';
import type {Paths} from '../system/paths.js';

/** Milliseconds. A server on this machine answers in one or two; on one that has far too much to do, within seconds. */
const healthTimeoutMs = 4000;

export type FoundServer = {
	readonly kind: ServerKind;
	/** Without a path. */
	readonly url: string;
	readonly health: Health;
	/** The operator's secret, where the server has proven that it holds the same; a session's own, where one was given. */
	readonly secret: string | undefined;
};

type Options = {
	/** `--server`. */
	readonly wanted?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	readonly fetch: Fetch;
	/** Whose server it is, where a session looks that need not be able to read the operator's secret: one that takes its own. */
	readonly session?: {readonly id: string; readonly token: string} | undefined;
};

/**
The server of this MAESTRO_HOME, whichever one the environment names.
*/
export const findOwnServer = async (options: Pick<Options, 'paths' | 'fetch'>): Promise<FoundServer | undefined> => {
	const found = await findServer({...options, environment: {}});
	// A server of another kind is none that could be started twice.
	return found?.kind === 'ours' ? found : undefined;
};

/**
The server to talk to: the first candidate that answers `GET /health`. A server that was named (by flag or environment) is the
only candidate; `undefined` where none was named and none answers.
*/
export const findServer = async ({
	wanted,
	environment,
	paths,
	fetch,
	session,
}: Options): Promise<FoundServer | undefined> => {
	const named = wanted ?? environment.MAESTRO_SERVER_URL ?? environment.MAESTRO_API_URL;
	const candidates = new Set([
		...(named === undefined ? [] : [originOf(named) ?? refuseUrl(named)]),
		// An address in the environment may be one that a restarted server has left; the file knows better.
		...(wanted === undefined ? await usualPlaces(paths, session) : []),
	]);
	const secret = session?.token ?? (await readText(paths.operatorSecret))?.trim();

	let refusal: MaestroError | undefined;
	for (const url of candidates) {
		const found = await ask(url, {secret, session, fetch});
		if (found instanceof MaestroError) {
			refusal ??= found;
		} else if (found !== undefined) {
			return found;
		}
	}

	if (refusal !== undefined) {
		throw refusal;
	}

	if (wanted !== undefined) {
		throw new MaestroError(
			'server-missing',
			`No Maestro server answers at ${wanted}; check the address, or leave --server away`,
		);
	}

	return undefined;
};

const usualPlaces = async ({serverUrl}: Paths, session: Options['session']): Promise<readonly string[]> => {
	// A file that holds no address is passed over: the next server writes it anew.
	const written = originOf((await readText(serverUrl))?.trim() ?? '');
	// A session belongs to one server, and does not show its secret to whoever has a usual port.
	const usual = session === undefined ? ['http://127.0.0.1:4567', 'http://127.0.0.1:2357'] : [];
	return [...(written === undefined ? [] : [written]), ...usual];
};

const originOf = (text: string): string | undefined => {
	const url = URL.parse(text);
	return url !== null && ['http:', 'https:'].includes(url.protocol) ? url.origin : undefined;
};

const refuseUrl = (text: string): never => {
	throw new MaestroError(
		'malformed',
		`Expected the address of a server such as http://127.0.0.1:4567 (--server, MAESTRO_SERVER_URL), got ${JSON.stringify(text)}`,
	);
};

type Asking = Pick<Options, 'session' | 'fetch'> & {readonly secret: string | undefined};

/** The server at an address; a refusal where it is one of ours that does not know the session. */
const ask = async (url: string, {secret, session, fetch}: Asking): Promise<FoundServer | MaestroError | undefined> => {
	const nonce = randomUUID();
	const options = {baseUrl: url, fetch, timeoutMs: healthTimeoutMs};
	try {
		const answer = await createCall({...options, secret: undefined})(health, {query: {nonce}});
		if (answer.name !== productName) {
			return {kind: kindOf(answer), url, health: answer, secret: undefined};
		}

		if (session !== undefined) {
			await createCall({...options, secret})(getSession, {params: {id: session.id}});
			return {kind: 'ours', url, health: answer, secret};
		}

		// Ours, but of another user or another MAESTRO_HOME: not for us, and our secret is not for it.
		const isProven =
			secret !== undefined && answer.proof !== undefined && isSame(answer.proof, proveWith(secret, nonce, portOf(url)));
		return isProven ? {kind: 'ours', url, health: answer, secret} : undefined;
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		return refusals[error.code].status === 401 ? error : undefined;
	}
};
