import path from 'node:path';
import type {Environment} from './environment.js';

/**
The session of zellij that this terminal is in, if any. A session that was renamed goes by its old name here.
*/
export const insideOf = ({ZELLIJ, ZELLIJ_SESSION_NAME}: Environment): string | undefined =>
	ZELLIJ === undefined ? undefined : ZELLIJ_SESSION_NAME || undefined;

/**
Tells the server of the zellij that this terminal is in from other processes; `undefined` where it is in none.
*/
export const serverIn = (environment: Environment): ((process: {readonly program: string}) => boolean) | undefined =>
	insideOf(environment) === undefined ? undefined : ({program}) => path.basename(program) === 'zellij';
