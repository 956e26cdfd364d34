import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import type {WindowOrder} from '../../domain/window-order.js';
import type {Call, Fetch} from '../../protocol/call.js';
import {credentialHeaders, type ServerKind} from '../../protocol/credentials.js';
import {callTo} from '../../protocol/desktop/call-to.js';
import {type Access, LockedError} from '../../protocol/desktop/login.js';
import {desktopCapabilities, desktopName, type Health} from '../../protocol/health.js';
import type {ClientEvent} from '../event.js';
import type {DesktopTiming} from './desktop/timing.js';
import {keepOurs} from './keep-ours.js';
import type {Sight} from './keeper.js';
import type {LogPlace} from './log-stream.js';
import {createPace, type Pace} from './pace.js';
import {watchSocket} from './socket.js';

/** Where a server is, and what it said of itself. */
export type Located = {
	readonly kind: ServerKind;
	/** Without a path. */
	readonly url: string;
	readonly secret: string | undefined;
	readonly health: Health;
	/** How we were let in, where the server may ask for a password. */
	readonly access?: Access | undefined;
};

export type Timing = {
	readonly firstRetryMs: number;
	readonly longestRetryMs: number;
	readonly pingEveryMs: number;
	readonly pongWithinMs: number;
	/** Between one whole snapshot and the next, whatever a server sends. */
	readonly betweenSnapshotsMs: number;
	readonly drawEveryMs: number;
	/** Of a server of the desktop product; the usual one unless given. */
	readonly desktop?: DesktopTiming | undefined;
};

const usualTiming: Timing = {
	firstRetryMs: 250,
	longestRetryMs: 10_000,
	pingEveryMs: 30_000,
	pongWithinMs: 10_000,
	betweenSnapshotsMs: 1000,
	drawEveryMs: 100,
};

type Options = {
	/** Asked again for every connection: after a restart the server may be at another port. */
	readonly locate: () => Promise<Located>;
	readonly send: (...events: readonly ClientEvent[]) => void;
	readonly fetch: Fetch;
	readonly clock: () => number;
	/** A number in 0…1. */
	readonly random: () => number;
	readonly timing?: Timing | undefined;
	/** Is handed what a server asks of whoever opens its windows. */
	readonly order?: ((order: WindowOrder) => void) | undefined;
	/** Somebody looks all the time unless given. */
	readonly sight?: Sight | undefined;
};

type ServerFeed = {
	/** Calls the server that the feed is connected to; without one it refuses as `server-missing`, with the reason. */
	readonly call: Call;
	/** Where the server is that the feed is connected to, and as whom it is spoken to; refuses as `call` does. */
	readonly place: () => Promise<LogPlace>;
	/** Fetches everything again, or tries to connect at once. */
	readonly refresh: () => void;
	/** Lets go of the connection, and looks for a server at once. */
	readonly reconnect: () => void;
	/** Keeps the state as the server says it is, over lost connections and restarts, until the signal aborts. */
	readonly follow: (signal: AbortSignal) => Promise<void>;
};

type Connection = {
	readonly call: Call;
	readonly place: LogPlace;
	readonly synchronise: () => void;
	readonly end: () => void;
};

