import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import type {OutputReader} from '../../domain/output.js';
import type {Call} from '../../protocol/call.js';
import {getLog, readLog} from '../../protocol/logs.js';
import {wantedPart} from '../select/log-wanted.js';
import type {State} from '../state/index.js';
import type {Store} from '../store.js';
import {createGrowth} from './log-growth.js';
import {searchLog} from './log-search.js';
import {followLog, type LogPlace} from './log-stream.js';
import {when} from './when.js';

export type LogFeedOptions = {
	readonly store: Store;
	readonly call: Call;
	readonly place: () => Promise<LogPlace>;
	/** Makes lines for people of what an agent prints for programs. */
	readonly outputReaderFor: (agent: string) => OutputReader | undefined;
	readonly clock: () => number;
	readonly drawEveryMs: number;
	/** How often the times of a log that grows are asked for. */
	readonly timesEveryMs: number;
	readonly signal: AbortSignal;
};

/** Bytes of growth that wait to be drawn. */
const mostWaiting = 256 * 1024;

/**
Reads what is looked at of the log that is open, and follows it, until the signal aborts. While none is open nothing is done, and of a log
no more is fetched than is looked at, and what it grows by.
*/
export const followLogScreen = async (options: LogFeedOptions): Promise<void> => {
	const {store, signal} = options;
	const isOpen = ({screen}: State): string | undefined => screen.log?.runId;
	while (!signal.aborted) {
		const runId = await when(store, isOpen, signal);
		if (runId === undefined) {
			return;
		}

		const closed = new AbortController();
		const unsubscribe = store.subscribe(() => {
			if (isOpen(store.get()) !== runId) {
				closed.abort();
			}
		});
		await followOne(runId, {...options, signal: AbortSignal.any([signal, closed.signal])}).finally(unsubscribe);
	}
};

const followOne = async (runId: string, options: LogFeedOptions): Promise<void> => {
	const {store, call, signal} = options;
	const lookUp = async () => learn(runId, options);

	let size = await lookUp();
	while (size === undefined && !signal.aborted) {
		// Whatever was wrong, with the next connection it may be right.
		await when(
			store,
			({log, connection}) => (log?.problem === undefined && connection.phase === 'open') || undefined,
			signal,
		);
		size = await lookUp();
	}

	if (size !== undefined) {
		const ended = new AbortController();
		const isOver = AbortSignal.any([signal, ended.signal]);
		await Promise.all([
			readParts(runId, options),
			searchLog({runId, store, call, signal}),
			keepTimes(runId, {...options, signal: isOver}),
			stream(runId, size, options).finally(() => ended.abort()),
		]);
	}
};

/** Asks what is known of a log, and answers its size; with nothing where that failed. */
const learn = async (
	runId: string,
	{store, call, outputReaderFor, signal}: LogFeedOptions,
): Promise<number | undefined> => {
	const known = await telling(runId, store, signal, async () => call(getLog, {params: {id: runId}, signal}));
	if (known === undefined) {
		return undefined;
	}

	const {agent, size, startedAt, endedAt, marks} = known;
	const facts = {startedAt, endedAt, marks, readOutput: outputReaderFor(agent)};
	store.send({event: 'log:known', data: {runId, size, facts}});
	return size;
};

/** What was asked for; where that is refused, the screen says why. */
const telling = async <T>(
	runId: string,
	store: Store,
	signal: AbortSignal,
	ask: () => Promise<T>,
): Promise<T | undefined> => {
	try {
		const answer = await ask();
		return signal.aborted ? undefined : answer;
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		if (!signal.aborted) {
			store.send({event: 'log:failed', data: {runId, reason: error.message}});
		}

		return undefined;
	}
};

const readParts = async (runId: string, {store, call, signal}: LogFeedOptions): Promise<void> => {
	for (;;) {
		const part = await when(store, wantedPart, signal);
		if (part === undefined) {
			return;
		}

		const read = await telling(runId, store, signal, async () =>
			call(readLog, {params: {id: runId}, query: part, signal}),
		);
		if (read !== undefined) {
			const piece = {from: read.from, bytes: Buffer.from(read.bytes, 'base64')};
			store.send(
				piece.bytes.length === 0
					? {event: 'log:failed', data: {runId, reason: `It has no ${part.from + 1}. byte any more`}}
					: {event: 'log:read', data: {runId, piece, size: read.size}},
			);
		}
	}
};

/** Follows a log from a byte on until its run has ended. */
const stream = async (runId: string, since: number, options: LogFeedOptions): Promise<void> => {
	const {store, place, clock, drawEveryMs, signal} = options;
	const {screen, sessions} = store.get();
	const run = sessions.get(screen.log?.sessionId ?? '')?.run;
	if (run === undefined) {
		store.send({event: 'log:failed', data: {runId, reason: 'Its session is not there any more'}});
		return;
	}

	const growth = createGrowth({
		send: piece => store.send({event: 'log:grew', data: {runId, piece}}),
		everyMs: drawEveryMs,
		most: mostWaiting,
	});
	const end = await telling(runId, store, signal, async () =>
		followLog({
			...{locate: place, mode: run.mode, task: run.taskId, run: runId, since, signal},
			onBytes: growth.add,
			onState(state) {
				growth.flush();
				store.send(
					state.state === 'open'
						? {event: 'log:live', data: {runId}}
						: {event: 'log:cut', data: {runId, at: clock(), reason: state.reason}},
				);
			},
		}),
	);
	growth.flush();
	growth.stop();
	if (end !== undefined) {
		await learn(runId, options);
		store.send({event: 'log:ended', data: {runId, end}});
	}
};

/** Asks for the times of what was printed since, as long as something is. */
const keepTimes = async (runId: string, options: LogFeedOptions): Promise<void> => {
	const {store, timesEveryMs, signal} = options;
	for (let size = store.get().log?.size ?? 0; !signal.aborted; ) {
		const known = size;
		await when(
			store,
			({log, connection}) => (connection.phase === 'open' && (log?.size ?? 0) > known) || undefined,
			signal,
		);
		await pause(timesEveryMs, undefined, {signal}).catch(() => {});
		if (!signal.aborted) {
			size = (await learn(runId, options)) ?? known;
		}
	}
};
