import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import {type Call, createCall, type Fetch} from '../../protocol/call.js';
import type {ServerKind} from '../../protocol/credentials.js';
import type {Health} from '../../protocol/health.js';
import {readFrame} from '../../protocol/live.js';
import type {ClientEvent} from '../event.js';
import type {LogPlace} from './log-stream.js';
import {createPace, type Pace} from './pace.js';
import {fetchSnapshot} from './snapshot.js';
import {watchSocket} from './socket.js';

/** Where a server is, and what it said of itself. */
export type Located = {
	readonly kind: ServerKind;
	/** Without a path. */
	readonly url: string;
	readonly secret: string | undefined;
	readonly health: Health;
};

export type Timing = {
	readonly firstRetryMs: number;
	readonly longestRetryMs: number;
	readonly pingEveryMs: number;
	readonly pongWithinMs: number;
	/** Between one whole snapshot and the next, whatever a server sends. */
	readonly betweenSnapshotsMs: number;
	readonly drawEveryMs: number;
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
};

type ServerFeed = {
	/** Calls the server that the feed is connected to; without one it refuses as `server-missing`, with the reason. */
	readonly call: Call;
	/** Where the server is that the feed is connected to, and as whom it is spoken to; refuses as `call` does. */
	readonly place: () => Promise<LogPlace>;
	/** Fetches everything again, or tries to connect at once. */
	readonly refresh: () => void;
	/** Keeps the state as the server says it is, over lost connections and restarts, until the signal aborts. */
	readonly follow: (signal: AbortSignal) => Promise<void>;
};

type Connection = {
	readonly call: Call;
	readonly place: LogPlace;
	readonly synchronise: () => void;
};

export const createServerFeed = ({locate, send, fetch, clock, random, timing = usualTiming}: Options): ServerFeed => {
	let connection: Connection | undefined;
	let reason = 'it has not answered yet';
	let wake = new AbortController();
	let toldOf: string | undefined;

	/** Resolves with why it ended; what cannot be connected to is thrown. */
	const connect = async (pace: Pace, signal: AbortSignal, established: () => void): Promise<string> => {
		const {url, secret, health} = await beforeAbort(locate(), signal);
		const ended = new AbortController();
		const isOver = AbortSignal.any([signal, ended.signal]);
		const call = createCall({baseUrl: url, secret, fetch});
		const headers: LogPlace['headers'] = secret === undefined ? {} : {authorization: `Bearer ${secret}`};
		const capabilities = health.capabilities ?? [];
		const name = health.name ?? 'Maestro';
		const info = {url, name, version: health.version, capabilities, since: clock()};

		// Events that come while a snapshot is on its way may be newer than it, so they are kept and applied on top of it.
		let kept: MaestroEvent[] | undefined = [];
		let isTorn = false;
		let isSynchronising = false;

		const synchronise = async (): Promise<void> => {
			isSynchronising = true;
			do {
				isTorn = false;
				kept = [];
				const {snapshot, leftOut} = await fetchSnapshot(call, capabilities, isOver);
				if (isOver.aborted) {
					return;
				}

				connection = {call, place: {url, headers}, synchronise: retry};
				pace.flush(
					{event: 'connection:open', data: info},
					{event: 'snapshot', data: snapshot},
					...kept,
					...noticeOf(leftOut, toldOf),
				);
				toldOf = leftOut;
				kept = undefined;
				established();
				await pause(timing.betweenSnapshotsMs, undefined, {signal: isOver}).catch(() => {});
			} while (isTorn && !isOver.aborted);

			isSynchronising = false;
		};

		const retry = (): void => {
			isTorn = true;
			if (!isSynchronising) {
				synchronise().catch((error: unknown) => ended.abort(error));
			}
		};

		const take = (text: string): void => {
			for (const event of readFrame(text)) {
				if (event === undefined) {
					retry();
				} else if (kept === undefined) {
					pace.add(event);
				} else {
					kept.push(event);
				}
			}
		};

		const {WebSocket} = await import('ws');
		const socket = new WebSocket(new URL('/ws', url.replace(/^http/, 'ws')), {headers, handshakeTimeout: 10_000});
		const why = await watchSocket({socket, take, opened: retry, ended: isOver, ...timing});
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

		async follow(signal) {
			const pace = createPace({send, everyMs: timing.drawEveryMs});
			let failures = 0;
			while (!signal.aborted) {
				wake = new AbortController();
				reason = await connect(pace, signal, () => {
					failures = 0;
				}).catch(whyNot);
				connection = undefined;
				if (!signal.aborted) {
					pace.flush({event: 'connection:lost', data: {reason, at: clock()}});
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

/** What cannot be read is told once, and not with every snapshot that lacks it. */
const noticeOf = (leftOut: string | undefined, toldOf: string | undefined): readonly ClientEvent[] =>
	leftOut === undefined || leftOut === toldOf ? [] : [{event: 'notice', data: {tone: 'error', text: leftOut}}];

const whyNot = (error: unknown): string => {
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
