import type {Run, WindowPlace} from '../../domain/run.js';
import type {OpenOrder} from '../../domain/window-order.js';
import {readOwn} from '../../system/read-own.js';

/**
What is kept of a session that a window was opened for, from before it is opened. Without `window` it is about to be; what it is started
with lies beside it until then.
*/
export type SpawnRecord = Pick<
	OpenOrder,
	'kind' | 'sessionId' | 'at' | 'projectId' | 'taskId' | 'name' | 'mode' | 'agent' | 'command'
> & {
	/** Of this order: a session that is resumed has another one. */
	readonly runId: string;
	readonly directory: string;
	/** Milliseconds. */
	readonly claimedAt: number;
	readonly target: Pick<WindowPlace, 'multiplexer' | 'address' | 'session'>;
	/** Where the window of its former run was. */
	readonly former?: SpawnRecord['target'] | undefined;
	readonly window?: Pick<WindowPlace, 'windowId' | 'paneId' | 'key'> | undefined;
	/** When its program was seen to have ended. */
	readonly endedAt?: number | undefined;
	readonly exitCode?: number | undefined;
	readonly signal?: number | undefined;
	/** The server knows that it has ended. */
	readonly isReported: boolean;
	/** Its window is not there any more. */
	readonly isClosed: boolean;
};

const texts = ['kind', 'sessionId', 'runId', 'name', 'mode', 'agent', 'directory'] as const;
const numbers = ['at', 'claimedAt'] as const;

/** Reads a record; `undefined` where the file is none. */
export const readRecord = (text: string): SpawnRecord | undefined =>
	readOwn<SpawnRecord>(text, {
		texts,
		numbers,
		isOurs: value => Array.isArray(Reflect.get(value, 'command')) && typeof Reflect.get(value, 'target') === 'object',
	});

/** What is known of it, as of any other run. */
export const runOf = ({
	runId,
	taskId,
	mode,
	agent,
	claimedAt,
	directory,
	target,
	window,
	...rest
}: SpawnRecord): Run => ({
	...{id: runId, taskId: taskId ?? '', mode, agent, isHeadless: false, startedAt: claimedAt, directory},
	window: window === undefined || rest.isClosed ? undefined : {...target, ...window},
	...{endedAt: rest.endedAt, exitCode: rest.exitCode, signal: rest.signal},
});

/** Nothing is left to be seen or done of it. */
export const isOver = ({endedAt, isReported, isClosed}: SpawnRecord): boolean =>
	endedAt !== undefined && isReported && isClosed;

/** Between the stamps of one and the same order to two clients, and between a resume and the next one that a person asks for. */
const repeatedWithinMs = 2000;
/** A clock that was set back by more makes a new order of it. */
const lateByMs = 60_000;

/** Whether an order has been taken already. A session is new only once. */
export const isRepeat = (
	{kind, at}: Pick<OpenOrder, 'kind' | 'at'>,
	known: Pick<SpawnRecord, 'kind' | 'at'>,
): boolean =>
	kind === 'spawn' || (known.kind === 'resume' && at - known.at < repeatedWithinMs && known.at - at < lateByMs);
