import {randomUUID} from 'node:crypto';
import {MaestroError} from '../domain/errors.js';
import {createCall} from '../protocol/call.js';
import {type Health, health, productName} from '../protocol/health.js';
import {isSame, portOf, proveWith} from '../server/secrets.js';
import {readText} from '../system/files.js';
import type {Paths} from '../system/paths.js';

/** Milliseconds; a server on this machine answers in one or two. */
const healthTimeoutMs = 1500;

export type FoundServer = {
	/** Without a path. */
	readonly url: string;
	readonly health: Health;
	/** The operator's secret, where the server has proven that it holds the same. */
	readonly secret: string | undefined;
};

type Options = {
	/** `--server`. */
	readonly wanted?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	readonly fetch: typeof globalThis.fetch;
};

/**
The server of this MAESTRO_HOME, whichever one the environment names.
*/
export const findOwnServer = async (options: Pick<Options, 'paths' | 'fetch'>): Promise<FoundServer | undefined> => {
	const found = await findServer({...options, environment: {}});
	// A server of another kind is none that could be started twice.
	return found?.health.name === productName ? found : undefined;
};

/**
The server to talk to: the first candidate that answers `GET /health`. A server that was named (by flag or environment) is the
only candidate; `undefined` where none was named and none answers.
*/
export const findServer = async ({wanted, environment, paths, fetch}: Options): Promise<FoundServer | undefined> => {
	const named = wanted ?? environment.MAESTRO_SERVER_URL ?? environment.MAESTRO_API_URL;
	const secret = (await readText(paths.operatorSecret))?.trim();
	const candidates = named === undefined ? await usualPlaces(paths) : [originOf(named) ?? refuseUrl(named)];

	for (const url of candidates) {
		const found = await ask(url, secret, fetch);
		if (found !== undefined) {
			return found;
		}
	}

	if (wanted !== undefined) {
		throw new MaestroError(
			'server-missing',
			`No Maestro server answers at ${wanted}; check the address, or leave --server away`,
		);
	}

	// An address in the environment may be one that a restarted server has left; the file knows better.
	return named === undefined ? undefined : await findServer({environment: {}, paths, fetch});
};

const usualPlaces = async ({serverUrl}: Paths): Promise<ReadonlySet<string>> => {
	// A file that holds no address is passed over: the next server writes it anew.
	const written = originOf((await readText(serverUrl))?.trim() ?? '');
	return new Set([...(written === undefined ? [] : [written]), 'http://127.0.0.1:4567', 'http://127.0.0.1:2357']);
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

const ask = async (
	url: string,
	secret: string | undefined,
	fetch: typeof globalThis.fetch,
): Promise<FoundServer | undefined> => {
	const nonce = randomUUID();
	try {
		const call = createCall({baseUrl: url, secret: undefined, fetch, timeoutMs: healthTimeoutMs});
		const answer = await call(health, {query: {nonce}});
		if (answer.name !== productName) {
			return {url, health: answer, secret: undefined};
		}

		// Ours, but of another user or another MAESTRO_HOME: not for us, and our secret is not for it.
		const isProven =
			secret !== undefined && answer.proof !== undefined && isSame(answer.proof, proveWith(secret, nonce, portOf(url)));
		return isProven ? {url, health: answer, secret} : undefined;
	} catch (error) {
		if (error instanceof MaestroError) {
			return undefined;
		}

		throw error;
	}
};
