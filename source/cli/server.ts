import {MaestroError, refusals} from '../domain/errors.js';
import {hasCode} from '../system/files.js';
import {logTo} from '../system/log.js';
import {build} from './build.js';
import {pathsOf} from './home.js';
import {runServer} from './wire-server.js';

/**
Runs the server until SIGTERM, SIGINT or SIGHUP; answers the exit code. What it has to say goes to its log file, and to stderr where
that cannot be written.
*/
export const main = async (): Promise<number> => {
	const paths = pathsOf(process.env);
	const stopping = new AbortController();
	const stop = () => stopping.abort();
	const log = logTo(paths.serverLog, line => process.stderr.write(line));
	for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
		process.on(name, stop);
	}

	try {
		await runServer({
			paths,
			environment: process.env,
			build,
			node: process.execPath,
			pid: process.pid,
			log,
			signal: stopping.signal,
			stop,
		});
		return 0;
	} catch (error) {
		stop();
		const {code, message} = refusalOf(error, paths.home);
		log(message, error instanceof MaestroError ? undefined : error);
		process.stderr.write(`maestro server: ${message}\n`);
		return refusals[code].exitCode;
	}
};

const refusalOf = (error: unknown, home: string): Pick<MaestroError, 'code' | 'message'> => {
	if (error instanceof MaestroError) {
		return error;
	}

	const reasons = {
		EACCES: 'is not writable',
		EROFS: 'is on a read-only disk',
		ENOSPC: 'is on a full disk',
		ENOTDIR: 'is not a folder',
	};
	for (const [code, reason] of Object.entries(reasons)) {
		if (hasCode(error, code)) {
			return new MaestroError(
				'storage-failed',
				`${home} ${reason}; make room or rights there, or set MAESTRO_HOME to another folder`,
			);
		}
	}

	return {code: 'internal', message: `Something went wrong: ${error instanceof Error ? error.message : String(error)}`};
};
