import type {Permission} from './permission.js';
import type {TaskStatus} from './task.js';

/**
Where a run's window is. `address` tells one multiplexer server from another (for tmux the absolute socket path);
`windowId` and `paneId` are valid only there.
*/
export type WindowPlace = {
	readonly multiplexer: string;
	readonly address: string;
	readonly session: string;
	readonly windowId: string;
	readonly paneId: string;
	readonly key: string;
};

/**
What happens once a run has ended by itself.
*/
export type AtEnd = {
	/** The window is closed; its last screen goes with it. */
	readonly closesWindow?: boolean | undefined;
	/** What the task becomes when the run ended well, with exit code 0. */
	readonly taskStatus?: TaskStatus | undefined;
};

/**
What a headless run may use. Zero is no limit.
*/
export type Limits = {
	readonly minutes: number;
	/** Bytes of output. */
	readonly outputBytes: number;
};

/**
A task dispatched in a mode. Times are integer milliseconds. `exitCode` and `signal` are there once the run has ended and
somebody saw how; a run that ended unseen has neither.
*/
export type Run = {
	readonly id: string;
	readonly taskId: string;
	readonly mode: string;
	readonly agent: string;
	readonly isHeadless: boolean;
	readonly startedAt: number;
	/** Where it was started: an absolute path. Runs of 0.1.0 have none: it was the project's folder. */
	readonly directory?: string | undefined;
	readonly permission?: Permission | undefined;
	/** What the operator gave it besides: for starting it again in the same way. */
	readonly extras?: readonly string[] | undefined;
	readonly words?: string | undefined;
	readonly limits?: Limits | undefined;
	readonly atEnd?: AtEnd | undefined;
	readonly window?: WindowPlace | undefined;
	readonly endedAt?: number | undefined;
	readonly exitCode?: number | undefined;
	readonly signal?: number | undefined;
	/** Why it ended, where somebody asked for it: `stopped by operator`. */
	readonly reason?: string | undefined;
};

/**
The name that a window shows. For people only: `T-1-a` + `b` and `T-1` + `a-b` share one, so nothing may be read back from it.
*/
export const windowName = (taskId: string, mode: string): string => `${taskId}-${mode}`;
