import {MaestroError} from '../domain/errors.js';
import type {Fetch} from '../protocol/call.js';
import {LockedError} from '../protocol/desktop/login.js';
import {createFetchText} from '../system/fetch-text.js';
import {readText} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import {createLogins} from './logins.js';
import {type FoundServer, type Probe, probeServer} from './probe-server.js';
import {type Place, serverPlaces} from './server-places.js';

export type {FoundServer} from './probe-server.js';

type Options = {
	/** `--server`. */
	readonly wanted?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	/** Given by tests alone. */
	readonly fetch?: Fetch | undefined;
	/** Whose server it is, where a session looks that need not be able to read the operator's secret: one that takes its own. */
	readonly session?: {readonly id: string; readonly token: string} | undefined;
};

/** Whatever is at an address, it does not fill the memory: the longest answer that is asked for is a session. */
export const fetchBounded = createFetchText({longest: 8 * 1024 * 1024});

/**
The server of this MAESTRO_HOME, whichever one the environment names.
*/
export const findOwnServer = async ({
	paths,
	fetch = fetchBounded,
}: Pick<Options, 'paths' | 'fetch'>): Promise<FoundServer | undefined> => {
	const secret = (await readText(paths.operatorSecret))?.trim();
	for (const {origin} of await serverPlaces({environment: {}, paths, isSession: false})) {
		const probe = await probeServer(origin, {secret, session: undefined, tokens: async () => [], fetch});
		if (probe.kind === 'found' && probe.server.kind === 'ours') {
			return probe.server;
		}
	}

	return undefined;
};

/**
The server to talk to: the first one that answers `GET /health` and lets us in. A server that was named by a flag is the only one that is
asked, and refused where it is none. One that wants a password first is refused as a `LockedError`. `undefined` where none answers.
*/
export const findServer = async ({
	wanted,
	environment,
	paths,
	fetch = fetchBounded,
	session,
}: Options): Promise<FoundServer | undefined> => {
	const places = await serverPlaces({wanted, environment, paths, isSession: session !== undefined});
	const secret = session?.token ?? (await readText(paths.operatorSecret))?.trim();
	const logins = createLogins({folder: paths.logins, clock: Date.now});

	let refusal: MaestroError | undefined;
	for (const place of places) {
		const {origin} = place;
		const tokens = async (): Promise<readonly string[]> => {
			const kept = await logins.tokenFor(origin);
			return [place.token, kept?.token].filter(token => token !== undefined);
		};
		const probe = await probeServer(origin, {secret, session, tokens, fetch});
		if (probe.kind === 'found') {
			return probe.server;
		}

		const why = refusalOf(probe, place, wanted !== undefined);
		if (why instanceof LockedError) {
			throw why;
		}

		refusal ??= why;
	}

	if (refusal !== undefined) {
		throw refusal;
	}

	return undefined;
};

/** Why what is at a place is not the server; nothing where it is passed over. */
const refusalOf = (probe: Probe, {origin, isNamed}: Place, isOnly: boolean): MaestroError | undefined => {
	switch (probe.kind) {
		case 'refused': {
			return probe.error;
		}

		// An address in the environment may be one that a restarted server has left to something else.
		case 'stranger': {
			return isOnly || (isNamed && probe.isLike)
				? new MaestroError('server-missing', `No Maestro server for us answers at ${origin}: ${probe.why}`)
				: undefined;
		}

		case 'silent': {
			return isOnly
				? new MaestroError(
						'server-missing',
						`No Maestro server answers at ${origin}${probe.why === undefined ? '' : ` (${probe.why})`}; check the address, or leave --server away`,
					)
				: undefined;
		}

		default: {
			return undefined;
		}
	}
};