export const createServerFeed = ({
	locate,
	send,
	fetch,
	clock,
	random,
	timing = usualTiming,
	order = () => {},
	sight = alwaysSeen,
}: Options): ServerFeed => {
	let connection: Connection | undefined;
	let reason = 'it has not answered yet';
	let wake = new AbortController();
	let toldOf: string | undefined;

	/** Resolves with why it ended; what cannot be connected to is thrown. */
	const connect = async (pace: Pace, signal: AbortSignal, established: () => void): Promise<string> => {
		const located = await beforeAbort(locate(), signal);
		const {kind, url, secret, health, access} = located;
		const ended = new AbortController();
		const isOver = AbortSignal.any([signal, ended.signal]);
		const call = callTo({kind, baseUrl: url, secret, fetch});
		const headers = credentialHeaders({kind, secret});
		const capabilities = kind === 'desktop' ? desktopCapabilities : (health.capabilities ?? []);
		const name = health.name ?? desktopName;
		const info = {url, name, version: health.version, capabilities, since: clock(), access};
		const keep = kind === 'desktop' ? (await import('./desktop/keep-desktop.js')).keepDesktop : keepOurs;
		const keeper = keep({
			...{located, call, fetch, capabilities, timing, pace, order, sight, isOver},
			failed: error => ended.abort(error),
			show(snapshot, ...since) {
				connection = {
					...{call, place: {url, headers}, synchronise: keeper.synchronise},
					end: () => ended.abort(left),
				};
				pace.flush({event: 'connection:open', data: info}, {event: 'snapshot', data: snapshot}, ...since);
				established();
			},
			leftOut(text = '') {
				// What cannot be read is told once, and not with every look that lacks it.
				if (text !== '' && text !== toldOf) {
					pace.flush({event: 'notice', data: {tone: 'error', text}});
				}

				toldOf = text;
			},
		});

		const {WebSocket} = await import('ws');
		const socket = new WebSocket(new URL('/ws', url.replace(/^http/, 'ws')), {headers, handshakeTimeout: 10_000});
		const why = await watchSocket({
			...{socket, take: keeper.take, ping: keeper.ping, ended: isOver},
			opened() {
				if (keeper.greeting !== undefined) {
					socket.send(keeper.greeting);
				}

				keeper.synchronise();
			},
			...timing,
		});
		if (ended.signal.aborted) {
			throw ended.signal.reason;
		}

		// A snapshot that is still on its way belongs to a connection that is gone.
		ended.abort();
		return why;
	};

	const connected = (): Connection => {
		if (connection === undefined) {
			throw new MaestroError('server-missing', `Not connected to a server: ${reason}; the app goes on trying`);
		}

		return connection;
	};

	return {
		call: async (endpoint, request) => await connected().call(endpoint, request),

		place: async () => connected().place,

		refresh() {
			if (connection === undefined) {
				wake.abort();
			} else {
				connection.synchronise();
			}
		},

		reconnect() {
			wake.abort();
			connection?.end();
		},

		async follow(signal) {
			const pace = createPace({send, everyMs: timing.drawEveryMs});
			let failures = 0;
			while (!signal.aborted) {
				wake = new AbortController();
				const why = await connect(pace, signal, () => {
					failures = 0;
				}).catch(whyNot);
				reason = typeof why === 'string' ? why : why.reason;
				connection = undefined;
				if (!signal.aborted) {
					pace.flush(
						typeof why === 'string'
							? {event: 'connection:lost', data: {reason, at: clock()}}
							: {event: 'connection:locked', data: {url: why.url, reason, at: clock()}},
					);
					const longest = Math.min(timing.firstRetryMs * 2 ** failures, timing.longestRetryMs);
					failures += 1;
					// Up to half of it at random, so that many screens do not come back at the same moment.
					const waitMs = longest * (0.5 + random() / 2);
					await pause(waitMs, undefined, {signal: AbortSignal.any([signal, wake.signal])}).catch(() => {});
				}
			}

			pace.stop();
		},
	};
};

const alwaysSeen: Sight = {isSeen: () => true, subscribe: () => () => {}};

const left = new MaestroError('server-missing', 'the connection was let go to begin anew');

/** Why there is no connection; the refusal itself where all that is missing is a login. */
const whyNot = (error: unknown): string | LockedError => {
	if (error instanceof LockedError) {
		return error;
	}

	if (error instanceof MaestroError) {
		return error.message;
	}

	throw error;
};

/** A search for a server may take as long as it takes; whoever leaves does not wait for it. */
const beforeAbort = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
	await new Promise((resolve, reject) => {
		signal.addEventListener('abort', () => reject(new MaestroError('server-missing', 'stopped')), {once: true});
		work.then(resolve, reject);
	});
