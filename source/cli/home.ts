import {homedir} from 'node:os';
import path from 'node:path';
import {type Paths, pathsUnder} from '../system/paths.js';

/**
Where everything lies: under MAESTRO_HOME, `~/.maestro` unless given.
*/
export const pathsOf = (environment: Readonly<Record<string, string | undefined>>): Paths => {
	const home = environment.MAESTRO_HOME;
	return pathsUnder(home === undefined || home === '' ? path.join(homedir(), '.maestro') : path.resolve(home));
};
