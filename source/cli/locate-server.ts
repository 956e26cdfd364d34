import {MaestroError} from '../domain/errors.js';
import {fetchText} from '../system/fetch-text.js';
import type {Paths} from '../system/paths.js';
import {build} from './build.js';
import {type FoundServer, findOwnServer, findServer} from './find-server.js';

type Options = {
	/** `--server`. */
	readonly wanted: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	/** Why none is to be started; nothing where one may be. */
	readonly whyNotStart: () => string | undefined;
	/** Is called when there is none, and one is started. */
	readonly starting: () => void;
};

/**
Finds the server for the screen; where none runs, starts one in the background, or says why it does not.
*/
export const createLocate =
	({wanted, environment, paths, whyNotStart, starting}: Options) =>
	async (): Promise<FoundServer> => {
		const found = await findServer({wanted, environment, paths, fetch: fetchText});
		if (found !== undefined) {
			return found;
		}

		const reason = whyNotStart();
		if (reason !== undefined) {
			throw new MaestroError(
				'server-missing',
				`No server runs, and ${reason} starts none; start one with: maestro server start`,
			);
		}

		starting();
		const {startServer} = await import('./start-server.js');
		const find = async () => findOwnServer({paths, fetch: fetchText});
		return startServer({find, command: [process.execPath, build.door, 'server', 'run'], environment, paths});
	};
