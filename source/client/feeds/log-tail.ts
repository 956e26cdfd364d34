import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import {getLog, readLog} from '../../protocol/logs.js';
import {tailTarget} from '../select/log-tail.js';
import type {State} from '../state/index.js';
import {type TailTarget, tailBytes} from '../state/log-tail.js';
import type {LogFeedOptions} from './log.js';
import {createGrowth} from './log-growth.js';
import {followLog} from './log-stream.js';
import {when} from './when.js';

type Options = Omit<LogFeedOptions, 'clock' | 'timesEveryMs'> & {
	/** How long a session is selected before its log is asked for. */
	readonly quietMs: number;
};

/**
Reads the end of the log of the selected session, and follows it, while it is on the screen; whoever only walks through the list asks
for none.
*/
export const followLogTail = async (options: Options): Promise<void> => {
	const {store, quietMs, signal} = options;
	while (!signal.aborted) {
		const target = await when(store, tailTarget, signal);
		if (target === undefined) {
			return;
		}

		const left = new AbortController();
		const unsubscribe = store.subscribe(() => {
			if (tailTarget(store.get()) !== target) {
				left.abort();
			}
		});
		const isOver = AbortSignal.any([signal, left.signal]);
		await pause(quietMs, undefined, {signal: isOver}).catch(() => {});
		await follow(target, {...options, signal: isOver});
		await when(store, () => undefined, isOver);
		unsubscribe();
	}
};

const isConnected = ({connection}: State): true | undefined => (connection.phase === 'open' ? true : undefined);

const isCut = (state: State): true | undefined => (isConnected(state) === undefined ? true : undefined);

/** Resolves when the run has ended, or what is refused will be refused again. */
const follow = async (target: TailTarget, options: Options): Promise<void> => {
	const {store, signal} = options;
	while (!signal.aborted) {
		await when(store, isConnected, signal);
		try {
			await followOnce(target, options);
			return;
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			if (signal.aborted) {
				return;
			}

			if (error.code !== 'server-missing') {
				store.send({event: 'tail:unknown', data: {runId: target.runId, reason: error.message}});
				return;
			}

			await when(store, isCut, signal);
		}
	}
};

const followOnce = async (
	{runId, mode, taskId}: TailTarget,
	{store, call, place, outputReaderFor, drawEveryMs, signal}: Options,
): Promise<void> => {
	if (signal.aborted) {
		return;
	}

	const params = {id: runId};
	const {agent, size} = await call(getLog, {params, signal});
	const from = Math.max(0, size - tailBytes);
	const read = await call(readLog, {params, query: {from, bytes: tailBytes}, signal});
	const piece = {from, bytes: Buffer.from(read.bytes, 'base64')};
	store.send({event: 'tail:known', data: {runId, piece, readOutput: outputReaderFor(agent)}});

	const growth = createGrowth({
		send: more => store.send({event: 'tail:grew', data: {runId, piece: more}}),
		everyMs: drawEveryMs,
		most: tailBytes,
	});
	try {
		const since = from + piece.bytes.length;
		const end = await followLog({
			...{locate: place, mode, task: taskId, run: runId, since, signal},
			onBytes: growth.add,
		});
		growth.flush();
		if (end !== undefined) {
			store.send({event: 'tail:ended', data: {runId}});
		}
	} finally {
		growth.stop();
	}
};
