import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import {type LogEnd, logEnd, logPath} from '../../protocol/logs.js';
import {parseJson} from '../../protocol/read.js';
import {type LogSocketEnd, readLogSocket} from './log-socket.js';

/** Where logs are to be had, and as whom. */
export type LogPlace = {
	/** Without a path. */
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
};

/** Told when it changes. `open` says which run it is; while it is `lost` it is tried again. */
export type LogState =
	| {readonly state: 'open'; readonly run: string | undefined}
	| {readonly state: 'lost'; readonly reason: string};

export type LogFollowing = {
	/** Asked again for every connection: after a restart the server may be at another port. */
	readonly locate: () => Promise<LogPlace>;
	readonly mode: string;
	/** The task's id. */
	readonly task: string;
	/** The newest of the task in the mode unless given. */
	readonly run?: string | undefined;
	/** The first byte that is wanted; the first of all unless given. */
	readonly since?: number | undefined;
	/**
	Takes bytes of the output, the first of which is the byte `at` of it. No others come before what it answers has resolved, and only little
	is read ahead.
	*/
	readonly onBytes: (bytes: Uint8Array, at: number) => void | Promise<void>;
	readonly onState?: ((state: LogState) => void) | undefined;
	readonly signal: AbortSignal;
	readonly timing?: Partial<typeof usualTiming> | undefined;
};

const usualTiming = {
	firstRetryMs: 100,
	longestRetryMs: 2000,
	pingEveryMs: 15_000,
};

/**
Follows the output of a headless run, byte for byte without a gap or a repeat, over lost connections and restarts of the server. Resolves
with how the run ended once all of it was taken, or with nothing when the signal aborts. Rejects with the refusal of a server, and with
what `onBytes` throws.
*/
export const followLog = async ({
	locate,
	mode,
	task,
	run: wanted,
	since = 0,
	onBytes,
	onState = () => {},
	signal,
	timing: given = {},
}: LogFollowing): Promise<LogEnd | undefined> => {
	const timing = {...usualTiming, ...given};
	let at = since;
	let run = wanted;
	let isLost = false;
	let wasThere = false;
	let failures = 0;

	const readOnce = async (): Promise<LogSocketEnd> => {
		const {url, headers} = await locate();
		return await readLogSocket({
			address: addressOf(url, {mode, task, run, at}),
			headers,
			opened(sent) {
				// A newer one that begins meanwhile is another log.
				run ??= sent;
				wasThere = true;
				isLost = false;
				failures = 0;
				onState({state: 'open', run});
			},
			async take(bytes) {
				const from = at;
				at += bytes.length;
				await onBytes(bytes, from);
			},
			signal,
			pingEveryMs: timing.pingEveryMs,
		});
	};

	for (; !signal.aborted; failures += 1) {
		const end = await readOnce().catch(error => passing(error, wasThere));
		if (signal.aborted) {
			break;
		}

		if (end.kind === 'closed' && end.code === 1000) {
			return logEnd.parse(parseJson(end.reason) ?? {});
		}

		if (end.kind === 'closed' && end.code !== endOfServer) {
			throw new MaestroError('storage-failed', end.reason || `The server closed the log with code ${end.code}`);
		}

		if (!isLost) {
			isLost = true;
			onState({state: 'lost', reason: end.reason});
		}

		const waitMs = Math.min(timing.firstRetryMs * 1.5 ** failures, timing.longestRetryMs);
		await pause(waitMs, undefined, {signal}).catch(() => {});
	}

	return undefined;
};

const endOfServer = 1001;

type Wanted = {readonly mode: string; readonly task: string; readonly run: string | undefined; readonly at: number};

const addressOf = (server: string, {mode, task, run, at}: Wanted): URL => {
	const path = logPath.replace(':mode', encodeURIComponent(mode)).replace(':id', encodeURIComponent(task));
	const address = new URL(path, server.replace(/^http/, 'ws'));
	address.searchParams.set('since', String(at));
	if (run !== undefined) {
		address.searchParams.set('run', run);
	}

	return address;
};

/** What passes when the server is back. One that does not know the secret which ours has taken is another one at its port. */
const passing = (error: unknown, wasThere: boolean): LogSocketEnd => {
	const passes = ['server-missing', 'timed-out', ...(wasThere ? ['unauthorized'] : [])];
	if (error instanceof MaestroError && passes.includes(error.code)) {
		return {kind: 'lost', reason: error.message};
	}

	throw error;
};
