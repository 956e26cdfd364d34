import {MaestroError, refusals} from '../domain/errors.js';
import {logTo} from '../system/log.js';
import {build} from './build.js';
import {pathsOf} from './home.js';
import {lastWordsBegin} from './start-server.js';
import {storageRefusal} from './storage-refusal.js';
import {runServer} from './wire-server.js';

/**
Runs the server until SIGTERM, SIGINT or SIGHUP; answers the exit code. What it has to say goes to its log file, and to stderr where
that cannot be written.
*/
export const main = async (): Promise<number> => {
	process.title = 'maestro server';
	const paths = pathsOf(process.env);
	const stopping = new AbortController();
	const stop = (reason?: string) => stopping.abort(reason);
	const log = logTo(paths.serverLog, line => process.stderr.write(line));
	for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
		process.on(name, () => stop());
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
		if (code === 'internal') {
			log(message, error);
		}

		process.stderr.write(`${lastWordsBegin}${message}\n`);
		return refusals[code].exitCode;
	}
};

const refusalOf = (error: unknown, home: string): Pick<MaestroError, 'code' | 'message'> => {
	if (error instanceof MaestroError) {
		return error;
	}

	return (
		storageRefusal(error, home) ?? {
			code: 'internal',
			message: `Something went wrong: ${error instanceof Error ? error.message : String(error)}; ${home}/log/server.log says more`,
		}
	);
};
