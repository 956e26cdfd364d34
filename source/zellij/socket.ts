import path from 'node:path';
import {userId} from '../system/user.js';
import type {Environment} from './environment.js';

/** The folder of all versions that speak with one another, from 0.44 on. */
const contract = 'contract_version_1';

/**
The absolute path of the socket of a session, which is a server of its own: where zellij itself looks for it.
*/
export const socketOf = (session: string, environment: Environment): string => {
	const {ZELLIJ_SOCKET_DIR: chosen, XDG_RUNTIME_DIR: runtime, TMPDIR: temporary} = environment;
	const folder = chosen || (runtime?.startsWith('/') ? path.join(runtime, 'zellij') : undefined);
	return path.resolve(folder ?? path.join(temporary || '/tmp', `zellij-${userId()}`), contract, session);
};

/** The folder to name in `ZELLIJ_SOCKET_DIR` for a socket to be found. */
export const folderOf = (socket: string): string => path.dirname(path.dirname(socket));
