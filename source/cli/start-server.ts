import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError, refusals} from '../domain/errors.js';
import {readText} from '../system/files.js';
import {readHolder} from '../system/lock.js';
import type {Paths} from '../system/paths.js';
import {signalProcess} from '../system/processes.js';
import {sizeOf} from '../system/replace.js';
import {type Detached, startDetached} from '../system/spawn.js';
import type {FoundServer} from './find-server.js';
import {storageRefusal} from './storage-refusal.js';

const longestStartMs = 15_000;

type Options = {
	readonly find: () => Promise<FoundServer | undefined>;
	/** Rejects with why none can be started here for as long as things are as they are, where that is so. */
	readonly whyNever?: (() => Promise<void>) | undefined;
	/** The program and arguments of the server. */
	readonly command: readonly [string, ...string[]];
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	/** How long whoever holds the lock may be at its start or at its end; 8 seconds unless given. */
	readonly patienceMs?: number | undefined;
};

/**
The server that runs, or one started in the background: a process of its own that outlives us. Two who start at once get the same
one: the second server finds the lock taken and ends. So it does while the one before it is at its end; then another is started.
*/
export const startServer = async ({
	find,
	whyNever,
	command,
	environment,
	paths,
	patienceMs = 8000,
}: Options): Promise<FoundServer> => {
	const running = await find();
	if (running !== undefined) {
		return running;
	}

	const start = async (): Promise<Detached> => {
		try {
			return await startDetached(command, {environment: cleaned(environment), output: paths.serverLog});
		} catch (error) {
			throw storageRefusal(error, paths.home) ?? error;
		}
	};

	const said = (await sizeOf(paths.serverLog)) ?? 0;
	let started = await start();
	const begin = Date.now();
	const end = begin + longestStartMs;
	for (let wait = 15; Date.now() < end; wait = Math.min(wait * 1.3, 200)) {
		const found = await find();
		if (found !== undefined) {
			return found;
		}

		const exitCode = started.exitCode();
		if (exitCode === refusals['already-there'].exitCode) {
			await whyNever?.();
			if (Date.now() - begin > patienceMs) {
				throw heldBySomebody(paths);
			}

			started = await start();
		} else if (exitCode !== undefined) {
			throw await refusalOf(paths, exitCode, said);
		}

		await pause(wait);
	}

	throw new MaestroError(
		'timed-out',
		`No server answered within ${longestStartMs / 1000} s; what it last said is in ${paths.serverLog}`,
	);
};

const heldBySomebody = (paths: Paths): MaestroError => {
	const pid = readHolder(paths.lock);
	const who = pid === undefined ? 'Another process' : `Process ${pid}`;
	return new MaestroError(
		'server-missing',
		`${who} holds ${paths.data} and does not answer as a server of this version: it may be of another one. End it${pid === undefined ? '' : ` (kill ${pid})`} and try again; agents go on`,
	);
};

/**
Waits until a server that was asked to stop has let go of what only one may hold. A process that nobody collects stays in the
system's list, so that it has ended is not all that is looked for.
*/
export const untilGone = async (pid: number, paths: Paths): Promise<void> => {
	const end = Date.now() + longestStartMs;
	while (readHolder(paths.lock) === pid && signalProcess(pid, 0)) {
		if (Date.now() > end) {
			throw new MaestroError(
				'timed-out',
				`The server (pid ${pid}) was asked to stop and is still there; end it: kill ${pid}`,
			);
		}

		await pause(25);
	}
};

/** What npm, the shell of the person who starts it, and a session around that put into the environment is not for a server that outlives them. */
const cleaned = (
	environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> =>
	Object.fromEntries(
		Object.entries(environment).filter(
			([name]) =>
				!/^(?:npm_|NODE_OPTIONS$|INIT_CWD$|MAESTRO_(?:SESSION|TASK|PROJECT|RUN|ROOT|COORDINATOR|CLAUDE|MANIFEST|SERVER|API|WORKTREE)_|MAESTRO_(?:MODE|IS_MASTER)$|CLAUDECODE$|CLAUDE_CODE_|CLAUDE_PID$)/.test(
					name,
				),
		),
	);

/** A server that ends at its start says why in its last line; its exit code says which refusal it is. */
const refusalOf = async ({serverLog, home}: Paths, exitCode: number, saidBefore: number): Promise<MaestroError> => {
	const words = Buffer.from((await readText(serverLog)) ?? '').subarray(saidBefore);
	const last = words.toString().trimEnd().split('\n').at(-1) ?? '';
	const isStorage = exitCode === refusals['storage-failed'].exitCode;
	const code = isStorage ? 'storage-failed' : 'server-missing';
	if (last.startsWith(lastWordsBegin)) {
		return new MaestroError(code, `The server cannot start: ${last.slice(lastWordsBegin.length)}`);
	}

	return new MaestroError(
		code,
		isStorage
			? `The server cannot start: ${home} takes no data, not even these words: make room or rights there, or set MAESTRO_HOME to another folder`
			: `The server ended as it started, with exit code ${exitCode}; what it said is in ${serverLog}`,
	);
};

/** How a server that cannot go on begins its last line. */
export const lastWordsBegin = 'maestro server: ';
