import {MaestroError} from '../domain/errors.js';
import {LockedError} from '../protocol/desktop/login.js';
import type {Paths} from '../system/paths.js';
import {build} from './build.js';
import {refuseBesideDesktop} from './desktop-guard.js';
import {type FoundServer, findOwnServer, findServer} from './find-server.js';

type Environment = Readonly<Record<string, string | undefined>>;

type Options = {
	/** `--server`. */
	readonly wanted: string | undefined;
	/** In which the server is looked for: as it was given, with what is secret in addresses. */
	readonly given: Environment;
	/** That of a server which is started. */
	readonly environment: Environment;
	readonly paths: Paths;
	/** Why none is to be started; nothing where one may be. */
	readonly whyNotStart: () => string | undefined;
	/** Is called when there is none, and one is started. */
	readonly starting: () => void;
};

/**
Finds the server for the screen; where none runs, starts one in the background, or says why it does not. A desktop server that has gone is waited
for: it may be back in a moment, and ours would have its data folder by then. Of ours only one is gone on with that somebody has started since.
*/
export const createLocate = ({wanted, given, environment, paths, whyNotStart, starting}: Options) => {
	let desktop: string | undefined;
	let goneAt: number | undefined;

	const find = async (): Promise<FoundServer | undefined> => {
		try {
			return await findServer({wanted, environment: given, paths});
		} catch (error) {
			desktop = error instanceof LockedError ? error.url : desktop;
			throw error;
		}
	};

	return async (): Promise<FoundServer> => {
		const found = await find();
		goneAt = found?.kind === 'desktop' || desktop === undefined ? undefined : (goneAt ?? Date.now());
		if (found?.kind === 'ours' && goneAt !== undefined && Date.now() - 1000 * found.health.uptime < goneAt) {
			throw new MaestroError(
				'server-missing',
				`The Maestro desktop server at ${desktop} has gone, and is waited for; one of ours runs, and is shown by: maestro-tui --server ${found.url}`,
			);
		}

		if (found !== undefined) {
			desktop = found.kind === 'desktop' ? found.url : undefined;
			return found;
		}

		if (desktop !== undefined) {
			throw new MaestroError(
				'server-missing',
				`The Maestro desktop server at ${desktop} has gone, and is waited for; to go on with one of ours: maestro server start`,
			);
		}

		const reason = whyNotStart();
		if (reason !== undefined) {
			throw new MaestroError(
				'server-missing',
				`No server runs, and ${reason} starts none; start one with: maestro server start`,
			);
		}

		await refuseBesideDesktop({paths});
		starting();
		const {startServer} = await import('./start-server.js');
		return startServer({
			find: async () => findOwnServer({paths}),
			whyNever: async () => refuseBesideDesktop({paths}),
			command: [process.execPath, build.door, 'server', 'run'],
			environment,
			paths,
		});
	};
};
