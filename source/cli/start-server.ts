import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../domain/errors.js';
import {readText} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import {startDetached} from '../system/spawn.js';
import type {FoundServer} from './find-server.js';

const longestStartMs = 15_000;

type Options = {
	readonly find: () => Promise<FoundServer | undefined>;
	/** The program and arguments of the server. */
	readonly command: readonly [string, ...string[]];
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
};

/**
The server that runs, or one started in the background: a process of its own that outlives us. Two who start at once get the same
one, as the second server finds the lock taken and ends.
*/
export const startServer = async ({find, command, environment, paths}: Options): Promise<FoundServer> => {
	const running = await find();
	if (running !== undefined) {
		return running;
	}

	const started = await startDetached(command, {environment: cleaned(environment), output: paths.serverLog});
	const end = Date.now() + longestStartMs;
	for (let wait = 15; Date.now() < end; wait = Math.min(wait * 1.3, 200)) {
		const found = await find();
		if (found !== undefined) {
			return found;
		}

		if (started.exitCode() !== undefined && started.exitCode() !== 0) {
			throw new MaestroError('server-missing', await lastWords(paths, started.exitCode()));
		}

		await pause(wait);
	}

	throw new MaestroError(
		'timed-out',
		`The server did not answer within ${longestStartMs / 1000} s; its log is ${paths.serverLog}`,
	);
};

/** Waits until nothing answers at an address any more. */
export const untilGone = async (url: string): Promise<void> => {
	const end = Date.now() + longestStartMs;
	while (Date.now() < end) {
		const answers = await fetch(new URL('/health', url), {signal: AbortSignal.timeout(1000)}).then(
			() => true,
			() => false,
		);
		if (!answers) {
			return;
		}

		await pause(25);
	}

	throw new MaestroError('timed-out', `The server at ${url} still answers`);
};

/** What npm and the shell of the person who starts it put into the environment is not for a server that outlives them. */
const cleaned = (
	environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> =>
	Object.fromEntries(
		Object.entries(environment).filter(
			([name]) =>
				!/^(?:npm_|NODE_OPTIONS$|INIT_CWD$|MAESTRO_(?:SESSION|TASK|PROJECT)_|CLAUDECODE$|CLAUDE_CODE_|CLAUDE_PID$)/.test(
					name,
				),
		),
	);

const lastWords = async ({serverLog}: Paths, exitCode: number | undefined): Promise<string> => {
	const lines = ((await readText(serverLog)) ?? '').trimEnd().split('\n');
	return `The server ended with exit code ${exitCode} as it started: ${lines.at(-1) ?? 'it said nothing'}`;
};
