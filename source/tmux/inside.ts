import type {Environment} from './environment.js';

export type Surroundings = {
	readonly socket: string;
	readonly serverPid: number;
	/** `undefined` in a popup, which is no pane. */
	readonly paneId: string | undefined;
};

/**
Which tmux this terminal is in, if any. `TMUX` is `path,pid,session`, and the path may hold commas.
*/
export const insideOf = (environment: Environment): Surroundings | undefined => {
	const [, socket, pid] = /^(\/.*),(\d+),\d+$/s.exec(environment.TMUX ?? '') ?? [];
	return socket === undefined
		? undefined
		: {socket, serverPid: Number(pid), paneId: environment.TMUX_PANE || undefined};
};

/**
Tells the server of the tmux that this terminal is in from other processes; `undefined` where it is in none.
*/
export const serverIn = (environment: Environment): ((process: {readonly pid: number}) => boolean) | undefined => {
	const inside = insideOf(environment);
	return inside === undefined ? undefined : ({pid}) => pid === inside.serverPid;
};
