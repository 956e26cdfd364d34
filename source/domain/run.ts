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
