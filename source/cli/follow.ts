import {setTimeout as pause} from 'node:timers/promises';
import {watchSocket} from '../client/feeds/socket.js';
import {MaestroError} from '../domain/errors.js';
import type {MaestroEvent} from '../domain/event.js';
import type {Call} from '../protocol/call.js';
import {readFrame} from '../protocol/live.js';
import {subscribeTo} from '../protocol/watching.js';

/** A server to follow, and what opens its event channel. */
export type Followed = {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly call: Call;
};

export type Following = {
	/** Whose events may be news. */
	readonly sessionIds: readonly string[];
	/**
	Brings the caller up to date, and answers whether that was all it wanted. Called at once, after every new connection, after news,
	and now and then; never twice at the same time. Leaves off when the signal aborts.
	*/
	readonly catchUp: (call: Call, signal: AbortSignal) => Promise<boolean>;
	readonly isNews: (event: MaestroEvent) => boolean;
};

type Options = {
	/** Asked again for every connection: after a restart the server may be at another port. */
	readonly connect: () => Promise<Followed>;
	/** Tells a person that the server has gone, or is back. */
	readonly note: (line: string) => void;
	readonly signal: AbortSignal;
	readonly timing?: Partial<typeof usualTiming>;
};

const usualTiming = {
	firstRetryMs: 100,
	longestRetryMs: 2000,
	pingEveryMs: 30_000,
	pongWithinMs: 10_000,
	/** What a hold kept, or somebody else took and did not show, can be had again without any news of it. */
	catchUpEveryMs: 15_000,
};

/**
Stays up to date with a server over lost connections and restarts, until the caller has what it wanted or the signal aborts. Refuses
only where no server answers at the beginning, and where one refuses what it is asked. One that does not know the secret which ours has
taken is another one at the port of ours, which is waited for.
*/
export const follow = async (
	following: Following,
	{connect, note, signal, timing: given = {}}: Options,
): Promise<void> => {
	const timing = {...usualTiming, ...given};
	let wasThere = false;
	for (let failures = 0; !signal.aborted; failures++) {
		const progress = {
			opened() {
				wasThere = true;
			},
			caughtUp() {
				if (failures > 0) {
					note('the server is back');
				}

				failures = 0;
			},
		};
		const end = await followOnce(connect, {...following, ...progress, signal, timing}).catch(error =>
			passing(error, wasThere),
		);
		if (end === done || signal.aborted) {
			return;
		}

		if (!wasThere) {
			throw end instanceof MaestroError ? end : new MaestroError('server-missing', `Nothing can be followed: ${end}`);
		}

		if (failures === 0) {
			note(`${end instanceof MaestroError ? end.message : end}; waiting until it works again (Ctrl+C ends this)`);
		}

		const waitMs = Math.min(timing.firstRetryMs * 1.5 ** failures, timing.longestRetryMs);
		await pause(waitMs, undefined, {signal}).catch(() => {});
	}
};

/** What passes when a server is back, has its port for itself, or its disk has room again. */
const passing = (error: unknown, wasThere: boolean): MaestroError => {
	const passes = ['server-missing', 'timed-out', 'storage-failed', ...(wasThere ? ['unauthorized'] : [])];
	if (error instanceof MaestroError && passes.includes(error.code)) {
		return error;
	}

	throw error;
};

type Once = Following & {
	readonly opened: () => void;
	readonly caughtUp: () => void;
	readonly signal: AbortSignal;
	readonly timing: typeof usualTiming;
};

/** Follows over one connection; answers `done` when the caller has what it wanted, or else why the connection ended. */
const followOnce = async (
	connect: () => Promise<Followed>,
	{sessionIds, catchUp, isNews, opened, caughtUp, signal, timing}: Once,
): Promise<string> => {
	const {url, headers, call} = await connect();
	const ended = new AbortController();
	const isOver = AbortSignal.any([signal, ended.signal]);
	const looker = createLooker(async () => {
		const isDone = await catchUp(call, isOver);
		caughtUp();
		return isDone;
	}, ended);

	const {WebSocket} = await import('ws');
	const socket = new WebSocket(new URL('/ws', url.replace(/^http/, 'ws')), {headers, handshakeTimeout: 10_000});
	socket.on('unexpected-response', (_, {statusCode}) => {
		ended.abort(refused(url, statusCode));
	});
	const nowAndThen = setInterval(looker.look, timing.catchUpEveryMs);
	const why = await watchSocket({
		socket,
		take(text) {
			// A frame that cannot be read may have been news.
			if (readFrame(text).some(event => event === undefined || isNews(event))) {
				looker.look();
			}
		},
		opened() {
			opened();
			socket.send(subscribeTo({sessionIds}));
			looker.look();
		},
		ended: isOver,
		...timing,
	});
	clearInterval(nowAndThen);
	// What has been printed is still to be confirmed.
	await looker.settled();
	if (ended.signal.aborted && ended.signal.reason !== done) {
		throw ended.signal.reason;
	}

	return ended.signal.aborted ? done : why;
};

const done = 'done';

/** Looks until nothing was asked meanwhile, one look at a time; ends with the first that is all that was wanted, or fails. */
const createLooker = (catchUp: () => Promise<boolean>, ended: AbortController) => {
	let isAsked = false;
	let looking: Promise<void> | undefined;

	const lookUntilSeen = async () => {
		try {
			while (isAsked && !ended.signal.aborted) {
				isAsked = false;
				if (await catchUp()) {
					ended.abort(done);
				}
			}
		} catch (error) {
			ended.abort(error);
		}

		// At once: what is asked for after the last look begins another one.
		looking = undefined;
	};

	return {
		look() {
			isAsked = true;
			looking ??= lookUntilSeen();
		},
		settled: async () => looking,
	};
};

const refused = (url: string, status: number | undefined): MaestroError => {
	const code = status === 401 ? 'unauthorized' : status === 403 ? 'not-allowed' : 'server-missing';
	return new MaestroError(
		code,
		`The server at ${url} refused to open its event channel (${status}): it does not take this secret, or is none of ours`,
	);
};
